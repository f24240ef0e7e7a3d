package wrongerror

import (
	"errors"
	"fmt"
)

var errNone = errors.New("none")

func get(name string, k func(string, error)) error {
	if name == "" {
		return errNone
	}
	go k(name, nil)
	return nil
}

// The launch assigns the error that is tested.
func assigned(done func(error)) {
	var err error
	err = get("ann", func(s string, failed error) {
		if err != nil { // want `err is an error of the function around, the callback's own is failed`
			done(err)
			return
		}
		fmt.Println(s)
	})
	if err != nil {
		done(err)
	}
}

// The error is nil when the callback is made.
func guarded(done func(error)) {
	_, err := fmt.Println()
	if err != nil {
		done(err)
		return
	}
	fmt.Println("going on")
	get("ann", func(s string, failed error) {
		if nil != done && (err) != nil { // want `err is an error of the function around, the callback's own is failed`
			done(err)
			return
		}
		fmt.Println(s)
	})
}

// The callback looks at its own error, too.
func both(done func(error)) {
	var err error
	err = get("ann", func(s string, failed error) {
		if err != nil || failed != nil {
			done(failed)
		}
	})
}

func own(done func(error)) {
	err := get("ann", func(s string, err error) {
		if err != nil {
			done(err)
		}
	})
	if err != nil {
		done(err)
	}
}

// The first error is what counts while things are put away.
func cleanup(done func(error)) {
	_, err := fmt.Println()
	get("rollback", func(s string, failed error) {
		if err != nil {
			done(err)
			return
		}
		fmt.Println(s)
	})
}

// It may have been assigned after the guard.
func again(done func(error)) {
	_, err := fmt.Println()
	if err != nil {
		return
	}
	_, err = fmt.Println()
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
}

// The callback makes the error itself.
func inside(done func(error)) {
	var err error
	err = get("ann", func(s string, failed error) {
		_, err = fmt.Println(s)
		if err != nil {
			done(err)
		}
	})
}

// The callback says that its own does not matter.
func onPurpose(done func(error)) {
	var err error
	err = get("ann", func(s string, _ error) {
		if err != nil {
			done(err)
		}
	})
}

// A variable of the package is everybody's.
func global(done func(error)) {
	errNone = get("ann", func(s string, failed error) {
		if errNone != nil {
			done(errNone)
		}
	})
}

