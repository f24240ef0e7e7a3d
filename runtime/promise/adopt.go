package promise

import (
	"sync"
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/internal/micro"
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
type alias struct {
	head   head
	to     atomic.Pointer[core]
	member *membership
}

func newAlias(to *core, m *membership) *alias {
	a := &alias{head: head{Kind: aliasKind}, member: m}
	preset(&a.to, to)
	return a
}

// aliasKind has no methods: what comes to an alias goes to its root.
var aliasKind = &kind{Role: aliased}

// root follows aliases and shortens the way for those who come after.
func (p *core) root() *core {
	if a := p.alias(); a != nil {
		return a.root()
	}
	return p
}

func (a *alias) root() *core {
	to, next := a.step()
	for next != nil {
		to, next = next.step()
	}
	return to
}

// step is where a leads to, and the next alias if that is one; then a leads past it from
// now on. It would be shorter to lead all of them to the root once that is found. But by
// then that may have become an alias, too, and those behind it would be led back to it.
func (a *alias) step() (to *core, next *alias) {
	to = a.to.Load()
	if next = to.alias(); next != nil {
		a.to.Store(next.to.Load())
	}
	return to, next
}

func (p *core) alias() *alias {
	if s := p.slot.Load(); s != nil && s.Kind.Role == aliased {
		return as[alias](s)
	}
	return nil
}

// adopt makes p follow q: p will have the outcome of q. It runs on the loop on
// and returns what becomes ready.
func (p *Promise[T]) adopt(q *Promise[T], on *loop.Loop) ready {
	if q == nil {
		return p.core.reject(failed(ErrNilPromise), on)
	}
	switch s := q.core.slot.Load(); {
	case s == settled:
		return p.settle(q.val, nil, on)
	case isSettled(s):
		v, fail := q.outcome()
		fail.observe()
		return p.settle(v, fail, on)
	case q.core.head.Kind.Loop != p.core.head.Kind.Loop:
		p.follow(q)
		return ready{}
	}
	r, late := p.core.unite(&q.core, on)
	if late != nil {
		q.core.observe()
		v, fail := promiseOf[T](late).outcome()
		return p.settle(v, fail, on)
	}
	return r
}

// follow subscribes p to q where the two cannot become one, because their
// handlers run in different places.
func (p *Promise[T]) follow(q *Promise[T]) {
	r := &relay[T]{p: p}
	r.head.Kind = nowhere.Of(nil, r)
	q.core.subscribe(&r.head)
}

// A relay hands the outcome of another promise on to p.
type relay[T any] struct {
	head head
	p    *Promise[T]
}

func (*relay[T]) Kind() kind { return micro.Runs((*relay[T]).RunOn, unwoundNot) }

func (r *relay[T]) RunOn(on *loop.Loop, q *Promise[T]) ready {
	v, fail := q.outcome()
	return r.p.settle(v, fail, on)
}

// unite makes the set of q part of that of p. If q has settled meanwhile, it returns
// the root of q instead, and p is to have its outcome.
func (p *core) unite(q *core, on *loop.Loop) (r ready, late *core) {
	if c := p.uniteCold(q); c != nil {
		start(c)
		return ready{}, nil
	}
	adoption.Lock()
	root, other := p.root(), q.root()
	for {
		s := other.slot.Load()
		switch {
		case root == other:
			adoption.Unlock()
			return p.reject(failed(ErrCycle), on), nil
		case isSettled(s):
			adoption.Unlock()
			return ready{}, other
		}
		m := memberOf(other, q, s)
		if other.slot.CompareAndSwap(s, &newAlias(root, m).head) {
			adoption.Unlock()
			root.inherit(m, s)
			return ready{}, nil
		}
	}
}

// uniteCold is unite for a q that is cold; it returns what is to be launched.
// Nothing can wait for a promise that was not launched, so there is no cycle to look
// for and nothing to serialise.
func (p *core) uniteCold(q *core) *head {
	s := q.slot.Load()
	if !q.isColdIn(s) || !q.slot.CompareAndSwap(s, &newAlias(p.root(), nil).head) {
		return nil
	}
	return s
}

// inherit registers with p what was registered with a promise whose slot was s
// and which has become a member m of its set.
func (p *core) inherit(m *membership, s *head) {
	var links []*head
	switch {
	case s == nil && m != nil:
		links = []*head{&m.head}
	case s == nil || s == observed:
		return
	default:
		links = linksOf(s)
	}
	for _, k := range links {
		if p.graft(k) {
			p.deliver(k)
		}
	}
}

// graft is attach for a reaction that does not wait for p itself.
func (p *core) graft(k *head) (ready bool) {
	for {
		s := p.slot.Load()
		switch {
		case s == nil:
			p.slot.CompareAndSwap(nil, &newMembership(p).head) // still nobody of its own
		case isSettled(s):
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
