package settledunderlock

import (
	"errors"
	"sync"
)

var errEmpty = errors.New("empty")

type cache struct {
	mu      sync.Mutex
	rw      sync.RWMutex
	values  map[string]int
	waiters map[string]func(int, error)
	pending []func(int, error)
	onDone  func(error)
}

func (c *cache) deferred(name string, done func(int, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if name == "" {
		done(0, errEmpty) // want `done is called while c.mu is locked`
		return
	}
	done(c.values[name], nil) // want `done is called while c.mu is locked`
}

func (c *cache) swapped(name string, done func(int, error)) {
	c.mu.Lock()
	v, ok := c.values[name]
	if !ok {
		done(0, errEmpty) // want `done is called while c.mu is locked`
		c.mu.Unlock()
		return
	}
	done(v, nil) // want `done is called while c.mu is locked`
	c.mu.Unlock()
}

// What is protected is read in the call.
func (c *cache) evaluated(name string, done func(int, error)) {
	c.mu.Lock()
	done(c.values[name], nil) // want `done is called while c.mu is locked`
	c.mu.Unlock()
}

func (c *cache) reading(name string, done func(int, error)) {
	c.rw.RLock()
	done(c.values[name], nil) // want `done is called while c.rw is locked`
	c.rw.RUnlock()
}

func (c *cache) wrapped(name string, done func(int, error)) {
	fail := func(err error) { done(0, err) }
	c.mu.Lock()
	defer c.mu.Unlock()
	if name == "" {
		fail(errEmpty) // want `done is called while c.mu is locked`
	}
}

func report(err error, done func(int, error)) { done(0, err) }

func (c *cache) passed(done func(int, error)) {
	c.mu.Lock()
	report(errEmpty, done) // want `done is called while c.mu is locked`
	c.mu.Unlock()
}

func (c *cache) inCallback(fetch func(k func(int, error)), done func(int, error)) {
	fetch(func(n int, err error) {
		c.mu.Lock()
		defer c.mu.Unlock()
		done(n, err) // want `done is called while c.mu is locked`
	})
}

func (c *cache) stored() {
	c.mu.Lock()
	c.onDone(nil) // want `c.onDone is called while c.mu is locked`
	c.mu.Unlock()
}

func (c *cache) unlocked(name string, done func(int, error)) {
	c.mu.Lock()
	v, ok := c.values[name]
	c.mu.Unlock()
	if !ok {
		done(0, errEmpty)
		return
	}
	done(v, nil)
}

func (c *cache) either(locked bool, done func(int, error)) {
	if locked {
		c.mu.Lock()
	}
	done(1, nil)
	if locked {
		c.mu.Unlock()
	}
}

func (c *cache) own(done func(int, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	go done(1, nil)
	go func() { done(1, nil) }()
	defer done(1, nil)
}

func (c *cache) release() { c.mu.Unlock() }

func (c *cache) helped(done func(int, error)) {
	c.mu.Lock()
	c.release()
	done(1, nil)
}

// What has no error to tell of is no completion.
func (c *cache) each(visit func(string, int)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, v := range c.values {
		visit(name, v)
	}
}

func (c *cache) start(name string, done func(int, error)) {
	fetch(name, func(n int, err error) {
		if err != nil {
			done(0, err)
			return
		}
		done(n, nil)
	})
}

func fetch(name string, k func(int, error)) { go k(len(name), nil) }

func spawn(done func(int, error)) { go done(1, nil) }

// What is only started under the lock is called later.
func (c *cache) starts(name string, done func(int, error)) {
	again := func() { fetch(name, done) }
	c.mu.Lock()
	defer c.mu.Unlock()
	switch name {
	case "again":
		again()
	case "spawn":
		spawn(done)
	case "fetch":
		fetch(name, done)
	default:
		c.start(name, done)
	}
}
