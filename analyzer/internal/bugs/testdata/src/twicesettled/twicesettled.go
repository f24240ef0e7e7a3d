package twicesettled

import (
	"errors"
	"log"
	"strconv"
)

var errEmpty = errors.New("empty")

func fetch(name string, k func(int, error)) { go k(len(name), nil) }

func missingReturn(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	}
	done(n, nil) // want `done is called a second time here, after it has reported an outcome`
}

func onOneLine(err error, done func(error)) {
	if err != nil { done(err) }
	done(nil) // want `done is called a second time here`
}

// Whatever the second branch does, it is one call too many.
func branchesBehind(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	}
	if n > 9 {
		done(9, nil) // want `done is called a second time here`
		return
	}
	done(n, nil)
}

func bothAndTail(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	} else {
		log.Print(n)
		done(n, nil)
	}
	done(n, nil) // want `done is called a second time here`
}

func handedOn(s string, done func(int, error)) {
	if s == "" {
		done(0, errEmpty)
	}
	fetch(s, done) // want `done is called a second time here`
}

func inCallback(s string, done func(int, error)) {
	fetch(s, func(n int, err error) {
		if err != nil {
			done(0, err)
		}
		done(n, nil) // want `done is called a second time here`
	})
}

func launched(s string, done func(int, error)) {
	_, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	}
	fetch(s, func(n int, err error) { // want `done is called a second time here`
		done(n, err)
	})
}

func try(name string, k func(int, error)) error {
	if name == "" {
		return errEmpty
	}
	go k(len(name), nil)
	return nil
}

func tried(s string, done func(int, error)) {
	_, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	}
	err = try(s, done) // want `done is called a second time here`
	if err != nil {
		done(0, err)
	}
}

func withResult(s string, done func(int, error)) bool {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	}
	done(n, nil) // want `done is called a second time here`
	return true
}

func returns(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
		return
	}
	done(n, nil)
}

func either(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	} else {
		done(n, nil)
	}
}

// The conditions exclude each other.
func exclusive(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	}
	if err == nil {
		done(n, nil)
	}
}

func flagged(s string, done func(int, error)) {
	failed := false
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
		failed = true
	}
	if !failed {
		done(n, nil)
	}
}

// The function does not go on.
func leaves(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
		panic(err)
	}
	if n < 0 {
		done(0, errEmpty)
		log.Fatal(n)
	}
	done(n, nil)
}

// Elsewhere the same report is the last word.
func signals(n int, done func(int, error)) {
	if n < 2 {
		done(7, nil)
		return
	}
	if n > 9 {
		done(7, nil)
	}
	done(n, nil) // want `done is called a second time here`
}

func inLoop(in []string, done func(int, error)) {
	sum := 0
	for _, s := range in {
		n, err := strconv.Atoi(s)
		if err != nil {
			done(0, err)
		}
		sum += n
	}
	done(sum, nil) // want `done is called a second time here`
}

func inCase(n int, done func(int, error)) {
	switch {
	case n < 0:
		done(0, errEmpty)
	case n > 9:
		done(9, nil)
		return
	}
	done(n, nil) // want `done is called a second time here`
}

func wrapped(s string, done func(int, error)) {
	fail := func(err error) {
		log.Print(err)
		done(0, err)
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		fail(err)
	}
	done(n, nil) // want `done is called a second time here`
}

func wrappedTwice(s string, done func(int, error)) {
	finish := func(n int, err error) { done(n, err) }
	fail := func() { finish(0, errEmpty) }
	if s == "" {
		fail()
	}
	fetch(s, finish) // want `done is called a second time here`
}

func throughFunction(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	}
	finish(n, done) // want `done is called a second time here`
}

func finish(n int, done func(int, error)) {
	log.Print(n)
	if n > 9 {
		done(9, nil)
		return
	}
	done(n, nil)
}

func zero(s string, done func(*int, error)) {
	var none *int
	n, err := strconv.Atoi(s)
	if err != nil {
		done(none, err)
	}
	done(&n, nil) // want `done is called a second time here`
}

// The wrapper reports when nothing was reported before.
func guarded(s string, done func(int, error)) {
	settled := false
	finish := func(n int, err error) {
		if !settled {
			settled = true
			done(n, err)
		}
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		finish(0, err)
	}
	finish(n, nil)
}

func perhaps(n int, done func(int, error)) {
	if n > 9 {
		done(n, nil)
	}
}

// The function that gets the callback may not call it.
func throughPerhaps(n int, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
	}
	perhaps(n, done)
}

// What is found first is shown until there is something better.
func stale(cached int, s string, done func(int, error)) {
	if cached > 0 {
		done(cached, nil)
	}
	fetch(s, done)
}

// The stream goes on after an error.
func stream(in []string, next func(int, error)) {
	for _, s := range in {
		n, err := strconv.Atoi(s)
		if err != nil {
			next(0, err)
		}
		next(n, nil)
	}
}

func forever(in chan int, err error, next func(int, error)) {
	if err != nil {
		next(0, err)
	}
	for {
		next(<-in, nil)
	}
}

func replaced(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
		done = func(int, error) {}
	}
	done(n, nil)
}

// Nothing says that the literal runs.
func stored(s string, done func(int, error), later *[]func()) {
	if s == "" {
		done(0, errEmpty)
	}
	*later = append(*later, func() { done(1, nil) })
}

// The error is no outcome here: it comes with a value.
func partial(n int, err error, done func(int, error)) {
	if err != nil {
		done(n, err)
	}
	done(n, nil)
}

// What is called has no error to tell of.
func plain(ok bool, step func(string)) {
	if !ok {
		step("failed")
	}
	step("end")
}

// A call need not be a statement by itself.
func assigned(s string, done func(int, error)) {
	fail := func() bool {
		done(0, errEmpty)
		return false
	}
	ok := true
	n, err := strconv.Atoi(s)
	if err != nil {
		ok = fail()
	}
	log.Print(ok)
	done(n, nil) // want `done is called a second time here`
}

func elsewhere(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		go done(0, err)
	}
	done(n, nil) // want `done is called a second time here`
}
