package promise

import "github.com/unnest-go/unnest/runtime/loop"

// attach registers the reaction of k. It returns the launcher if p was cold,
// for the caller to start p, and reports whether p has settled already and the
// caller has to deliver the reaction.
func (p *Promise[T]) attach(k *link) (next launcher, late bool) {
	for {
		if p.slot.CompareAndSwap(nil, k) {
			return nil, false
		}
		s := p.slot.Load()
		if s == nil {
			continue // was taken back
		}
		if s == settled {
			return nil, true
		}
		switch r := s.r.(type) {
		case *failure:
			r.observe()
			return nil, true
		case *coldMark:
			if p.slot.CompareAndSwap(s, k) {
				return r.launcher, false
			}
		case *alias[T]:
			r.member.observe()
			return nil, p.root().graft(k)
		default:
			p.memberIn(s).observe()
			if p.slot.CompareAndSwap(s, join(s, k)) {
				return nil, false
			}
		}
	}
}

// subscribe attaches k, starts p if it is cold, and delivers k if it is ready.
func (p *Promise[T]) subscribe(k *link) {
	next, late := p.attach(k)
	if late {
		p.deliver(k.r)
	}
	start(next)
}

// deliver runs a reaction to the settled promise p from an unknown place: on
// the loop of p, or at once.
func (p *Promise[T]) deliver(r reaction) {
	p = p.root()
	if p.loop != nil {
		p.loop.Enqueue(ready{Task: r, About: p})
		return
	}
	perform(ready{Task: r, About: p})
}

// start runs launchers from the end of a chain up to its source.
func start(next launcher) {
	for next != nil {
		next = next.launch()
	}
}

// settle fixes the outcome of p, or of the promise that p has become one with.
// It runs on the loop on (nil: on none) and returns the reaction that became
// ready, for the caller to run there. The caller has made sure that nobody
// else settles p.
func (p *Promise[T]) settle(v T, fail *failure, on *loop.Loop) ready {
	s := p.slot.Load()
	if s == nil || fail != nil || p.loop != on {
		return p.settleSlowly(v, fail, on)
	}
	r := s.r // the most frequent case: a value for one who waits in the same place
	switch r.(type) {
	case *alias[T], *fan:
		return p.settleSlowly(v, fail, on)
	}
	p.val = v
	if !p.slot.CompareAndSwap(s, settled) {
		return p.settleSlowly(v, fail, on)
	}
	return ready{Task: r, About: p}
}

// settleSlowly is settle in general.
func (p *Promise[T]) settleSlowly(v T, fail *failure, on *loop.Loop) ready {
	for {
		s := p.slot.Load()
		if s != nil {
			if _, ok := s.r.(*alias[T]); ok {
				p = p.root()
				continue
			}
		}
		own := fail
		if fail != nil && p.isUnobserved(s) {
			own = fail.watched()
		}
		p.val = v
		if !p.slot.CompareAndSwap(s, slotOf(own)) {
			continue
		}
		if own != fail {
			p.suspect(own)
		}
		if s == nil {
			return ready{}
		}
		return p.release(s, on)
	}
}

// reject is settle with an error and no value.
func (p *Promise[T]) reject(fail *failure, on *loop.Loop) ready {
	var zero T
	return p.settle(zero, fail, on)
}

// release hands the reactions of s to where they have to run, now that p has
// settled, or returns them if that is here.
func (p *Promise[T]) release(s *link, on *loop.Loop) ready {
	home := p.loop
	if home == nil {
		home = on
	}
	f, several := s.r.(*fan)
	switch {
	case home == nil, home == on && !several:
		return ready{Task: s.r, About: p}
	case !several:
		home.Enqueue(ready{Task: s.r, About: p})
	case home == on:
		for _, r := range f.reactions(p) {
			home.Append(r)
		}
	default:
		for _, r := range f.reactions(p) {
			home.Enqueue(r)
		}
	}
	return ready{}
}

// conclude is settle for callers who are not inside of a reaction: where p
// belongs to no loop, its handlers run before conclude returns.
func (p *Promise[T]) conclude(v T, fail *failure) {
	if p.loop == nil || !p.loop.Inside() {
		perform(p.settle(v, fail, nil))
		return
	}
	if r := p.settle(v, fail, p.loop); r.Task != nil {
		p.loop.Append(r)
	}
}

// perform runs a reaction and those that it makes ready, one after the other,
// on no loop.
func perform(r ready) {
	for r.Task != nil {
		if f, ok := r.Task.(*fan); ok {
			performAll(f.reactions(r.About))
			return
		}
		r = r.Task.RunOn(nil, r.About)
	}
}

// performAll is perform for several. What one makes ready waits for the others.
// A handler that panics, or ends its goroutine, does not keep the others from
// running: they run while the stack unwinds.
func performAll(queue []ready) {
	if len(queue) == 0 {
		return
	}
	next := 0
	defer func() {
		if next < len(queue) {
			performAll(queue[next:])
		}
	}()
	for next < len(queue) {
		r := queue[next]
		next++
		r = r.Task.RunOn(nil, r.About)
		if f, ok := r.Task.(*fan); ok {
			queue = append(queue, f.reactions(r.About)...)
		} else if r.Task != nil {
			queue = append(queue, r)
		}
	}
}
