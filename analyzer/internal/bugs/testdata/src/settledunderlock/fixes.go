package settledunderlock

import "sync"

// The sum is that of all goroutines, which the mutex keeps apart.
func gather(ids []int, done func(int, error)) {
	var mu sync.Mutex
	n := 0
	for _, id := range ids {
		go func() {
			mu.Lock()
			n += id
			done(n, nil) // want `done is called while mu is locked`
			mu.Unlock()
		}()
	}
}

// The literal may run meanwhile.
func counting(mu *sync.Mutex, later func(func()), done func(int, error)) {
	n := 0
	later(func() {
		mu.Lock()
		n++
		mu.Unlock()
	})
	mu.Lock()
	done(n, nil) // want `done is called while mu is locked`
	mu.Unlock()
}

func addressed(mu *sync.Mutex, later func(*int), done func(int, error)) {
	n := 0
	later(&n)
	mu.Lock()
	done(n, nil) // want `done is called while mu is locked`
	mu.Unlock()
}

type counter int

func (c *counter) run() {}

func method(mu *sync.Mutex, done func(counter, error)) {
	var n counter
	go n.run()
	mu.Lock()
	done(n, nil) // want `done is called while mu is locked`
	mu.Unlock()
}

// The mutex protects what the values point to.
func (c *cache) all(done func(map[string]int, error)) {
	c.mu.Lock()
	all := c.values
	done(all, nil) // want `done is called while c.mu is locked`
	c.mu.Unlock()
}

func (c *cache) itself(done func(*cache, error)) {
	c.mu.Lock()
	done(c, nil) // want `done is called while c.mu is locked`
	c.mu.Unlock()
}

// What is called is read, too.
func (c *cache) field() {
	c.mu.Lock()
	c.onDone(nil) // want `c.onDone is called while c.mu is locked`
	c.mu.Unlock()
}

// What is called on the way may be protected.
func (c *cache) throughWrapper(done func(int, error)) {
	fail := func(err error) {
		c.values["failed"]++
		done(0, err)
	}
	c.mu.Lock()
	fail(nil) // want `done is called while c.mu is locked`
	c.mu.Unlock()
}

func (c *cache) counts(done func(int, error)) {
	c.values["done"]++
	done(1, nil)
}

func (c *cache) throughMethod(done func(int, error)) {
	c.mu.Lock()
	c.counts(done) // want `done is called while c.mu is locked`
	c.mu.Unlock()
}

// Comments stay with what they are about.
func (c *cache) notedAbove(done func(int, error)) {
	c.mu.Lock()
	// Tell of the first.
	done(1, nil) // want `done is called while c.mu is locked`
	c.mu.Unlock()
}

func (c *cache) notedBetween(done func(int, error)) {
	c.mu.Lock()
	done(1, nil) // want `done is called while c.mu is locked`
	// Others may come in now.
	c.mu.Unlock()
}

func (c *cache) notedBehind(done func(int, error)) {
	c.mu.Lock()
	done(1, nil)  // want `done is called while c.mu is locked`
	c.mu.Unlock() // others may come in now
}

func (c *cache) notedBlock(done func(int, error)) {
	c.mu.Lock()
	/* Tell of
	the first. */
	done(1, nil) // want `done is called while c.mu is locked`
	c.mu.Unlock()
}

func (c *cache) notedElsewhere(done func(int, error)) {
	c.mu.Lock() // others stay out
	done(1, nil) // want `done is called while c.mu is locked`
	c.mu.Unlock()
	// Others may come in now.
}

func (c *cache) read(err error, done func(int, string, error)) {
	c.rw.RLock()
	n, name := len(c.values), "all"
	done(n, name, err) // want `done is called while c.rw is locked`
	c.rw.RUnlock()
}
