package promise

import "sync"

// A Promise is the eventual outcome of an operation: a value or an error.
//
// It is cold until it is started, pending until it is settled, and then
// fulfilled or rejected for ever. Promises are made by Call, New and the other
// functions of this package; all methods may be called from any goroutine.
//
// Invariant: a cold promise has no reactions; whoever registers the first one
// takes the launcher and runs it after registering.
type Promise[T any] struct {
	mu        sync.Mutex
	settled   bool
	cold      launcher   // what starts the promise; nil once taken
	reactions []reaction // registered and not yet run
	val       T          // kept beside err, exactly as delivered
	err       error
}

// A reaction is what a promise does to those who wait for it: run is called
// once, after the promise has settled, and returns the reactions that became
// ready thereby, for the caller to run next.
type reaction interface{ run() []reaction }

// A launcher starts a cold promise and returns the launcher that has to run
// next: that of the source, up to the promise that launches an operation.
// Returning it instead of calling it keeps long chains off the stack.
type launcher interface{ launch() launcher }

// attach registers r. It returns r if p has settled already, for the caller to
// run, or the launcher if r is the first to wait for a cold promise.
func (p *Promise[T]) attach(r reaction) (ready []reaction, next launcher) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.settled {
		return []reaction{r}, nil
	}
	p.reactions = append(p.reactions, r)
	next, p.cold = p.cold, nil
	return nil, next
}

// settle fixes the outcome and returns the reactions that wait for it.
// The caller has made sure that p is not settled yet.
func (p *Promise[T]) settle(v T, err error) []reaction {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.val, p.err, p.settled = v, err, true
	ready := p.reactions
	p.reactions = nil
	return ready
}

// settleExternal is settle for callers outside of a running reaction: the
// reactions run before it returns.
func (p *Promise[T]) settleExternal(v T, err error) { perform(p.settle(v, err)) }

// adopt makes p follow q.
func (p *Promise[T]) adopt(q *Promise[T]) []reaction {
	var zero T
	switch q {
	case nil:
		return p.settle(zero, ErrNilPromise)
	case p:
		return p.settle(zero, ErrCycle)
	}
	ready, next := q.attach(&relay[T]{p: p, q: q})
	start(next)
	return ready
}

// A relay hands the outcome of q on to p.
type relay[T any] struct{ p, q *Promise[T] }

func (r *relay[T]) run() []reaction { return r.p.settle(r.q.val, r.q.err) }

// subscribe attaches r, starts p if it is cold, and runs what is ready.
func (p *Promise[T]) subscribe(r reaction) {
	ready, next := p.attach(r)
	start(next)
	perform(ready)
}

// isCold reports whether p waits for somebody to start it.
func (p *Promise[T]) isCold() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cold != nil
}

// start runs launchers from the end of a chain up to its source.
func start(next launcher) {
	for next != nil {
		next = next.launch()
	}
}

// perform runs ready reactions, and those that they make ready, in order.
func perform(ready []reaction) {
	for len(ready) > 0 {
		r := ready[0]
		ready = append(ready[1:], r.run()...)
	}
}
