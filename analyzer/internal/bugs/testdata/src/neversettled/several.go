package neversettled

import (
	"context"
	"errors"
	"log"
	"strconv"
	"sync"
)

type group struct {
	sync.Mutex
	err  error
	left int
}

// Several calls have one completion: the first failure is told of, and who comes later finds it.
func (g *group) one(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		if g.err != nil {
			return
		}
		if err != nil {
			g.err = err
			done(0, err)
			return
		}
		if g.left--; g.left == 0 {
			done(n, nil)
		}
	})
}

func (g *group) all(texts []string, done func(int, error)) {
	g.left = len(texts)
	for _, text := range texts {
		g.one(text, done)
	}
}

func (g *group) oneWithLock(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		g.Lock()
		failed := g.err
		g.Unlock()
		if failed != nil {
			log.Print(failed)
			return
		}
		if err != nil {
			g.fail(err)
			done(0, err)
			return
		}
		if g.left--; g.left > 0 {
			return
		}
		done(n, nil)
	})
}

func (g *group) fail(err error) {
	g.Lock()
	defer g.Unlock()
	g.err = err
}

func (g *group) failure() error {
	g.Lock()
	defer g.Unlock()
	return g.err
}

func (g *group) other() error { return errors.New("other") }

func (g *group) oneWithGetter(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		if g.failure() != nil {
			return
		}
		if g.other() != nil {
			return // want `done is not called on the way to this return`
		}
		if err != nil {
			g.err = err
			done(0, err)
			return
		}
		if g.left--; g.left == 0 {
			done(n, nil)
		}
	})
}

func (g *group) worker(texts chan string, done func(int, error)) {
	if g.err != nil {
		return
	}
	text, ok := <-texts
	if !ok {
		return
	}
	load(text, func(n int, err error) {
		if err != nil {
			g.err = err
			done(0, err)
			return
		}
		if g.left--; g.left == 0 {
			done(n, nil)
			return
		}
		g.worker(texts, done)
	})
}

// One call has one completion where all other ways tell that, or have failed, too.
func (g *group) alone(text string, done func(int, error)) {
	load(text, func(n int, err error) {
		if g.err != nil {
			log.Print(g.err)
			return // want `done is not called on the way to this return`
		}
		switch {
		case err != nil:
			g.err = err
			done(0, err)
		case n == 0:
			done(1, nil)
		default:
			done(n, nil)
		}
	})
}

func (g *group) aloneWithErrors(ctx context.Context, text string, done func(int, error)) {
	if ctx.Err() != nil {
		return
	}
	select {
	case <-ctx.Done():
		return
	default:
	}
	if g.err != nil {
		return // want `done is not called on the way to this return`
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		log.Print(err)
		return // want `done is not called on the way to this return`
	}
	if n < 0 {
		g.err = errors.New("negative")
		done(0, g.err)
		return
	}
	done(n, nil)
}

func (g *group) aloneAndKept(text string, all chan func(int, error), done func(int, error)) {
	if g.err != nil {
		return // want `done is not called on the way to this return`
	}
	if text == "" {
		all <- done
		return
	}
	n, err := strconv.Atoi(text)
	g.err = err
	done(n, err)
}

// The variable that they share may be a local one.
func sum(texts []string, done func(int, error)) {
	var failed error
	total, left := 0, len(texts)
	for _, text := range texts {
		load(text, func(n int, err error) {
			if failed != nil {
				return
			}
			if err != nil {
				failed = err
				done(0, err)
				return
			}
			total += n
			if left--; left == 0 {
				done(total, nil)
			}
		})
	}
}

func sumWithFail(texts []string, done func(int, error)) {
	var failed error
	fail := func(err error) {
		if failed == nil {
			failed = err
			done(0, err)
		}
	}
	left := len(texts)
	for _, text := range texts {
		load(text, func(n int, err error) {
			if err != nil {
				fail(err)
				return
			}
			if failed != nil {
				log.Print(failed)
				return
			}
			if left--; left == 0 {
				done(n, nil)
			}
		})
	}
}

