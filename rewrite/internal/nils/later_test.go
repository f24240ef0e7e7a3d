package nils

import "testing"

// clears are ways to set a variable to nil.
const clears = `
type cb Done

func (c *cb) clear() { *c = nil }
func (c cb) keep()    {}

type also = cb

func set[T any](p *T) { var zero T; *p = zero }
`

// A variable may be set by whoever has its address, which is taken without an operator, too.
func TestAddressed(t *testing.T) {
	ask(t, clears, []question{
		{"method", "func main() { h := cb(said); h.clear(); op(1, Done(h)) }", true},
		{"method of a value", "func main() { h := cb(said); h.keep(); op(1, Done(h)) }", false},
		{"method value", "func main() { h := cb(said); f := h.clear; f(); op(1, Done(h)) }", true},
		{"method in parentheses", "func main() { h := cb(said); (h).clear(); op(1, Done(h)) }", true},
		{"deferred", "func main() { h := cb(said); func() { defer h.clear() }(); op(1, Done(h)) }", true},
		{"alias", "func main() { h := also(said); h.clear(); op(1, Done(h)) }", true},
		{"parameter", "func f(h cb) { h.clear(); op(1, Done(h)) }\nfunc main() { f(cb(said)) }", true},
		{"expression", "func main() { h := cb(said); (*cb).clear(&h); op(1, Done(h)) }", true},
		{"expression of a value", "func main() { h := cb(said); cb.keep(h); op(1, Done(h)) }", false},
		{"generic", "func main() { h := Done(said); set(&h); op(1, h) }", true},
		{"through a pointer", "func main() { h := cb(said); " +
			"p := new(cb); p.clear(); op(1, Done(h)) }", false},
	})
}

// What a function returns may change when it returns: a deferred function sets it, or recovers
// from a panic, so that it is what it was.
func TestReturnedLater(t *testing.T) {
	const main = "\nfunc main() { op(1, f()) }\n"
	ask(t, clears+main, []question{
		{"address", "func f() (h Done) { defer set(&h); return said }", true},
		{"address before", "func f() (h Done) { p := &h; defer func() { *p = nil }(); return said }", true},
		{"address given", "func f() (h Done) { defer func(p *Done) { *p = nil }(&h); return said }", true},
		{"method", "func g() (h cb) { defer h.clear(); return said }\n" +
			"func f() Done { return Done(g()) }", true},
		{"assigned", "func f() (h Done) { defer func() { h = nil }(); return said }", true},
		{"assigned by a variable", "func f() (h Done) { undo := func() { h = nil }; " +
			"defer undo(); return said }", true},
		{"ranged over", "func f() (h Done) { defer func() { for _, h = range []Done{nil} { } }(); " +
			"return said }", true},
		{"used", "func f() (h Done) { defer func() { _ = h == nil }(); return said }", false},
		{"literal", "func main2() { op(2, func() (h Done) { defer set(&h); return said }()) }\n" +
			"func f() Done { return said }", true},
	})
}

func TestRecovered(t *testing.T) {
	const main = `
func recovers() { recover() }

type guard struct{}

func (guard) recovers() { recover() }
func (guard) unlock()   {}

type unlocker interface{ unlock() }

type recoverer interface{ recovers() }

var lock sync.Mutex

func main() { op(1, f()) }
`
	ask(t, main, []question{
		{"literal", "func f() Done { defer func() { recover() }(); return said }", true},
		{"named", "func f() (h Done) { defer func() { recover() }(); return said }", true},
		{"function", "func f() Done { defer recovers(); return said }", true},
		{"method", "func f() Done { defer guard{}.recovers(); return said }", true},
		{"interface", "func f() Done { var g recoverer = guard{}; defer g.recovers(); return said }", true},
		{"another interface", "func f() Done { var g unlocker = guard{}; " +
			"defer g.unlock(); return said }", false},
		{"method value", "func f() Done { g := guard{}.recovers; defer g(); return said }", true},
		{"method expression", "func f() Done { g := guard.recovers; defer g(guard{}); return said }", true},
		{"function value", "func f() Done { g := recovers; defer g(); return said }", true},
		{"literal in a variable", "func f() Done { g := func() { recover() }; " +
			"defer g(); return said }", true},
		{"value of another type", "func f() Done { g := func() { recover() }; " +
			"g(); h := func(int) {}; defer h(1); return said }", false},
		{"literal that is called elsewhere", "func f() Done { g := func() {}; defer g(); return said }\n" +
			"func g() { defer func() { recover() }() }", false},
		{"other package", "func f() Done { defer dep.Recover(); return said }", true},
		{"standard library", "func f() Done { lock.Lock(); defer lock.Unlock(); return said }", false},
		{"not deferred", "func f() Done { func() { recover() }(); return said }", false},
		{"deferred inside", "func f() Done { func() { defer recovers() }(); return said }", false},
		{"called in what is deferred", "func f() Done { defer func() { recovers() }(); " +
			"return said }", false},
		{"in a loop", "func f() Done { for range 2 { defer recovers() }; return said }", true},
		{"through a caller", "func f() Done { return g() }\n" +
			"func g() Done { defer recovers(); return said }", true},
		{"of a literal", "func f() Done { return func() Done { defer recovers(); return said }() }", true},
		{"generic", "func f() Done { return g(Done(said)) }\n" +
			"func g[T any](x T) T { defer recovers(); return x }", true},
	})
}
