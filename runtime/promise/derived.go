package promise

// A derived promise is the reaction on its source: one object is registered
// there and settled by its own handler.
type derived[T, R any] interface {
	reaction
	launcher
	bind(src *Promise[T]) *Promise[R]
	base() *Promise[R]
}

// A link is the part that all derived promises have.
type link[T, R any] struct {
	oneShot[R]
	src *Promise[T] // nil once the handler has run
}

func (l *link[T, R]) base() *Promise[R] { return &l.Promise }

func (l *link[T, R]) bind(src *Promise[T]) *Promise[R] {
	l.src = src
	return &l.Promise
}

// take returns the outcome of the source and forgets the source, so that a
// chain does not keep its past alive.
func (l *link[T, R]) take() (T, error) {
	src := l.src
	l.src = nil
	return src.val, src.err
}

// skip passes an error on over a step that did not run.
func (l *link[T, R]) skip(err error) []reaction {
	var zero R
	return l.settle(zero, err)
}

// derive makes d wait for p: at once, or when it is started itself if p is cold.
func derive[T, R any](p *Promise[T], d derived[T, R]) *Promise[R] {
	q := d.bind(p)
	if p.isCold() {
		q.cold = d
		return q
	}
	p.subscribe(d)
	return q
}

// launchFrom registers r with src and says what to launch next.
func launchFrom[T any](src *Promise[T], r reaction) launcher {
	ready, next := src.attach(r)
	perform(ready) // src has settled while the chain was cold
	return next
}

type thenPromise[T, R any] struct {
	link[T, R]
	f func(T) *Promise[R]
}

func (p *thenPromise[T, R]) launch() launcher { return launchFrom(p.src, p) }

func (p *thenPromise[T, R]) run() []reaction {
	v, err := p.take()
	f := p.f
	p.f = nil
	if err != nil {
		return p.skip(err)
	}
	return p.adopt(f(v))
}

type thenCallPromise[T, R any] struct {
	link[T, R]
	f func(T, func(R, error))
}

func (p *thenCallPromise[T, R]) launch() launcher { return launchFrom(p.src, p) }

func (p *thenCallPromise[T, R]) run() []reaction {
	v, err := p.take()
	f := p.f
	p.f = nil
	if err != nil {
		return p.skip(err)
	}
	p.place = placeOf(f)
	f(v, p.k)
	return nil
}

type thenTryPromise[T, R any] struct {
	link[T, R]
	f func(T, func(R, error)) error
}

func (p *thenTryPromise[T, R]) launch() launcher { return launchFrom(p.src, p) }

func (p *thenTryPromise[T, R]) run() []reaction {
	v, err := p.take()
	f := p.f
	p.f = nil
	if err != nil {
		return p.skip(err)
	}
	p.place = placeOf(f)
	if err := f(v, p.k); err != nil {
		var zero R
		p.k(zero, err)
	}
	return nil
}

type handlePromise[T, R any] struct {
	link[T, R]
	f func(T, error) *Promise[R]
}

func (p *handlePromise[T, R]) launch() launcher { return launchFrom(p.src, p) }

func (p *handlePromise[T, R]) run() []reaction {
	f := p.f
	p.f = nil
	return p.adopt(f(p.take()))
}

type handleCallPromise[T, R any] struct {
	link[T, R]
	f func(T, error, func(R, error))
}

func (p *handleCallPromise[T, R]) launch() launcher { return launchFrom(p.src, p) }

func (p *handleCallPromise[T, R]) run() []reaction {
	v, err := p.take()
	f := p.f
	p.f, p.place = nil, placeOf(f)
	f(v, err, p.k)
	return nil
}

type mapPromise[T, R any] struct {
	link[T, R]
	f func(T) (R, error)
}

func (p *mapPromise[T, R]) launch() launcher { return launchFrom(p.src, p) }

func (p *mapPromise[T, R]) run() []reaction {
	v, err := p.take()
	f := p.f
	p.f = nil
	if err != nil {
		return p.skip(err)
	}
	return p.settle(f(v))
}

type doPromise[T any] struct {
	link[T, T]
	f func(T)
}

func (p *doPromise[T]) launch() launcher { return launchFrom(p.src, p) }

func (p *doPromise[T]) run() []reaction {
	v, err := p.take()
	f := p.f
	p.f = nil
	if err != nil {
		return p.skip(err)
	}
	f(v)
	return p.settle(v, nil)
}

type keepPromise[T any] struct {
	link[T, T]
	dst *T
}

func (p *keepPromise[T]) launch() launcher { return launchFrom(p.src, p) }

func (p *keepPromise[T]) run() []reaction {
	v, err := p.take()
	if err != nil {
		return p.skip(err)
	}
	*p.dst = v
	p.dst = nil
	return p.settle(v, nil)
}

type catchPromise[T any] struct {
	link[T, T]
	f func(error) *Promise[T]
}

func (p *catchPromise[T]) launch() launcher { return launchFrom(p.src, p) }

func (p *catchPromise[T]) run() []reaction {
	v, err := p.take()
	f := p.f
	p.f = nil
	if err == nil {
		return p.settle(v, nil)
	}
	return p.adopt(f(err))
}

type mapErrPromise[T any] struct {
	link[T, T]
	f func(error) error
}

func (p *mapErrPromise[T]) launch() launcher { return launchFrom(p.src, p) }

func (p *mapErrPromise[T]) run() []reaction {
	v, err := p.take()
	f := p.f
	p.f = nil
	if err == nil {
		return p.settle(v, nil)
	}
	return p.skip(f(err))
}

type finallyPromise[T any] struct {
	link[T, T]
	f func()
}

func (p *finallyPromise[T]) launch() launcher { return launchFrom(p.src, p) }

func (p *finallyPromise[T]) run() []reaction {
	v, err := p.take()
	f := p.f
	p.f = nil
	f()
	return p.settle(v, err)
}
