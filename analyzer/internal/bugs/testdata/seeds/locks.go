package seeds

import (
	"context"
	"strconv"
	"sync"
)

type cache struct {
	mu     sync.Mutex
	rw     sync.RWMutex
	values map[string]int
	closed bool
}

func (c *cache) get(name string, done func(int, error)) {
	c.mu.Lock()
	v, ok := c.values[name]
	c.mu.Unlock()
	if !ok {
		done(0, errEmpty)
		return
	}
	done(v, nil)
}

func (c *cache) read(name string, done func(int, error)) {
	c.rw.RLock()
	v := c.values[name]
	c.rw.RUnlock()
	done(v, nil)
}

func (c *cache) put(name string, v int, done func(error)) {
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		done(errEmpty)
		return
	}
	c.values[name] = v
	c.mu.Unlock()
	done(nil)
}

func (c *cache) parse(text string, done func(int, error)) {
	n, err := strconv.Atoi(text)
	if err != nil {
		done(0, err)
		return
	}
	c.mu.Lock()
	c.values[text] = n
	c.mu.Unlock()
	done(n, nil)
}

func (c *cache) fill(ctx context.Context, name string, done func(int, error)) {
	findUser(ctx, name, func(u *user, err error) {
		if err != nil {
			done(0, err)
			return
		}
		c.mu.Lock()
		c.values[name] = u.id
		c.mu.Unlock()
		done(u.id, nil)
	})
}

func (c *cache) fillAll(names []string, done func(int, error)) {
	c.rw.Lock()
	for i, name := range names {
		c.values[name] = i
	}
	n := len(c.values)
	c.rw.Unlock()
	done(n, nil)
}

func (c *cache) drop(name string, done func(error)) {
	fail := func(err error) { done(err) }
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		fail(errEmpty)
		return
	}
	delete(c.values, name)
	c.mu.Unlock()
	done(nil)
}

func (c *cache) close(done func(error)) {
	c.mu.Lock()
	was := c.closed
	c.closed = true
	c.mu.Unlock()
	if was {
		done(errEmpty)
		return
	}
	done(nil)
}

func (c *cache) order(ctx context.Context, id int, done func(*order, error)) {
	c.mu.Lock()
	n := c.values["order"]
	c.mu.Unlock()
	findOrder(ctx, id+n, func(o *order, err error) {
		if err != nil {
			done(nil, err)
			return
		}
		c.rw.Lock()
		c.values["order"] = o.total
		c.rw.Unlock()
		settleOrder(o, done)
	})
}

func (c *cache) swap(a, b string, done func(int, int, error)) {
	c.mu.Lock()
	x, y := c.values[a], c.values[b]
	c.values[a], c.values[b] = y, x
	c.mu.Unlock()
	done(x, y, nil)
}

func (c *cache) either(name string, done func(int, error)) {
	c.rw.RLock()
	v, ok := c.values[name]
	c.rw.RUnlock()
	if ok {
		done(v, nil)
		return
	}
	c.mu.Lock()
	c.values[name] = 1
	c.mu.Unlock()
	done(1, nil)
}

func counts(mu *sync.Mutex, in map[string]int, done func(int, error)) {
	mu.Lock()
	n := len(in)
	mu.Unlock()
	switch {
	case n == 0:
		done(0, errEmpty)
	default:
		done(n, nil)
	}
}

func local(names []string, done func(int, error)) {
	var mu sync.Mutex
	longest := 0
	for _, name := range names {
		mu.Lock()
		longest = max(longest, len(name))
		mu.Unlock()
	}
	mu.Lock()
	n := longest
	mu.Unlock()
	done(n, nil)
}

type pool struct {
	sync.Mutex
	free []int
}

func (p *pool) take(done func(int, error)) {
	p.Lock()
	if len(p.free) == 0 {
		p.Unlock()
		done(0, errEmpty)
		return
	}
	n := p.free[0]
	p.free = p.free[1:]
	p.Unlock()
	done(n, nil)
}

func (p *pool) give(n int, done func(error)) {
	p.Lock()
	p.free = append(p.free, n)
	p.Unlock()
	done(nil)
}

func (p *pool) lend(ctx context.Context, name string, done func(int, error)) {
	findUser(ctx, name, func(u *user, err error) {
		p.Lock()
		if err == nil {
			p.free = append(p.free, u.id)
		}
		n := len(p.free)
		p.Unlock()
		done(n, err)
	})
}

func (p *pool) size(l sync.Locker, done func(int, error)) {
	l.Lock()
	n := len(p.free)
	l.Unlock()
	done(n, nil)
}

func (p *pool) all(done func([]int, error)) {
	p.Lock()
	all := p.free
	p.free = nil
	p.Unlock()
	for _, n := range all {
		if n < 0 {
			done(nil, errEmpty)
			return
		}
	}
	done(all, nil)
}

func (p *pool) first(done func(int, error)) {
	finish := func(n int) { done(n, nil) }
	p.Lock()
	n := len(p.free)
	p.Unlock()
	finish(n)
}

func (c *cache) rename(from, to string, done func(error)) {
	c.mu.Lock()
	v, ok := c.values[from]
	if ok {
		delete(c.values, from)
		c.values[to] = v
	}
	c.mu.Unlock()
	if !ok {
		done(errEmpty)
		return
	}
	done(nil)
}
