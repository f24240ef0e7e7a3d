// Package instances has types and functions with type parameters that set nothing.
package instances

import (
	"sync"
	"sync/atomic"
)

type list[T any] struct{ all []*T }

func (l *list[T]) push(x *T) { l.all = append(l.all, x) }

func first[T any](all []*T) *T { return all[0] }

type conn struct{ once sync.Once }

func pushed(l *list[conn], k func()) { // want pushed:"^k once at once$"
	c := first(l.all)
	for range 2 {
		c.once.Do(k)
		l.push(c)
	}
}

type table interface{ Store(key int, value bool) }

type latch struct{ atomic.Bool }

func other(t table, l *latch, k func()) { // want other:"^k once at once$"
	for range 2 {
		if l.CompareAndSwap(false, true) {
			k()
		}
		t.Store(1, true)
	}
}

type holder struct{ conn atomic.Pointer[conn] }

func held(h *holder, k func()) { // want held:"^k once at once$"
	c := h.conn.Load()
	for range 2 {
		c.once.Do(k)
		h.conn.Store(c)
	}
}
