package unreaderror

import "fmt"

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
