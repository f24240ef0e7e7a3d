package neversettled

import (
	"errors"
	"log"
)

var errNone = errors.New("none")

type race struct {
	won  bool
	left int
}

// The first that succeeds tells, and the last tells of failure.
func firstOf(texts []string, done func(int, error)) {
	left, won := len(texts), false
	for _, text := range texts {
		load(text, func(n int, err error) {
			left--
			if won {
				return
			}
			if left == 0 {
				done(n, err)
				return
			}
			if err != nil {
				log.Printf("%s: %v, %d left", text, err, left)
				return
			}
			won = true
			done(n, nil)
		})
	}
}

func firstInTurn(texts []string, done func(int, error)) {
	for i, text := range texts {
		last := i == len(texts)-1
		load(text, func(n int, err error) {
			if last {
				done(n, err)
				return
			}
			if err != nil {
				log.Print(err)
				return
			}
			done(n, nil)
		})
	}
}

func (r *race) tryOne(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		r.left--
		if r.won {
			return
		}
		if r.left == 0 {
			done(n, err)
			return
		}
		if err != nil {
			return
		}
		r.won = true
		done(n, nil)
	})
}

// It is forgotten where nobody is the last, or another error is told of.
func onlyOne(full bool, text string, done func(int, error)) {
	load(text, func(n int, err error) {
		if full {
			done(n, err)
			return
		}
		if err != nil {
			log.Print(err)
			return // want `done is not called on the way to this return`
		}
		done(n, nil)
	})
}

func noneIsLast(texts []string, done func(int, error)) {
	left := len(texts)
	for _, text := range texts {
		load(text, func(n int, err error) {
			left--
			if n < 0 {
				done(0, errNone)
				return
			}
			if err != nil {
				log.Print(err)
				return // want `done is not called on the way to this return`
			}
			if left == 0 {
				done(n, nil)
			}
		})
	}
}
