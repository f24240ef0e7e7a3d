package contextignored

import (
	"context"
	"log"
	"sync"
)

type cached struct{ u *user }

func (c *cached) set(u *user, err error) {
	if err == nil {
		c.u = u
	}
}

// Whoever waits has the answer, and the operation is for those who come next.
func (c *cached) refreshes(ctx context.Context, done func(*user, error)) {
	if c.u != nil {
		done(c.u, nil)
		find(context.Background(), "ann", c.set)
		return
	}
	find(ctx, "ann", done)
}

func (c *cached) refreshesFirst(ctx context.Context, done func(*user, error)) {
	if c.u != nil {
		find(context.Background(), "ann", func(u *user, err error) { c.set(u, err) })
		done(c.u, nil)
		return
	}
	find(ctx, "ann", done)
}

func (c *cached) refreshesLater(ctx context.Context, done func(*user, error)) {
	find(ctx, "ann", func(u *user, err error) {
		if err != nil {
			done(nil, err)
		} else {
			c.u = u
			done(u, nil)
		}
		if u.name == "" {
			find(context.Background(), "bob", c.set)
		}
	})
}

// Whoever waits still does, or may.
func (c *cached) asks(ctx context.Context, done func(*user, error)) {
	if c.u != nil {
		done(c.u, nil)
	} else {
		find(context.Background(), "ann", done) // want `this operation does not end with ctx`
	}
	find(context.Background(), "bob", c.set) // want `this operation does not end with ctx`
}

func (c *cached) mayAsk(ctx context.Context, done func(*user, error)) {
	if c.u == nil {
		done(nil, nil)
	}
	find(context.Background(), "bob", c.set) // want `this operation does not end with ctx`
}

func (c *cached) asksTwice(ctx context.Context, done func(*user, error)) {
	find(ctx, "ann", func(u *user, err error) {
		if err != nil {
			done(nil, err)
			return
		}
		find(context.Background(), "bob", func(u *user, err error) { // want `this operation does not end with ctx`
			c.u = u
			done(c.u, err)
		})
	})
}

func (c *cached) prefetches(ctx context.Context, done func(*user, error)) {
	find(ctx, "ann", done)
	find(context.Background(), "bob", c.set) // want `this operation does not end with ctx`
}

type waiter struct{ done func(*user, error) }

type queue struct {
	waiters []waiter
	last    func(*user, error)
	later   chan func(*user, error)
}

func (g *queue) add(w waiter) bool {
	g.waiters = append(g.waiters, w)
	return len(g.waiters) == 1
}

func (g *queue) tell(u *user, err error) {
	for _, w := range g.waiters {
		w.done(u, err)
	}
}

func (w waiter) tell(u *user, err error) { w.done(u, err) }

// One operation is for all who wait, and the first of them may go.
func (g *queue) shares(ctx context.Context, done func(*user, error)) {
	g.waiters = append(g.waiters, waiter{done})
	if len(g.waiters) > 1 {
		return
	}
	find(context.Background(), "ann", g.tell)
}

func (g *queue) sharesByVariable(ctx context.Context, done func(*user, error)) {
	w := waiter{done: done}
	if g.add(w) {
		find(context.Background(), "ann", func(u *user, err error) { g.tell(u, err) })
	}
}

func (g *queue) sharesElsewhere(ctx context.Context, done func(*user, error)) {
	if ctx.Value(g) == nil {
		g.later <- done
	} else {
		g.last = done
	}
	find(context.Background(), "ann", g.tell)
}

// These are for one.
func (g *queue) has(ctx context.Context, done func(*user, error)) {
	w := waiter{done}
	find(context.Background(), "ann", w.tell) // want `this operation does not end with ctx`
}

func noted(done func(*user, error)) func(*user, error) { return done }

func (g *queue) wraps(ctx context.Context, done func(*user, error)) {
	k := noted(done)
	find(context.Background(), "ann", k) // want `this operation does not end with ctx`
}

