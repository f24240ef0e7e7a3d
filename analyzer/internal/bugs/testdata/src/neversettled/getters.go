package neversettled

import (
	"strconv"
	"sync"
	"sync/atomic"
)

// A shared is asked for the first error in many words.
type shared struct {
	sync.Mutex
	err   error
	value atomic.Value
	left  int
	next  *shared
}

func (s *shared) byName() (err error) {
	s.Lock()
	err = s.err
	s.Unlock()
	return
}

func (s *shared) byVariable() error {
	var err error
	s.Lock()
	err = s.err
	s.Unlock()
	return err
}

func (s *shared) ifAny() error {
	if s == nil {
		return nil
	}
	return s.byName()
}

func (s *shared) loaded() error {
	if err, ok := s.value.Load().(error); ok {
		return err
	}
	return nil
}

func (s *shared) outcome() (int, error) { return s.left, s.err }

func (s *shared) both() (int, error) { return s.outcome() }

func (s *shared) ofNext() error { return s.next.err }

func errorOf(s *shared) error { return s.err }

func (s *shared) fail(err error) {
	s.Lock()
	s.err = err
	s.Unlock()
}

func (s *shared) inHead(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		if e := s.byName(); e != nil {
			return
		}
		if e := s.ofNext(); e != nil {
			return // want `done is not called on the way to this return`
		}
		if _, e := strconv.Atoi(text); e != nil {
			return // want `done is not called on the way to this return`
		}
		if err != nil {
			s.err = err
			done(0, err)
			return
		}
		if s.left--; s.left == 0 {
			done(n, nil)
		}
	})
}

func (s *shared) inWords(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		if s.byVariable() != nil || s.ifAny() != nil {
			return
		}
		if s.byVariable() != nil {
			return
		}
		if s.ifAny() != nil {
			return
		}
		if errorOf(s) != nil {
			return
		}
		if _, e := s.both(); e != nil {
			return
		}
		var failed error
		s.Lock()
		failed = s.err
		s.Unlock()
		if failed != nil {
			return
		}
		if err != nil {
			s.fail(err)
			done(0, err)
			return
		}
		if s.left--; s.left == 0 {
			done(n, nil)
		}
	})
}

func (s *shared) atOnce(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		if s.loaded() != nil {
			return
		}
		if e, _ := s.value.Load().(error); e != nil {
			return
		}
		if s.byName() != nil {
			return // want `done is not called on the way to this return`
		}
		if err != nil {
			s.value.Store(err)
			done(0, err)
			return
		}
		if s.left--; s.left == 0 {
			done(n, nil)
		}
	})
}

type job struct{ shared }

func (j *job) one(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		if j.byName() != nil {
			return
		}
		if err != nil {
			j.shared.err = err
			done(0, err)
			return
		}
		if j.left--; j.left == 0 {
			done(n, nil)
		}
	})
}

func (s *shared) note(err error) {
	if err != nil {
		s.fail(err)
	}
}

func (s *shared) parse(text string) (int, error) {
	if s.left, s.err = strconv.Atoi(text); s.err != nil {
		return 0, s.err
	}
	return s.left, nil
}

// Others may ask for it, too.
func (s *shared) keepsOwn(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		s.note(err)
		if s.byName() != nil {
			return
		}
		if e := s.byName(); e != nil {
			return
		}
		if _, e := s.parse(text); e != nil {
			return
		}
		if s.left--; s.left == 0 {
			done(n, nil)
		}
	})
}
