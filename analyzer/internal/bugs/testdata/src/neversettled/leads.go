package neversettled

import (
	"log"
	"strconv"
)

func (s *session) fail(err error) { s.err = err }

func (s *session) scan() bool {
	if s.n > 3 {
		s.fail(strconv.ErrRange)
		return false
	}
	s.n++
	return true
}

// It is kept by what is called, however deep.
func (s *session) keepsByMethods(done func(int, error)) {
	for s.scan() {
		println(s.n)
	}
	if s.err != nil {
		log.Print(s.err)
		return
	}
	done(s.n, nil)
}

// A branch that ends does not lead to the guard, whatever it goes on with inside.
func (s *session) endsWithLoop(text string, done func(int, error)) {
	if text == "" {
	all:
		for _, err := range s.errs {
			if err == nil {
				continue
			}
			switch err.Error() {
			case "":
				break
			case "end":
				break all
			}
		}
		s.err = strconv.ErrSyntax
		done(0, s.err)
		return
	}
	load(text, func(n int, err error) {
		if s.err != nil {
			return // want `done is not called on the way to this return`
		}
		done(n, err)
	})
}

func (s *session) endsWithPanic(text string, done func(int, error)) {
	switch text {
	case "":
		s.err = strconv.ErrSyntax
		done(0, s.err)
		panic("empty")
	}
	load(text, func(n int, err error) {
		if s.err != nil {
			return // want `done is not called on the way to this return`
		}
		done(n, err)
	})
}

func (s *session) leavesLoop(texts []string, done func(int, error)) {
all:
	for _, text := range texts {
		if text == "" {
			for range s.n {
				s.err = strconv.ErrSyntax
				break all
			}
			done(0, s.err)
			return
		}
	}
	if s.err != nil {
		return
	}
	done(1, nil)
}

func (s *session) parse(text string) { s.n, s.err = strconv.Atoi(text) }

func (s *session) parseLater(text string) { s.parse(text) }

func (s *session) tell(o *session) { o.err = s.err }

// A method puts it in what it is called on, or is given.
func (s *session) puts(a, b, c *session, text string, done func(int, error)) {
	s.parse(text)
	b.parseLater(text)
	if s.err != nil {
		return
	}
	if a.err != nil {
		return // want `done is not called on the way to this return`
	}
	if b.err != nil {
		return
	}
	c.tell(a)
	if a.err != nil {
		return
	}
	done(1, nil)
}

func (s *session) putsInOne(o *session, text string, done func(int, error)) {
	one := s
	one.parse(text)
	if s.err != nil {
		return
	}
	if text == "" {
		o = s
	}
	o.parse(text)
	if s.err != nil {
		return
	}
	done(1, nil)
}

type view struct{ *session }

func (v view) again(text string) { v.parse(text) }

func (s *session) putsInEmbedded(a view, text string, done func(int, error)) {
	a.parse(text)
	if s.err != nil {
		return
	}
	a.again(text)
	if s.err != nil {
		return
	}
	done(1, nil)
}
