package neversettled

import (
	"errors"
	"strconv"
	"syscall"
)

var lastErr error

type session struct {
	err    error
	n      int
	failed bool
	text   string
	errs   []error
	all    chan error
}

// Others may look at the error.
func (s *session) keeps(text string, done func(int, error)) {
	n, err := strconv.Atoi(text)
	s.err = err
	if err != nil {
		return
	}
	done(n, nil)
}

func (s *session) keepsItself(text string, done func(int, error)) {
	n := 0
	if n, s.err = strconv.Atoi(text); s.err != nil {
		return
	}
	done(n, nil)
}

func tells(text string, out *error, done func(int, error)) {
	n, err := strconv.Atoi(text)
	if *out = err; err != nil {
		return
	}
	done(n, nil)
}

func keepsLast(text string, done func(int, error)) {
	n := 0
	if n, lastErr = strconv.Atoi(text); lastErr != nil {
		return
	}
	done(n, nil)
}

func (s *session) keepsAnother(text string, done func(int, error)) {
	s.err = nil
	n, err := strconv.Atoi(text)
	if err != nil {
		return // want `done is not called on the way to this return`
	}
	done(n, nil)
}

func (s *session) asks(done func(int, error)) {
	if s.err != nil {
		return // want `done is not called on the way to this return`
	}
	done(1, nil)
}

// That of another operation is kept, or comes later.
func (s *session) keepsInner(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		if err != nil {
			return // want `done is not called on the way to this return`
		}
		load(text, func(m int, err error) {
			if s.err = err; err != nil {
				done(0, err)
				return
			}
			done(n+m, nil)
		})
	})
}

func load(text string, k func(int, error)) { go k(strconv.Atoi(text)) }

func (s *session) keepsBefore(text string, done func(int, error)) {
	n, err := strconv.Atoi(text)
	s.err = err
	m, err := strconv.Atoi(text)
	if err != nil {
		return // want `done is not called on the way to this return`
	}
	done(n+m, nil)
	s.err = err
}

func (s *session) keepsBeside(text string, done func(int, error)) {
	n, err := strconv.Atoi(text)
	func() { s.err = err }()
	if err != nil {
		return
	}
	done(n, nil)
}

func (s *session) keepsAtLast(text string, done func(int, error)) {
	var err error
	defer func() { s.err = err }()
	n, err := strconv.Atoi(text)
	if err != nil {
		return
	}
	done(n, nil)
}

func (s *session) next() bool { return s.n > 0 }

func (s *session) read() { s.n, s.err = strconv.Atoi("3") }

// Wherever the function puts an error that is not its own, others may look at it.
func (s *session) keepsInRounds(done func(int, error)) {
	for s.next() {
		if s.err != nil {
			return
		}
		s.n, s.err = strconv.Atoi("1")
	}
	done(s.n, nil)
}

func (s *session) keepsByLiteral(text string, done func(int, error)) {
	parse := func() { s.n, s.err = strconv.Atoi(text) }
	parse()
	if s.err != nil {
		return
	}
	done(s.n, nil)
}

func (s *session) keepsByMethod(done func(int, error)) {
	s.read()
	if s.err != nil {
		return
	}
	done(s.n, nil)
}

func (s *session) keepsInSelect(done func(int, error)) {
	select {
	case s.err = <-s.all:
		if s.err != nil {
			return
		}
		done(1, nil)
	}
}

func (s *session) keepsInHeads(text string, done func(int, error)) {
	if s.n, s.err = strconv.Atoi(text); s.n > 0 {
		if s.err != nil {
			return
		}
	} else if s.err != nil {
		return
	}
	switch s.n, s.err = strconv.Atoi(text); {
	case s.n > 5:
		if s.err != nil {
			return
		}
	}
	for s.n, s.err = strconv.Atoi(text); s.n > 0; s.n-- {
		if s.err != nil {
			return
		}
	}
	done(s.n, nil)
}

// A copy of it may be made by any statement that runs before.
func (s *session) copiesInRounds(text string, done func(int, error)) {
	var err error
	for s.next() {
		if err != nil {
			return
		}
		s.n, err = strconv.Atoi(text)
		s.err = err
	}
	done(s.n, nil)
}

func (s *session) copiesNoneInRounds(text string, done func(int, error)) {
	for s.next() {
		n, err := strconv.Atoi(text)
		if err != nil {
			return // want `done is not called on the way to this return`
		}
		s.err = err
		s.n = n
	}
	done(s.n, nil)
}

func (s *session) copiesInHeads(text string, done func(int, error)) {
	n, err := strconv.Atoi(text)
	if s.err = err; n > 0 {
		if err != nil {
			return
		}
	}
	done(n, nil)
}

func (s *session) keep(err error) { s.err = err }

func (s *session) look(err error) { s.failed = err != nil }

func (s *session) copiesByCall(text string, done func(int, error)) {
	n, err := strconv.Atoi(text)
	s.keep(err)
	if err != nil {
		return
	}
	note := func(e error) { s.err = e }
	m, err2 := strconv.Atoi(text)
	note(err2)
	if err2 != nil {
		return
	}
	k, err3 := strconv.Atoi(text)
	record := func() { s.err = err3 }
	record()
	if err3 != nil {
		return
	}
	l, err4 := strconv.Atoi(text)
	s.look(err4)
	if err4 != nil {
		return // want `done is not called on the way to this return`
	}
	done(n+m+k+l, nil)
}

