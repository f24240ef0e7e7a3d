package promise

import (
	"slices"
	"unsafe"
)

// A fan is the slot of a promise that several wait for: the reaction of last,
// after those of prev; or those of prev without last, which is taken back. Fans do not
// change once they are in a slot, so that either is one compare-and-swap.
type fan struct {
	head       head
	prev, last *head
	size       int32 // how many reactions were joined, or taken back
	gone       int32 // how many of them were taken back
}

// join makes a fan of the slot s and k, which does not wait for the promise itself.
func join(s, k *head) *head {
	if s == observed {
		return k
	}
	return &newFan(s, k).head
}

// joinOwn is join for a k that does.
func joinOwn(s, k *head) *head {
	s = join(s, k)
	if s.Kind == outerKind {
		s.Kind = fanKind
	}
	return s
}

func newFan(s, k *head) *fan {
	f := &fan{head: head{Kind: fanKind}, prev: s, last: k, size: 2}
	if s.Kind.Role == several {
		g := as[fan](s)
		f.size, f.gone = g.size+1, g.gone
	}
	if s.Kind == outerKind || s.Kind.Role == member {
		f.head.Kind = outerKind
	}
	return f
}

// takesBack reports whether last is taken back.
func (f *fan) takesBack() bool {
	if f.prev.Kind.Role == several {
		return f.gone > as[fan](f.prev).gone
	}
	return f.gone > 0
}

// linksOf returns what was joined to the slot s, in order of registration.
func linksOf(s *head) []*head {
	if s.Kind.Role == several {
		return as[fan](s).links()
	}
	return []*head{s}
}

// links returns what was joined and not taken back, in order of registration.
func (f *fan) links() []*head {
	links := make([]*head, 0, f.size-f.gone)
	var gone map[*head]bool
	if f.gone > 0 {
		gone = make(map[*head]bool, f.gone)
	}
	s := &f.head
	for s.Kind.Role == several {
		g := as[fan](s)
		if g.takesBack() {
			gone[g.last] = true
		} else {
			links = append(links, g.last)
		}
		s = g.prev
	}
	links = append(links, s)
	links = slices.DeleteFunc(links, func(k *head) bool { return gone[k] })
	slices.Reverse(links)
	return links
}

// Fans have no methods: who runs a fan takes it apart. Where only others than the
// promise itself are waited for, the innermost of a fan is the membership of the
// promise: it is put there as the first, if at all.
var (
	fanKind   = &kind{Role: several}
	outerKind = &kind{Role: several} // perhaps nobody waits for the promise itself
)

// detach takes back what attach has registered, if it has not become ready. The
// promise still counts as handled.
func (p *core) detach(k *head) {
	for {
		p = p.root()
		s := p.slot.Load()
		if s == nil || isSettled(s) {
			return
		}
		rest := observed
		if s.Kind.Role == several {
			rest = as[fan](s).without(k)
		} else if s != k {
			return
		}
		if p.slot.CompareAndSwap(s, rest) {
			return
		}
	}
}

// disregard says that nobody waits for p, which is not cold, and that an error of it is
// handled all the same.
func (p *core) disregard() {
	p.attach(observed)
	p.detach(observed)
}

// without is the slot that is left when k is taken out. It is made anew when most of it
// is of no use: so taking back costs the same for ten reactions and for ten thousand.
func (f *fan) without(k *head) *head {
	const small = 16
	g := newFan(&f.head, k)
	g.gone++
	if g.size > small && g.size > 3*g.gone {
		return &g.head
	}
	rest := observed
	for _, other := range g.links() {
		rest = join(rest, other)
	}
	return rest
}

// observed is the slot of a promise for which somebody waited who does so no
// more: an error of it is not unhandled.
var observed = &head{Kind: &kind{RunOn: runNobody}}

func runNobody(*head, unsafe.Pointer, *head) ready { return ready{} }
