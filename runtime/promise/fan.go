package promise

import (
	"slices"
	"unsafe"
)

// A fan is the slot of a promise that several wait for: the reaction of last,
// after those of prev. Fans do not change once they are in a slot, so that
// registering is one compare-and-swap.
type fan struct {
	head       head
	prev, last *head
}

// join makes a fan of the slot s and k.
func join(s, k *head) *head {
	if s == observed {
		return k
	}
	return &(&fan{head: head{Kind: fanKind}, prev: s, last: k}).head
}

// linksOf returns what was joined to the slot s, in order of registration.
func linksOf(s *head) []*head {
	if s.Kind.Role == several {
		return as[fan](s).links()
	}
	return []*head{s}
}

// links returns what was joined, in order of registration.
func (f *fan) links() []*head {
	links := []*head{f.last}
	s := f.prev
	for s.Kind.Role == several {
		g := as[fan](s)
		links = append(links, g.last)
		s = g.prev
	}
	links = append(links, s)
	slices.Reverse(links)
	return links
}

// fanKind has no methods: a fan is taken apart by whoever runs it.
var fanKind = &kind{Role: several}

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

// without is the slot that is left when k is taken out.
func (f *fan) without(k *head) *head {
	rest := observed
	for _, other := range f.links() {
		if other == k {
			continue
		}
		rest = join(rest, other)
	}
	return rest
}

// observed is the slot of a promise for which somebody waited who does so no
// more: an error of it is not unhandled.
var observed = &head{Kind: &kind{RunOn: runNobody}}

func runNobody(*head, unsafe.Pointer, *head) ready { return ready{} }
