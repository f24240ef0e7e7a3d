package promise

import (
	"slices"

	"github.com/unnest-go/unnest/runtime/loop"
)

// A fan is the slot of a promise that several wait for: the reaction of last,
// after those of prev. Fans do not change once they are in a slot, so that
// registering is one compare-and-swap.
type fan struct {
	link
	prev, last *link
}

// join makes a fan of the slot s and k.
func join(s, k *link) *link {
	if s == observed {
		return k
	}
	f := &fan{prev: s, last: k}
	f.r = f
	return &f.link
}

// linksOf returns what was joined to the slot s, in order of registration.
func linksOf(s *link) []*link {
	if f, ok := s.r.(*fan); ok {
		return f.links()
	}
	return []*link{s}
}

// links returns what was joined, in order of registration.
func (f *fan) links() []*link {
	links := []*link{f.last}
	s := f.prev
	for {
		g, ok := s.r.(*fan)
		if !ok {
			break
		}
		links = append(links, g.last)
		s = g.prev
	}
	links = append(links, s)
	slices.Reverse(links)
	return links
}

// reactions returns those that wait, in order of registration, now that the
// promise about has settled.
func (f *fan) reactions(about any) []ready {
	links := f.links()
	rs := make([]ready, len(links))
	for i, k := range links {
		rs[i] = ready{Task: k.r, About: about}
	}
	return rs
}

// A fan is taken apart by whoever runs it.
func (*fan) RunOn(*loop.Loop, any) ready     { panic("promise: fan was run as one reaction") }
func (*fan) Unwound(*loop.Loop, error) ready { return ready{} }

// detach takes back what attach has registered, if it has not become ready. The
// promise still counts as handled.
func (p *Promise[T]) detach(k *link) {
	for {
		p = p.root()
		s := p.slot.Load()
		if s == nil || isSettled(s) {
			return
		}
		rest := observed
		if f, ok := s.r.(*fan); ok {
			rest = f.without(k)
		} else if s != k {
			return
		}
		if p.slot.CompareAndSwap(s, rest) {
			return
		}
	}
}

// without is the slot that is left when k is taken out.
func (f *fan) without(k *link) *link {
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
var observed = &link{r: nobody{}}

type nobody struct{}

func (nobody) RunOn(*loop.Loop, any) ready     { return ready{} }
func (nobody) Unwound(*loop.Loop, error) ready { return ready{} }
