package promise

import "github.com/unnest-go/unnest/runtime/loop"

// attach registers the reaction k. It returns what is to be launched if p was
// cold, for the caller to start p, and reports whether p has settled already and the
// caller has to deliver the reaction.
func (p *core) attach(k *head) (launch *head, late bool) {
	for {
		if p.slot.CompareAndSwap(nil, k) {
			return nil, false
		}
		s := p.slot.Load()
		switch {
		case s == nil: // was taken back
		case isSettled(s):
			failureIn(s).observe()
			return nil, true
		case s.Kind.Role == aliased:
			as[alias](s).member.observe()
			return nil, p.root().graft(k)
		case p.isColdIn(s):
			if p.slot.CompareAndSwap(s, k) {
				return s, false
			}
		default:
			p.memberIn(s).observe()
			if p.slot.CompareAndSwap(s, joinOwn(s, k)) {
				return nil, false
			}
		}
	}
}

// subscribe attaches k, starts p if it is cold, and delivers k if it is ready.
func (p *core) subscribe(k *head) {
	next, late := p.attach(k)
	if late {
		p.deliver(k)
	}
	start(next)
}

// deliver runs a reaction to the settled promise p from an unknown place: on
// the loop of p, or at once.
func (p *core) deliver(k *head) {
	p = p.root()
	switch r := due(k, &p.head); {
	case r.Task == nil:
	case p.loop() == nil:
		perform(r)
	default:
		enqueue(p.loop(), r)
	}
}

// enqueue has l run r. If l was shut down, what belongs to no loop runs at once: it may
// stand for somebody elsewhere who waits.
func enqueue(l *loop.Loop, r ready) {
	if !l.Inner().Enqueue(r) && r.Task.Kind.Loop == nil {
		perform(r)
	}
}

// start launches from the end of a chain up to its source. That one launch returns
// the next instead of calling it keeps long chains off the stack.
func start(cold *head) {
	for cold != nil {
		cold = cold.Kind.Launch(cold)
	}
}

// settle fixes the outcome of p, or of the promise that p has become one with.
// It runs on the loop on (nil: on none) and returns the reaction that became
// ready, for the caller to run there. The caller has made sure that nobody
// else settles p, unless a launch panics by which the promise of a handler on a loop
// has adopted another: then the first outcome counts.
func (p *Promise[T]) settle(v T, fail *failure, on *loop.Loop) ready {
	c := &p.core
	s := c.slot.Load()
	if s == nil || fail != nil || c.loop() != on || s.Kind.Role > tallied {
		return p.settleSlowly(v, fail, on)
	}
	p.val = v // the most frequent case: a value for one who waits in the same place
	if !c.slot.CompareAndSwap(s, settled) {
		return p.settleSlowly(v, fail, on)
	}
	return due(s, &c.head)
}

// settleSlowly is settle in general.
func (p *Promise[T]) settleSlowly(v T, fail *failure, on *loop.Loop) ready {
	for {
		c := p.core.root()
		if isSettled(c.slot.Load()) {
			return ready{}
		}
		promiseOf[T](c).val = v
		if r, ok := c.fix(fail, on); ok {
			return r
		}
	}
}

// reject is settle without a value: the promise keeps the zero value that it has. With
// no failure it is fulfilled with that.
func (p *core) reject(fail *failure, on *loop.Loop) ready {
	for {
		p = p.root()
		if r, ok := p.fix(fail, on); ok {
			return r
		}
	}
}

// fix settles p, whose value is in place, unless it has settled. It returns false if p
// has become one with another promise meanwhile.
func (p *core) fix(fail *failure, on *loop.Loop) (r ready, ok bool) {
	for {
		s := p.slot.Load()
		if s != nil && s.Kind.Role >= aliased {
			return ready{}, isSettled(s)
		}
		unobserved := fail != nil && p.isUnobserved(s)
		own := fail.owned(unobserved)
		if !p.slot.CompareAndSwap(s, slotOf(own)) {
			continue
		}
		if unobserved {
			p.suspect(own)
		}
		if s == nil {
			return ready{}, true
		}
		return p.release(s, on), true
	}
}

// release hands the reactions of s to where they have to run, now that p has
// settled, or returns them if that is here.
func (p *core) release(s *head, on *loop.Loop) ready {
	home := p.loop()
	if home == nil {
		home = on
	}
	r := due(s, &p.head)
	switch {
	case r.Task == nil, home == nil, home == on && r.Task.Kind.Role != several:
		return r
	case home == on:
		for _, r := range spread(nil, r) {
			home.Inner().Append(r)
		}
	default:
		for _, r := range spread(nil, r) {
			enqueue(home, r)
		}
	}
	return ready{}
}

// conclude is settle for callers who are not inside of a reaction: where p
// belongs to no loop, its handlers run before conclude returns.
func (p *Promise[T]) conclude(v T, fail *failure) {
	on := p.core.here()
	proceed(p.settle(v, fail, on), on)
}

// refuse is conclude without a value.
func (p *core) refuse(fail *failure) {
	on := p.here()
	proceed(p.reject(fail, on), on)
}

// here is the loop of p for those who run on it, and nil for others.
func (p *core) here() *loop.Loop {
	if l := p.loop(); l != nil && l.Inside() {
		return l
	}
	return nil
}

// proceed goes on with what became ready on the loop on, or on none.
func proceed(r ready, on *loop.Loop) {
	switch {
	case r.Task == nil:
	case on == nil:
		perform(r)
	default:
		on.Inner().Append(r)
	}
}

// perform runs a reaction and those that it makes ready, one after the other,
// on no loop.
func perform(r ready) {
	for r.Task != nil {
		if r.Task.Kind.Role == several {
			performAll(spread(nil, r))
			return
		}
		r = r.Run(nil)
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
		if r = r.Run(nil); r.Task != nil {
			queue = spread(queue, r)
		}
	}
}

// due is the reaction k to the promise about, which has settled; nothing if there
// was no more to do than to count.
func due(k, about *head) ready {
	if k.Kind.Role == tallied {
		k = k.Kind.Tally(k, about)
	}
	return ready{Task: k, About: about}
}

// spread appends r to a queue or, if that stands for several, all of them.
func spread(queue []ready, r ready) []ready {
	if r.Task.Kind.Role != several {
		return append(queue, r)
	}
	for _, k := range as[fan](r.Task).links() {
		if r := due(k, r.About); r.Task != nil {
			queue = append(queue, r)
		}
	}
	return queue
}
