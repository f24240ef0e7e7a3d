package promise

import (
	"sync"
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/loop"
)

// adoption serialises the union of pending promises: two that adopt each other
// at the same time must not both become aliases.
var adoption sync.Mutex

// An alias is the slot of a promise that has been adopted: from then on it is
// one with the promise that has adopted it.
//
// Adoption is a union of sets (union-find). Each set has one root, which holds
// the reactions of all, and one source, which will settle it. So a promise that
// adopts q settles in the same step as q, a loop written as a recursion needs
// no memory per turn, and a cycle is found when it is closed.
type alias[T any] struct {
	link
	to     atomic.Pointer[Promise[T]]
	member *membership[T]
}

func newAlias[T any](to *Promise[T], m *membership[T]) *alias[T] {
	a := &alias[T]{member: m}
	a.r = a
	a.to.Store(to)
	return a
}

func (*alias[T]) RunOn(*loop.Loop, any) ready     { panic("promise: alias was run") }
func (*alias[T]) Unwound(*loop.Loop, error) ready { return ready{} }

// root follows aliases and shortens the way for those who come after.
func (p *Promise[T]) root() *Promise[T] {
	a := p.alias()
	if a == nil {
		return p
	}
	root := a.to.Load()
	for next := root.alias(); next != nil; next = root.alias() {
		root = next.to.Load()
	}
	for a != nil {
		next := a.to.Load()
		if next == root {
			break
		}
		a.to.Store(root)
		a = next.alias()
	}
	return root
}

func (p *Promise[T]) alias() *alias[T] {
	s := p.slot.Load()
	if s == nil || s == settled {
		return nil
	}
	a, _ := s.r.(*alias[T])
	return a
}

// adopt makes p follow q: p will have the outcome of q. It runs on the loop on
// and returns what becomes ready.
func (p *Promise[T]) adopt(q *Promise[T], on *loop.Loop) ready {
	if q == nil {
		return p.reject(failed(ErrNilPromise), on)
	}
	switch s := q.slot.Load(); {
	case s == settled:
		return p.settle(q.val, nil, on)
	case isSettled(s):
		fail := failureIn(s)
		fail.observe()
		return p.settle(q.val, fail, on)
	case q.loop != p.loop:
		p.follow(q)
		return ready{}
	}
	if launcher, ok := p.adoptCold(q); ok {
		start(launcher)
		return ready{}
	}
	return p.unite(q, on)
}

// follow subscribes p to q where the two cannot become one, because their
// handlers run in different places.
func (p *Promise[T]) follow(q *Promise[T]) {
	r := &relay[T]{p: p}
	r.r = r
	q.subscribe(&r.link)
}

// A relay hands the outcome of another promise on to p.
type relay[T any] struct {
	link
	p *Promise[T]
}

func (r *relay[T]) RunOn(on *loop.Loop, about any) ready {
	q := about.(*Promise[T])
	return r.p.settle(q.val, q.failure(), on)
}

func (*relay[T]) Unwound(*loop.Loop, error) ready { return ready{} }

// adoptCold adopts q if it is cold and returns its launcher. Nothing can wait
// for a promise that was not launched, so there is no cycle to look for and
// nothing to serialise.
func (p *Promise[T]) adoptCold(q *Promise[T]) (launcher, bool) {
	s := q.slot.Load()
	if s == nil || s == settled {
		return nil, false
	}
	c, ok := s.r.(*coldMark)
	if !ok {
		return nil, false
	}
	a := newAlias(p.root(), nil)
	return c.launcher, q.slot.CompareAndSwap(s, &a.link)
}

// unite makes the set of q part of that of p.
func (p *Promise[T]) unite(q *Promise[T], on *loop.Loop) ready {
	adoption.Lock()
	root, other := p.root(), q.root()
	for {
		s := other.slot.Load()
		switch {
		case root == other:
			adoption.Unlock()
			return p.reject(failed(ErrCycle), on)
		case isSettled(s):
			adoption.Unlock()
			return p.adopt(other, on)
		}
		m := memberOf(other, q, s)
		if other.slot.CompareAndSwap(s, &newAlias(root, m).link) {
			adoption.Unlock()
			root.inherit(m, s)
			return ready{}
		}
	}
}

// inherit registers with p what was registered with a promise whose slot was s
// and which has become a member m of its set.
func (p *Promise[T]) inherit(m *membership[T], s *link) {
	var links []*link
	switch {
	case s == nil && m != nil:
		links = []*link{&m.link}
	case s == nil || s == observed:
		return
	default:
		links = linksOf(s)
	}
	for _, k := range links {
		if p.graft(k) {
			p.deliver(k.r)
		}
	}
}

// graft is attach for a reaction that does not wait for p itself.
func (p *Promise[T]) graft(k *link) (ready bool) {
	for {
		s := p.slot.Load()
		switch {
		case s == nil:
			p.slot.CompareAndSwap(nil, &newMembership(p).link) // still nobody of its own
		case isSettled(s):
			p.failure().observe()
			return true
		case p.alias() != nil:
			p = p.root()
		default:
			if p.slot.CompareAndSwap(s, join(s, k)) {
				return false
			}
		}
	}
}