// It is no failure of another call that was there before, or that each call has for itself.
func sumAfter(texts []string, done func(int, error)) {
	_, failed := strconv.Atoi(texts[0])
	left := len(texts)
	for _, text := range texts {
		load(text, func(n int, err error) {
			if failed != nil {
				return // want `done is not called on the way to this return`
			}
			if left--; left == 0 {
				done(n, err)
			}
		})
	}
}

func sumOfOwn(texts []string, done func(int, error)) {
	left := len(texts)
	for _, text := range texts {
		load(text, func(n int, err error) {
			if _, failed := strconv.Atoi(text); failed != nil {
				return // want `done is not called on the way to this return`
			}
			if err != nil {
				log.Print(err)
				return // want `done is not called on the way to this return`
			}
			if left--; left == 0 {
				done(n, nil)
			}
		})
	}
}

// What the same call has put there is its own error, and that of another value is none of theirs.
func own(done func(int, error)) {
	var err error
	load("a", func(n int, e error) {
		err = e
		if err != nil {
			log.Print(err)
			return // want `done is not called on the way to this return`
		}
		if n == 0 {
			return
		}
		done(n, nil)
	})
}

func ownAlready(text string, done func(int, error)) {
	head, err := strconv.Atoi(text)
	if err != nil {
		done(0, err)
		return
	}
	load(text, func(n int, e error) {
		if n, err = strconv.Atoi(text); err != nil {
			return // want `done is not called on the way to this return`
		}
		if n > head {
			done(n, e)
		}
	})
}

func ownInSteps(done func(int, error)) {
	var err error
	load("a", func(n int, e error) {
		if err = e; err != nil {
			return // want `done is not called on the way to this return`
		}
		load("b", func(m int, e error) {
			if err = e; err != nil {
				log.Print(err)
				return // want `done is not called on the way to this return`
			}
			if m > n {
				done(m, nil)
			}
		})
	})
}

func (g *group) oneOfOther(other *group, text string, done func(int, error)) {
	load(text, func(n int, err error) {
		if other.failure() != nil {
			return // want `done is not called on the way to this return`
		}
		if err != nil {
			g.err = err
			done(0, err)
			return
		}
		if n > 0 {
			done(n, nil)
		}
	})
}

// Where the last word is not for one of several, the error may be one of long ago.
func (g *group) beforeIt(text string, done func(int, error)) {
	if g.failure() != nil {
		return // want `done is not called on the way to this return`
	}
	if text == "" {
		return
	}
	load(text, func(n int, err error) {
		if err != nil {
			g.err = err
			done(0, err)
			return
		}
		done(n, nil)
	})
}

func (g *group) oneNotLast(text string, done func(int, error)) {
	if g.failure() != nil {
		return
	}
	load(text, func(n int, err error) {
		if err != nil {
			g.fail(err)
			done(0, err)
			return
		}
		if g.left--; g.left == 0 {
			done(n, nil)
		}
	})
}

func sumOnce(texts []string, done func(int, error)) {
	var failed error
	var once sync.Once
	left := len(texts)
	for _, text := range texts {
		load(text, func(n int, err error) {
			if err != nil {
				once.Do(func() { failed = err; done(0, err) })
				return
			}
			if failed != nil {
				return
			}
			if left--; left == 0 {
				done(n, nil)
			}
		})
	}
}

func sumSeen(texts []string, done func(int, error)) {
	var first error
	left := len(texts)
	for _, text := range texts {
		load(text, func(n int, err error) {
			before := first
			if first == nil {
				first = err
			}
			if before != nil {
				return
			}
			if err != nil {
				done(0, err)
				return
			}
			if left--; left == 0 {
				done(n, nil)
			}
		})
	}
}

func (g *group) sumInTurn(texts chan string, done func(int, error)) {
	var failed error
	var next func()
	next = func() {
		if failed != nil {
			return
		}
		text, ok := <-texts
		if !ok {
			return
		}
		load(text, func(n int, err error) {
			if err != nil {
				failed = err
				done(0, err)
				return
			}
			if g.left--; g.left == 0 {
				done(n, nil)
				return
			}
			next()
		})
	}
	next()
	next()
}
