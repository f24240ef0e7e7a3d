package settledunderlock

import "sync"

// These give the mutex back themselves, before they call.
func (c *cache) failLocked(done func(int, error), err error) {
	c.mu.Unlock()
	done(0, err)
}

func (c *cache) failAgain(done func(int, error), err error) { c.failLocked(done, err) }

func (c *cache) finishes(name string, done func(int, error)) {
	c.mu.Lock()
	fail := func(err error) {
		c.mu.Unlock()
		done(0, err)
	}
	leave := c.failLocked
	switch name {
	case "":
		c.failLocked(done, errEmpty)
	case "a":
		fail(errEmpty)
	case "b":
		c.failAgain(done, errEmpty)
	case "c":
		leave(done, errEmpty)
	case "d":
		func() {
			c.mu.Unlock()
			done(1, nil)
		}()
	default:
		c.mu.Unlock()
	}
}

// Others do so with another mutex.
func (c *cache) logged(done func(int, error)) {
	c.rw.Lock()
	c.values["logged"]++
	c.rw.Unlock()
	done(0, errEmpty)
}

func (c *cache) finishesLocked(done func(int, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.logged(done) // want `done is called while c.mu is locked`
}

// The mutex is given back for the time of the call.
func (c *cache) tell(done func(int, error)) {
	c.mu.Unlock()
	done(1, nil)
	c.mu.Lock()
}

func (c *cache) without(f func()) {
	c.mu.Unlock()
	defer c.mu.Lock()
	f()
}

func (c *cache) meanwhile(done func(int, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tell(done)
	c.without(func() { done(1, nil) })
}

func (c *cache) onTheSpot(done func(int, error)) {
	var n int
	c.mu.Lock()
	func() {
		defer c.mu.Unlock()
		n = len(c.values)
	}()
	done(n, nil)
}

func (c *cache) readOnTheSpot(done func(int, error)) {
	var n int
	c.mu.Lock()
	defer c.mu.Unlock()
	func() { n = len(c.values) }()
	done(n, nil) // want `done is called while c.mu is locked`
}

type unit struct{ leave func() }

// What gives it back has another name.
func (c *cache) byValue(done func(int, error)) {
	release := c.mu.Unlock
	c.mu.Lock()
	release()
	done(1, nil)
}

func (c *cache) byVariable(done func(int, error)) {
	var leave = func() { c.mu.Unlock() }
	c.mu.Lock()
	leave()
	done(1, nil)
}

func (c *cache) byField(done func(int, error)) {
	u := unit{leave: c.mu.Unlock}
	c.mu.Lock()
	u.leave()
	done(1, nil)
}

func (c *cache) leaver() func() { return c.mu.Unlock }

func (c *cache) byResult(done func(int, error)) {
	c.mu.Lock()
	c.leaver()()
	done(1, nil)
}

func (c *cache) byParameter(leave func(), done func(int, error)) {
	c.mu.Lock()
	leave()
	done(1, nil)
}

func after(f func()) { f() }

func (c *cache) handed(done func(int, error)) {
	c.mu.Lock()
	after(c.mu.Unlock)
	done(1, nil)
}

func (c *cache) handedLiteral(done func(int, error)) {
	c.mu.Lock()
	after(func() { c.mu.Unlock() })
	done(1, nil)
}

func (c *cache) handedHarmless(done func(int, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	after(func() { c.values["a"]++ })
	done(1, nil) // want `done is called while c.mu is locked`
}

func (c *cache) byOnce(done func(int, error)) {
	c.mu.Lock()
	release := sync.OnceFunc(c.mu.Unlock)
	release()
	done(1, nil)
}

func (c *cache) argument() int {
	c.mu.Unlock()
	return 1
}

func (c *cache) byArgument(done func(int, error)) {
	c.mu.Lock()
	done(c.argument(), nil)
}

type embedding struct {
	sync.Mutex
	n int
}

// The mutex has another name.
func (e *embedding) embedded(done func(int, error)) {
	e.Lock()
	n := e.n
	e.Mutex.Unlock()
	done(n, nil)
}

func (c *cache) pointed(done func(int, error)) {
	mu := &c.mu
	mu.Lock()
	c.mu.Unlock()
	done(1, nil)
}

type node struct {
	mu   sync.Mutex
	next *node
	n    int
}

func (n *node) handOverHand(done func(int, error)) {
	n.mu.Lock()
	for {
		next := n.next
		next.mu.Lock()
		n.mu.Unlock()
		n = next
		if n.next == nil {
			break
		}
	}
	v := n.n
	n.mu.Unlock()
	done(v, nil)
}

func second(list []*node, done func(int, error)) {
	n := list[0]
	n.mu.Lock()
	old := n
	n = list[1]
	old.mu.Unlock()
	done(n.n, nil)
}

func byIndex(list []node, done func(int, error)) {
	i := 0
	list[i].mu.Lock()
	first := &list[i]
	i++
	first.mu.Unlock()
	done(list[i].n, nil)
}

// A helper takes it and gives it back, which leaves others as they are.
func (c *cache) enter() { c.rw.Lock() }

func (c *cache) leave() { c.rw.Unlock() }

func (c *cache) size() int {
	c.enter()
	defer c.leave()
	return len(c.values)
}

func (c *cache) sized(done func(int, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.size()
	done(n, nil) // want `done is called while c.mu is locked`
}

// The iterator gives it back for the time of the body.
func (c *cache) unlockedNames(yield func(string) bool) {
	for name := range c.values {
		c.mu.Unlock()
		more := yield(name)
		c.mu.Lock()
		if !more {
			return
		}
	}
}

func (c *cache) names(yield func(string) bool) {
	for name := range c.values {
		if !yield(name) {
			return
		}
	}
}

func (c *cache) ranges(done func(string, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name := range c.unlockedNames {
		done(name, nil)
	}
}

func (c *cache) rangesHarmless(done func(string, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name := range c.names {
		done(name, nil) // want `done is called while c.mu is locked`
	}
}

// Which of the two is looked at first does not matter.
func (c *cache) ping(n int) {
	c.pong(n - 1)
	c.mu.Unlock()
}

func (c *cache) pong(n int) {
	if n > 0 {
		c.ping(n)
	}
}

func (c *cache) plays(n int, done func(int, error)) {
	c.mu.Lock()
	if n > 9 {
		c.ping(n)
		done(n, nil)
		return
	}
	c.pong(n)
	done(n, nil)
}

func (c *cache) sum(n int) int {
	if n == 0 {
		return len(c.values)
	}
	return n + c.sum(n-1)
}

func (c *cache) recursive(done func(int, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.sum(9)
	done(n, nil) // want `done is called while c.mu is locked`
}

// A goroutine may do so before or after.
func (c *cache) byGoroutine(done func(int, error)) {
	c.mu.Lock()
	go func() {
		defer c.mu.Unlock()
		c.values["a"]++
	}()
	done(1, nil)
}

func (c *cache) beside(done func(int, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	go after(func() { c.values["a"]++ })
	done(1, nil) // want `done is called while c.mu is locked`
}

// What it is given may give the mutex back, also where it is of a type parameter.
func (c *cache) runs[F ~func()](f F, done func(int, error)) {
	c.mu.Lock()
	f()
	done(1, nil)
}

func (c *cache) unlocking(done func(int, error)) { c.runs(c.mu.Unlock, done) }

// It is called so since it is to be called with the mutex.
func (c *cache) withLock(doneLocked, donelocked, done_with_lock, runLocked func(int, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	doneLocked(len(c.values), nil)
	donelocked(len(c.values), nil)
	done_with_lock(len(c.values), nil)
	runLocked(len(c.values), nil)
}

// These are called so since they are not.
func (c *cache) withoutLock(
	doneUnlocked, done_un_locked, onBlocked, doneClocked, onFlocked, doneNotLocked func(int, error),
) {
	c.mu.Lock()
	done_un_locked(len(c.values), nil) // want `done_un_locked is called while c.mu is locked`
	doneUnlocked(len(c.values), nil)   // want `doneUnlocked is called while c.mu is locked`
	onBlocked(len(c.values), nil)      // want `onBlocked is called while c.mu is locked`
	doneClocked(len(c.values), nil)    // want `doneClocked is called while c.mu is locked`
	onFlocked(len(c.values), nil)      // want `onFlocked is called while c.mu is locked`
	doneNotLocked(len(c.values), nil)  // want `doneNotLocked is called while c.mu is locked`
	c.mu.Unlock()
}

// What is given away with the outcome is for now, while the mutex is held.
func (c *cache) access(use func(n int, set func(map[string]int), err error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.values == nil {
		use(0, func(values map[string]int) { c.values = values }, errEmpty)
		return
	}
	use(1, func(values map[string]int) { c.values["all"] = len(values) }, nil)
}

// What takes the mutex itself is for later, and so may be what is not known.
func (c *cache) lend(use func(giveBack func(), err error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.values == nil {
		use(func() {}, errEmpty) // want `use is called while c.mu is locked`
		return
	}
	use(func() { // want `use is called while c.mu is locked`
		c.mu.Lock()
		defer c.mu.Unlock()
		c.values = nil
	}, nil)
}

func pass(n int, use func(int, error)) { use(n, nil) }

// A continuation is no such thing.
func (c *cache) passes(use func(int, error)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	pass(1, func(n int, err error) { // want `use is called while c.mu is locked`
		c.values = nil
		use(n, err)
	})
}