// What comes later may be what the callback asks for.
func since(done func(error)) {
	_, err := fmt.Println()
	if err != nil {
		return
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
	_, err = fmt.Println()
}

func nextRound(names []string, done func(error)) {
	var err error
	for _, name := range names {
		_, err = fmt.Println(name)
		if err != nil {
			return
		}
		get("ann", func(s string, failed error) {
			if err != nil {
				done(err)
			}
		})
	}
}

func byAddress(note func(*error), done func(error)) {
	_, err := fmt.Println()
	note(&err)
	if err != nil {
		return
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
}

func eachRound(names []string, done func(error)) {
	for _, name := range names {
		_, err := fmt.Println(name)
		if err != nil {
			return
		}
		get("ann", func(s string, failed error) {
			if err != nil { // want `err is an error of the function around, the callback's own is failed`
				done(err)
			}
		})
	}
}

var watchers []func(error)

func onClose(f func(error)) { watchers = append(watchers, f) }

// Whoever is given the literal may call it after the guard.
func byWatcher(done func(error)) {
	var err error
	onClose(func(closed error) { err = closed })
	if err != nil {
		done(err)
		return
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
}

func byLiteral(done func(error)) {
	var err error
	note := func(failed error) { err = failed }
	defer func() { err = errNone }()
	if err != nil {
		return
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
	note(errNone)
}

func byCaller(done func(error)) {
	var err error
	onClose(func(closed error) {
		err = closed
		if err != nil {
			return
		}
		get("ann", func(s string, failed error) {
			if err != nil {
				done(err)
			}
		})
	})
}

// These run where they stand.
func onTheSpot(done func(error)) {
	var err error
	func() { _, err = fmt.Println() }()
	if err != nil {
		return
	}
	get("ann", func(s string, failed error) {
		if err != nil { // want `err is an error of the function around, the callback's own is failed`
			done(err)
		}
	})
}

func inCallback(done func(error)) {
	var err error
	get("ann", func(s string, failed error) {
		err = failed
		if err != nil {
			return
		}
		get("bob", func(s string, failed error) {
			if err != nil { // want `err is an error of the function around, the callback's own is failed`
				done(err)
			}
		})
	})
}

// A return assigns it.
func byReturn(done func(error)) (err error) {
	if err != nil {
		return err
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
	return errNone
}

// A return that says that there is none assigns none, and one of a literal is none of the
// function.
func returnsNone(names []string, done func(error)) (err error) {
	if err = prepare(); err != nil {
		return err
	}
	get("ann", func(s string, failed error) {
		if err != nil { // want `err is an error of the function around, the callback's own is failed`
			done(err)
		}
	})
	each(names, func(s string) error { return errNone })
	if len(names) > 1 {
		return err
	}
	return nil
}

func returnsAnother(done func(error)) (n int, err error) {
	if err = prepare(); err != nil {
		return 0, err
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
	return fmt.Println()
}

func prepare() error { return nil }

func each(names []string, f func(string) error) {}

// What is done to an error leaves none where there is none.
func wraps(done func(error)) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("wraps: %w", err)
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
	return
}

func closes(f interface{ Close() error }, done func(error)) (err error) {
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
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
	return
}

func tries(k func(string, error)) error { go k("", nil); return nil }

// A local function does something where it is called.
func callsBehind(done func(error)) {
	get("ann", func(s string, err error) {
		if err != nil {
			done(err)
			return
		}
		store := func() {
			err = prepare()
			done(err)
		}
		n, err := fmt.Println()
		if err != nil {
			done(err)
			return
		}
		err = tries(func(s string, failed error) {
			if err != nil { // want `err is an error of the function around, the callback's own is failed`
				done(err)
				return
			}
			if n > 0 {
				store()
				return
			}
			get("bob", func(string, error) { store() })
		})
		if err != nil {
			done(err)
		}
	})
}

func callsBefore(names []string, done func(error)) {
	var err error
	var note func()
	note = func() { err = prepare() }
	note()
	if err != nil {
		return
	}
	get("ann", func(s string, failed error) {
		if err != nil { // want `err is an error of the function around, the callback's own is failed`
			done(err)
		}
	})
}

func callsMeanwhile(names []string, done func(error)) {
	var err error
	note := func() { err = prepare() }
	if err != nil {
		return
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
	get("bob", func(string, error) { note() })
}

func callsEachTime(names []string, done func(error)) {
	var err error
	note := func() { err = prepare() }
	if err != nil {
		return
	}
	get("ann", func(s string, failed error) {
		for range names {
			if err != nil {
				done(err)
			}
			note()
		}
	})
}

func callsAtLast(done func(error)) {
	var err error
	note := func() { err = prepare() }
	defer note()
	if err != nil {
		return
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
}

func givesAway(done func(error)) {
	var err error
	note := func(closed error) { err = closed }
	onClose(note)
	if err != nil {
		return
	}
	get("ann", func(s string, failed error) {
		if err != nil {
			done(err)
		}
	})
}

// The error of a literal that is kept is another one each time.
func eachTime(done func(error)) {
	onClose(func(error) {
		err := prepare()
		if err != nil {
			return
		}
		get("ann", func(s string, failed error) {
			if err != nil { // want `err is an error of the function around, the callback's own is failed`
				done(err)
			}
		})
	})
}

func find(name string, k func(bool, error)) error { go k(false, nil); return nil }

// That a value says whether there is one is no reason to test the error of another.
func flagged(done func(error)) {
	err := prepare()
	err = find("ann", func(found bool, failed error) {
		if err != nil { // want `err is an error of the function around, the callback's own is failed`
			done(err)
			return
		}
		if !found {
			done(errNone)
		}
	})
	if err != nil {
		done(err)
	}
}

// So is an error that has a branch of its own.
func branches(name string, done func(error)) {
	err := prepare()
	if err != nil {
		done(err)
	} else {
		get(name, func(s string, failed error) {
			if err != nil { // want `err is an error of the function around, the callback's own is failed`
				done(err)
			} else {
				done(nil)
			}
		})
	}
	if err != nil {
		done(err)
	} else if name == "ann" {
		get(name, func(s string, failed error) {
			if err != nil { // want `err is an error of the function around, the callback's own is failed`
				done(err)
			}
		})
	}
	if err == nil {
		get(name, func(s string, failed error) {
			if err != nil { // want `err is an error of the function around, the callback's own is failed`
				done(err)
			}
		})
	} else {
		get(name, func(s string, failed error) {
			if err != nil {
				done(err)
			}
		})
	}
}

func branchesOfOthers(name string, done func(error)) {
	err := prepare()
	if name == "" {
		get(name, func(s string, failed error) {
			if err != nil {
				done(err)
			}
		})
	} else {
		get(name, func(s string, failed error) {
			if err != nil {
				done(err)
			}
		})
	}
}

func clauses(name string, done func(error)) {
	err := prepare()
	switch {
	case err != nil:
		done(err)
	case name == "":
		get(name, func(s string, failed error) {
			if err != nil { // want `err is an error of the function around, the callback's own is failed`
				done(err)
			}
		})
	default:
		get(name, func(s string, failed error) {
			if err != nil { // want `err is an error of the function around, the callback's own is failed`
				done(err)
			}
		})
	}
	switch {
	case name == "":
		get(name, func(s string, failed error) {
			if err != nil {
				done(err)
			}
		})
	case err == nil:
		get(name, func(s string, failed error) {
			if err != nil { // want `err is an error of the function around, the callback's own is failed`
				done(err)
			}
		})
	default:
		get(name, func(s string, failed error) {
			if err != nil {
				done(err)
			}
		})
	}
	switch {
	case err != nil:
		fallthrough
	default:
		get(name, func(s string, failed error) {
			if err != nil {
				done(err)
			}
		})
	}
}
