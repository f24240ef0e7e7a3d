package wrongerror

import (
	"errors"
	"fmt"
	"io"
)

// The error may be one of many by then.
func rangesOver(errs []error, done func(error)) {
	err := prepare()
	if err != nil {
		return
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
	for _, err = range errs {
		if err != nil {
			break
		}
	}
}

// A goto statement begins the next round.
func goesBack(done func(error)) {
	var err error
again:
	err = prepare()
	if err != nil {
		return
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
	if errors.Is(err, io.EOF) {
		goto again
	}
}

// What adds to an error that there is, or to some of them, makes none of nil.
func adds(done func(error)) (err error) {
	defer func() {
		if err != nil && !errors.Is(err, io.EOF) {
			err = fmt.Errorf("adds: %w", err)
		}
	}()
	if err = prepare(); err != nil {
		return err
	}
	get("ann", func(s string, failed error) {
		if err != nil { // want `err is an error of the function around, the callback's own is failed`
			done(err)
		}
	})
	return nil
}

func mayAdd(full bool, done func(error)) (err error) {
	defer func() {
		if err != nil || full {
			err = fmt.Errorf("adds: %w", err)
		}
	}()
	if err = prepare(); err != nil {
		return err
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
	return nil
}

// An error that is kept until it is asked for may be there again when more has been done.
func sticky(done func(error)) {
	var err error
	run := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	run(prepare)
	if err != nil {
		done(err)
		return
	}
	run(prepare)
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
			return
		}
		done(nil)
	})
}

func stickyAtFirst(done func(error)) {
	var err error
	run := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	say := func() { fmt.Println("said") }
	run(prepare)
	if err != nil {
		done(err)
		return
	}
	say()
	get("ann", func(s string, failed error) {
		if err != nil { // want `err is an error of the function around, the callback's own is failed`
			done(err)
			return
		}
		done(nil)
	})
}

// What comes before a condition may bring another error than that of the branches around.
func triesInBranch(name string, done func(error)) {
	err := prepare()
	if err != nil {
		fmt.Println(err)
	} else if err = prepare(); name != "" {
		get(name, func(s string, failed error) {
			if err != nil {
				done(err)
				return
			}
			done(nil)
		})
	}
	if err != nil {
		fmt.Println(err)
	} else if n, _ := fmt.Println(); n > 0 {
		get(name, func(s string, failed error) {
			if err != nil { // want `err is an error of the function around, the callback's own is failed`
				done(err)
				return
			}
			done(nil)
		})
	}
}