func (g *queue) looks(ctx context.Context, done func(*user, error)) {
	if done == nil {
		return
	}
	find(context.Background(), "ann", g.tell) // want `this operation does not end with ctx`
}

func undoSave(ctx context.Context, k func(error)) { go k(nil) }

// What undoes something has to come to its end, and so may what is done for an error.
func takesBack(ctx context.Context, full bool, done func(error)) {
	err := prepare(ctx)
	if full {
		undoSave(context.Background(), done)
		return
	}
	if err == nil {
		done(nil)
		return
	}
	find(context.Background(), "ann", func(u *user, failed error) { done(err) })
}

func (c *cached) refreshesAndLogs(ctx context.Context, done func(*user, error)) {
	find(context.Background(), "ann", c.set)
	log.Print("refreshes")
	done(c.u, nil)
}

func (c *cached) waitsBetween(ctx context.Context, wg *sync.WaitGroup, done func(*user, error)) {
	find(context.Background(), "ann", c.set) // want `this operation does not end with ctx`
	wg.Wait()
	done(c.u, nil)
}

// Whoever comes first begins it for all.
func (c *cached) begins(ctx context.Context, once *sync.Once, wg *sync.WaitGroup) {
	once.Do(func() { find(context.Background(), "ann", c.set) })
	wg.Go(func() { find(context.Background(), "ann", c.set) }) // want `this operation does not end with ctx`
}

func check(k func(*user, error)) {
	if k == nil {
		panic("no callback")
	}
	log.Println("checked", k)
}

// To look at a callback does not keep it.
func (g *queue) checks(ctx context.Context, done func(*user, error)) {
	check(done)
	log.Println(done)
	find(context.Background(), "ann", g.tell) // want `this operation does not end with ctx`
}

func restoreUser(ctx context.Context, k func(*user, error)) { go k(nil, nil) }

func foundOne(ctx context.Context, k func(*user, error)) { go k(nil, nil) }

// What is restored is waited for.
func restores(ctx context.Context, first bool, done func(*user, error)) {
	if first {
		restoreUser(context.Background(), done) // want `this operation does not end with ctx`
		return
	}
	foundOne(context.Background(), done) // want `this operation does not end with ctx`
}

// What is tried next may be so since the context has ended.
func fallsBack(ctx context.Context, done func(*user, error)) {
	find(ctx, "ann", func(u *user, err error) {
		if err == nil {
			done(u, nil)
			return
		}
		find(context.Background(), "bob", done)
	})
}

type table struct {
	sync.Mutex
	users map[string]*user
	next  *table
}

func (t *table) lookup(name string) (*user, error) { return t.users[name], nil }

func lookup(name string) (*user, error) { return nil, errFull }

type client struct {
	ctx  context.Context
	last *table
}

func (c *client) lookup(name string) (*user, error) { return nil, c.ctx.Err() }

// What is looked for elsewhere is so whether the context has ended or not.
func (t *table) misses(ctx context.Context, c *client, done func(*user, error)) {
	if u, err := lookup("ann"); err == nil {
		done(u, nil)
		return
	}
	if _, err := t.lookup("ann"); err != nil {
		find(context.Background(), "ann", done) // want `this operation does not end with ctx`
	}
	u, err := lookup("bob")
	if err == nil {
		u, err = t.lookup("bob")
	}
	if err == nil {
		done(u, nil)
		return
	}
	if u.name == "" {
		find(context.Background(), "ann", func(u *user, _ error) { done(u, nil) })
		return
	}
	find(context.Background(), "bob", done) // want `this operation does not end with ctx`
}

func (t *table) mayMiss(ctx context.Context, c *client, done func(*user, error)) {
	if u, err := c.lookup("ann"); err == nil {
		done(u, nil)
		return
	}
	find(context.Background(), "ann", done)
}
