package unreaderror

import (
	"fmt"
	"sync"
)

type user struct{ name string }

type failure struct{}

func (*failure) Error() string { return "failed" }

func get(name string, k func(*user, error)) { go k(&user{name}, nil) }

func save(u *user, k func(*failure)) { go k(nil) }

func each(k func(*user, error)) {
	k(nil, nil)
	k(nil, nil)
}

func never() {
	get("ann", func(u *user, err error) { // want `the error err of a callback is never looked at`
		fmt.Println(u.name)
	})
}

func concrete(u *user) {
	save(u, func(failed *failure) { // want `the error failed of a callback is never looked at`
		fmt.Println("saved")
	})
}

func held() {
	show := func(u *user, err error) { // want `the error err of a callback is never looked at`
		fmt.Println(u.name)
	}
	get("ann", show)
}

func hidden() {
	get("ann", func(u *user, err error) { // want `the error err of a callback is never looked at`
		_, err2 := fmt.Println(u.name)
		func(err error) { fmt.Println(err) }(err2)
	})
}

// The error has no name, or none that counts.
func onPurpose() {
	get("ann", func(u *user, _ error) { fmt.Println(u.name) })
	get("ann", func(*user, error) { fmt.Println("done") })
	get("ann", func(u *user, err error) {
		_ = err
		fmt.Println(u.name)
	})
}

// Nobody waits for the outcome.
func dropped() {
	get("ann", func(u *user, err error) {})
}

// Only that it is over is of interest.
func awaited() {
	end := make(chan bool)
	get("ann", func(u *user, err error) { close(end) })
	<-end
}

// The value says whether there is one.
func byValue() {
	get("ann", func(u *user, err error) {
		if u == nil {
			return
		}
		fmt.Println(u.name)
	})
}

func looked() {
	get("ann", func(u *user, err error) {
		if err != nil {
			return
		}
		fmt.Println(u.name)
	})
}

func passedOn(k func(*user, error)) {
	get("ann", func(u *user, err error) { k(u, err) })
}

// The inner callback looks at it.
func further() {
	get("ann", func(u *user, err error) {
		save(u, func(failed *failure) { fmt.Println(err, failed) })
	})
}

// The element function of a loop is no continuation.
func elements() {
	each(func(u *user, err error) { fmt.Println("one more") })
}

// An outer error is tested: that is for another rule.
func outer() {
	_, err := fmt.Println()
	get("ann", func(u *user, failed error) {
		if err != nil {
			return
		}
		fmt.Println(u.name)
	})
}

type executor struct{ queue []func(error) }

func (e *executor) Post(f func(error)) { go f(nil) }

// The executor tells that it is its turn.
func posted(e *executor) {
	e.Post(func(err error) { fmt.Println("now") })
}

func lookup(name string, k func(*user, bool, error)) { go k(nil, false, nil) }

func count(k func(int, error)) { go k(1, nil) }

func list(k func([]*user, error)) { go k(nil, nil) }

// So does a flag, and a value that is compared with none.
func byFlag(names chan string) {
	lookup("ann", func(u *user, found bool, err error) {
		if !found {
			return
		}
		fmt.Println(u.name)
	})
	lookup("ann", func(u *user, found bool, err error) {
		switch {
		case (found) && u.name == "ann":
			fmt.Println(u.name)
		}
	})
	count(func(n int, err error) {
		if n > 0 {
			fmt.Println(n)
		}
	})
	list(func(all []*user, err error) {
		if len(all) == 0 {
			return
		}
		fmt.Println(all)
	})
}

// These say nothing of it.
func byOther(names map[bool]string) {
	lookup("ann", func(u *user, found bool, err error) { // want `the error err of a callback is never looked at`
		if names[found] == "" {
			fmt.Println(u.name, found)
		}
	})
	count(func(n int, err error) { // want `the error err of a callback is never looked at`
		if n > 9 {
			fmt.Println(n)
		}
	})
}

func remove(u *user, k func(error)) { go k(nil) }

func closeUser(u *user, k func(error)) { go k(nil) }

type service struct {
	busy   bool
	failed error
	done   func(error)
	mu     sync.Mutex
}

// Whoever waits for the end is told of it, whichever way it ended.
func (s *service) ends(u *user, wg *sync.WaitGroup, stop func()) {
	end := make(chan bool)
	remove(u, func(err error) { close(end) })
	remove(u, func(err error) { end <- true })
	remove(u, func(err error) {
		defer s.mu.Unlock()
		wg.Done()
		stop()
	})
	remove(u, func(err error) { s.busy = false })
}

// Here somebody is told that there is none.
func (s *service) tellsNone(u *user, ended chan error, names chan string) {
	remove(u, func(err error) { ended <- nil })       // want `the error err of a callback is never looked at`
	remove(u, func(err error) { s.failed = nil })     // want `the error err of a callback is never looked at`
	remove(u, func(err error) { s.done(nil) })        // want `the error err of a callback is never looked at`
	remove(u, func(err error) { names <- "" })        // want `the error err of a callback is never looked at`
	remove(u, func(err error) { s.busy = true })      // want `the error err of a callback is never looked at`
	remove(u, func(err error) { fmt.Println("end") }) // want `the error err of a callback is never looked at`
}
