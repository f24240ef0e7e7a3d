package guards

import (
	"sort"
	"sync"
	"sync/atomic"
)

// Guards that get other values where nobody names them.

type free[T any] struct{ list []*T }

func (f *free[T]) put(x *T) {
	var zero T
	*x = zero
	f.list = append(f.list, x)
}

type pooled struct{ once sync.Once }

func genericMethod(f *free[pooled], p *pooled, k func()) { // want genericMethod:"^k many: is called in a loop$"
	for range 2 {
		p.once.Do(k)
		f.put(p)
	}
}

type listed struct{ once sync.Once }

func zeroAll[T any](all ...*T) {
	for _, p := range all {
		*p = *new(T)
	}
}

func genericList(l *listed, k func()) { // want genericList:"^k many: is called in a loop$"
	for range 2 {
		l.once.Do(k)
		zeroAll(l)
	}
}

type mapped struct{ once sync.Once }

func zeroMap[M ~map[K]*V, K comparable, V any](m M) {
	for _, p := range m {
		*p = *new(V)
	}
}

func genericMap(all map[int]*mapped, k func()) { // want genericMap:"^k many: is called in a loop$"
	m := all[0]
	for range 2 {
		m.once.Do(k)
		zeroMap(all)
	}
}

type returned struct{ once sync.Once }

func zeroer[T any]() func(*T) {
	return func(p *T) { *p = *new(T) }
}

func genericResult(r *returned, k func()) { // want genericResult:"^k many: is called in a loop$"
	zero := zeroer[returned]()
	for range 2 {
		r.once.Do(k)
		zero(r)
	}
}

type stack[T any] struct{ all []T }

func (s *stack[T]) reset()   { s.all = s.all[:0] }
func (s *stack[T]) push(x T) { s.all = append(s.all, x) }

type stacked struct{ done *atomic.Bool }

func genericStack(s *stack[stacked], k func()) { // want genericStack:"^k many: is called in a loop$"
	top := &s.all[0]
	for range 2 {
		if top.done.CompareAndSwap(false, true) {
			k()
		}
		s.reset()
		s.push(stacked{new(atomic.Bool)})
	}
}

type reused struct{ done *atomic.Bool }

func cut(all []reused, k func()) { // want cut:"^k many: is called in a loop$"
	r := &all[0]
	for range 2 {
		if r.done.CompareAndSwap(false, true) {
			k()
		}
		all = all[:0]
		all = append(all, reused{new(atomic.Bool)})
	}
}

type sorted struct {
	rank int
	done *atomic.Bool
}

func sortedAgain(all []sorted, k func()) { // want sortedAgain:"^k many: is called in a loop$"
	s := &all[0]
	for range 2 {
		if s.done.CompareAndSwap(false, true) {
			k()
		}
		sort.Slice(all, func(i, j int) bool { return all[i].rank < all[j].rank })
	}
}

type converted struct{ Done atomic.Bool }

func setConverted(c *converted, k func()) { // want setConverted:"^k many: is called in a loop$"
	for range 2 {
		if c.Done.CompareAndSwap(false, true) {
			k()
		}
		*(*struct{ Done atomic.Bool })(c) = struct{ Done atomic.Bool }{}
	}
}

type latch struct{ atomic.Int32 }

func open(l interface{ Store(int32) }) { l.Store(0) }

func byInterface(l *latch, k func()) { // want byInterface:"^k many: is called in a loop$"
	for range 2 {
		if l.CompareAndSwap(0, 1) {
			k()
		}
		open(l)
	}
}

type dialed struct {
	once sync.Once
	done atomic.Bool
}

func dial() (*dialed, error) { return new(dialed), nil }

func redialed(k func()) { // want redialed:"^k many: may be called twice on one path$"
	d, err := dial()
	if err != nil {
		return
	}
	d.once.Do(k)
	d, again := dial()
	if again == nil {
		d.once.Do(k)
	}
}

func redialedAround(k func()) { // want redialedAround:"^k many: may be called twice on one path$"
	d, _ := dial()
	fire := func() {
		if d.done.CompareAndSwap(false, true) {
			k()
		}
	}
	fire()
	d, err := dial()
	fire()
	_ = err
}

func renewed(k func()) { // want renewed:"^k many: may be called twice on one path$"
	var once sync.Once
	fire := func() { once.Do(k) }
	fire()
	once, n := sync.Once{}, 2
	fire()
	_ = n
}

// Another variable of the same name is another guard.
func dialedInside(k func()) { // want dialedInside:"^k once at once$"
	d, _ := dial()
	fire := func() { d.once.Do(k) }
	fire()
	if d, err := dial(); err == nil {
		d.done.Load()
	}
	fire()
}

type ringed struct{ done atomic.Bool }

func ranged(all []*ringed, k func()) { // want ranged:"^k many: may be called twice on one path$"
	r := all[0]
	fire := func() {
		if r.done.CompareAndSwap(false, true) {
			k()
		}
	}
	fire()
	for _, r = range all {
	}
	fire()
}

func switched(all chan *ringed, k func()) { // want switched:"^k many: may be called twice on one path$"
	r := <-all
	fire := func() {
		if r.done.CompareAndSwap(false, true) {
			k()
		}
	}
	fire()
	select {
	case r = <-all:
	}
	fire()
}

func wipe[S ~[]E, E any](s S) { clear(s) }

type wiped struct{ done *atomic.Bool }

func genericClear(all []wiped, k func()) { // want genericClear:"^k many: is called in a loop$"
	w := &all[0]
	for range 2 {
		if w.done.CompareAndSwap(false, true) {
			k()
		}
		wipe(all)
	}
}

func with[T any](s []T, v T) []T { return append(s, v) }

type put struct{ done *atomic.Bool }

func genericAppend(all []put, k func()) { // want genericAppend:"^k many: is called in a loop$"
	p := &all[0]
	for range 2 {
		if p.done.CompareAndSwap(false, true) {
			k()
		}
		all = all[:0]
		all = with(all, put{new(atomic.Bool)})
	}
}

type behind struct{ Done atomic.Bool }

func setBehind[P interface{ *struct{ Done atomic.Bool } }](b *behind, k func()) { // want setBehind:"^k many: is called in a loop$"
	for range 2 {
		if b.Done.CompareAndSwap(false, true) {
			k()
		}
		p := P(b)
		*p = struct{ Done atomic.Bool }{}
	}
}
