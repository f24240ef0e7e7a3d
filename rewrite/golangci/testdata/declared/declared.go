// Package declared has declarations that are wrong.
package declared

//unnest:onse k
func misspelled(k func(error)) { k(nil) }

//unnest:once done
func renamed(k func(error)) { k(nil) }

//unnest:once
func twice(done func(int, error)) {
	done(0, nil)
	done(1, nil)
}