// What is kept may have the error in it.
func (s *session) copiesParts(text string, done func(int, error)) {
	n, err := strconv.Atoi(text)
	*s = session{err: err}
	if err != nil {
		return
	}
	m, err2 := strconv.Atoi(text)
	s.all <- err2
	if err2 != nil {
		return
	}
	k, err3 := strconv.Atoi(text)
	s.errs = append(s.errs, err3)
	if err3 != nil {
		return
	}
	l, err4 := strconv.Atoi(text)
	s.failed = err4 != nil
	if err4 != nil {
		return // want `done is not called on the way to this return`
	}
	done(n+m+k+l, nil)
}

type journal struct{ all []error }

func (j *journal) Append(err error) { j.all = append(j.all, err) }

func (j *journal) Print(err error) { println(err.Error()) }

// A journal that is called log keeps it for others to look at.
func journals(text string, log *journal, done func(int, error)) {
	n, err := strconv.Atoi(text)
	if err != nil {
		log.Append(err)
		return
	}
	m, err := strconv.Atoi(text)
	if err != nil {
		log.Print(err)
		return // want `done is not called on the way to this return`
	}
	done(n+m, nil)
}

// Who comes after a failure never hears of it: nothing is put there on a way to the guard.
func (s *session) keepsForGood(text string, done func(int, error)) {
	if s.err != nil {
		return // want `done is not called on the way to this return`
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		s.err = err
		done(0, err)
		return
	}
	done(n, nil)
}

func (s *session) keepsLater(text string, done func(int, error)) {
	if s.err != nil {
		return // want `done is not called on the way to this return`
	}
	load(text, func(n int, err error) {
		s.err = err
		done(n, err)
	})
}

func (s *session) keepsForGoodInRounds(texts []string, done func(int, error)) {
	s.err = nil
	for _, text := range texts {
		if s.err != nil {
			return // want `done is not called on the way to this return`
		}
		if _, err := strconv.Atoi(text); err != nil {
			s.err = err
			done(0, err)
			return
		}
	}
	done(1, nil)
}

func (s *session) keepsForGoodInside(text string, done func(int, error)) {
	if text == "" {
		s.err = strconv.ErrSyntax
		done(0, s.err)
		return
	}
	load(text, func(n int, err error) {
		if s.err != nil {
			return // want `done is not called on the way to this return`
		}
		if err != nil {
			s.err = err
			done(0, err)
			return
		}
		done(n, nil)
	})
}

// What runs before may put it there.
func (s *session) keepsMeanwhile(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		if s.err != nil {
			return
		}
		done(n, nil)
	})
	if s.n > 3 {
		s.err = strconv.ErrRange
		return
	}
}

func (s *session) advance() bool {
	s.n, s.err = strconv.Atoi("4")
	return s.err == nil
}

func (s *session) keepsByConditions(done func(int, error)) {
	if s.advance() {
		if s.err != nil {
			return
		}
	}
	switch {
	case s.advance():
	case s.n > 5:
		if s.err != nil {
			return
		}
	}
	for s.advance() {
		if s.err != nil {
			return
		}
	}
	for _, s.err = range s.errs {
		if s.err != nil {
			return
		}
	}
	done(s.n, nil)
}

func (s *session) keepsInOtherRounds(texts []string, done func(int, error)) {
	for _, text := range texts {
		load(text, func(n int, err error) {
			if s.err != nil {
				return
			}
			if err != nil {
				s.err = err
				done(0, err)
				return
			}
			done(n, nil)
		})
	}
}

type number int

func (number) Error() string { return "number" }

func numbered(err error) number { return 1 }

// A flag, or a number, that is made of it is not the error, unless it is one itself.
func (s *session) keepsFlags(text string, done func(int, error)) {
	n, err := strconv.Atoi(text)
	s.failed = errors.Is(err, strconv.ErrRange)
	if err != nil {
		return // want `done is not called on the way to this return`
	}
	m, err2 := strconv.Atoi(text)
	s.n = max(len(err2.Error()), 3)
	if err2 != nil {
		return // want `done is not called on the way to this return`
	}
	k, err3 := strconv.Atoi(text)
	s.err = numbered(err3)
	if err3 != nil {
		return
	}
	l, err4 := strconv.Atoi(text)
	s.err = syscall.Errno(numbered(err4))
	if err4 != nil {
		return
	}
	done(n+m+k+l, nil)
}

func (s *session) keepsAndGoesOn(texts []string, done func(int, error)) {
	for _, text := range texts {
		if s.err != nil {
			return
		}
		if _, err := strconv.Atoi(text); err != nil {
			s.err = err
			if text == "" {
				continue
			}
			done(0, err)
			return
		}
	}
	done(1, nil)
}

func (s *session) keepsMeanwhileOnTheSpot(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		func() {
			if s.err != nil {
				return
			}
			done(n, nil)
		}()
	})
	s.err = strconv.ErrRange
}

func codeOf(err error) int { return 1 }

func isFatal(err error) bool { return true }

// A code of it says what it is.
func (s *session) keepsCodes(text string, done func(int, error)) {
	n, err := strconv.Atoi(text)
	s.n = codeOf(err)
	if err != nil {
		return
	}
	m, err2 := strconv.Atoi(text)
	s.n = max(int(syscall.Errno(codeOf(err2))), 3)
	if err2 != nil {
		return
	}
	k, err3 := strconv.Atoi(text)
	s.failed = isFatal(err3)
	if err3 != nil {
		return // want `done is not called on the way to this return`
	}
	done(n+m+k, nil)
}
