package cps

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// A state is what has happened to a value on the way to a point in a body.
type state struct {
	reached bool
	n       int
	guarded map[types.Object]int
	failing map[types.Object]int  // calls that do not come if this error of the launch is not nil
	active  map[types.Object]bool // guards that were passed on every way here
	clear   map[types.Object]bool // flags that were found clear on every way here
	shot    token.Pos             // an earlier call
	lossy   bool                  // some of the calls are not seen: it was passed on to be called
	sure    bool                  // some were not made by functions that were passed on
	busy    bool                  // something else was done
	fails   bool                  // the error that the function returns by name may be set
}

// most is the greatest number of calls on a way to this point.
func (s state) most() int {
	n := weight{n: s.n, guarded: s.guarded}.most()
	for _, k := range s.failing {
		n += k
	}
	return min(n, 2)
}

// join merges the state of another way to the same point and says whether
// that changed anything.
func (s *state) join(o state) bool {
	if !s.reached {
		*s = state{
			reached: true, n: o.n, shot: o.shot,
			busy: o.busy, lossy: o.lossy, sure: o.sure, fails: o.fails,
			guarded: maps.Clone(o.guarded), failing: maps.Clone(o.failing),
			active: maps.Clone(o.active), clear: maps.Clone(o.clear),
		}
		return true
	}
	changed := s.n < o.n || o.busy && !s.busy || o.lossy && !s.lossy || o.sure && !s.sure ||
		o.fails && !s.fails
	s.lossy, s.sure, s.fails = s.lossy || o.lossy, s.sure || o.sure, s.fails || o.fails
	s.n = max(s.n, o.n)
	s.busy = s.busy || o.busy
	if s.shot == token.NoPos {
		s.shot = o.shot
	}
	if merged := mostGuarded(s.guarded, o.guarded); !maps.Equal(merged, s.guarded) {
		s.guarded, changed = merged, true
	}
	if merged := mostGuarded(s.failing, o.failing); !maps.Equal(merged, s.failing) {
		s.failing, changed = merged, true
	}
	if intersect(s.active, o.active) {
		changed = true
	}
	if intersect(s.clear, o.clear) {
		changed = true
	}
	return changed
}

// intersect removes from a what is not in b and says whether it did.
func intersect(a, b map[types.Object]bool) bool {
	n := len(a)
	maps.DeleteFunc(a, func(obj types.Object, _ bool) bool { return !b[obj] })
	return len(a) < n
}

// add counts an event.
func (s *state) add(e event) {
	w := e.weight
	guard := earliest(s.active)
	switch {
	case guard != nil:
		s.guarded = mostGuarded(s.guarded, map[types.Object]int{guard: min(s.guarded[guard]+w.n, 2)})
	case e.use.failure != nil:
		n := min(s.failing[e.use.failure]+w.n, 2)
		s.failing = mostGuarded(s.failing, map[types.Object]int{e.use.failure: n})
	default:
		s.n = min(s.n+w.n, 2)
	}
	s.guarded = mostGuarded(s.guarded, w.guarded)
	s.lossy = s.lossy || w.verdict != Once
	if w.most() > 0 {
		s.shot = e.use.pos
		s.sure = s.sure || !e.arm()
	}
}

// earliest is the guard that is declared first, nil when there is none.
func earliest(guards map[types.Object]bool) types.Object {
	var first types.Object
	for guard := range guards {
		if first == nil || before(guard, first) {
			first = guard
		}
	}
	return first
}

// before says whether a guard comes before another. Those in fields of one variable
// have its place.
func before(a, b types.Object) bool {
	return cmp.Or(cmp.Compare(a.Pos(), b.Pos()), cmp.Compare(a.Name(), b.Name())) < 0
}

// body is the weight of running a body once.
func (t *tracer) body(body *ast.BlockStmt) weight {
	f := &flow{tracer: t, in: make(map[*cfg.Block]*state), result: t.scope.failureResult(body)}
	f.recovers = f.result != nil && t.scope.recovers(body)
	f.graph = t.scope.graph(body)
	start := f.graph.Blocks[0]
	f.at(start).reached = true
	work := []*cfg.Block{start}
	for len(work) > 0 {
		b := work[0]
		work = work[1:]
		for i, next := range b.Succs {
			out := f.through(b)
			if len(b.Succs) == 2 {
				f.pass(&out, b, i == 0)
			}
			if f.at(next).join(out) {
				work = append(work, next)
			}
		}
		if len(b.Succs) == 0 {
			f.through(b)
		}
	}
	return f.total
}

// A flow is the passage of a value through one body.
type flow struct {
	*tracer
	graph    *cfg.CFG
	in       map[*cfg.Block]*state
	total    weight
	result   *types.Var // the error that the function returns by name, nil for none
	recovers bool       // what is deferred may recover
}

func (f *flow) at(b *cfg.Block) *state {
	s := f.in[b]
	if s == nil {
		s = new(state)
		f.in[b] = s
	}
	return s
}

// through returns the state after a block and adds its events to the total.
func (f *flow) through(b *cfg.Block) state {
	in := f.at(b)
	s := *in
	s.guarded = maps.Clone(in.guarded)
	s.active = maps.Clone(in.active)
	s.clear = maps.Clone(in.clear)
	s.failing = maps.Clone(in.failing)
	for _, node := range b.Nodes {
		if ret, ok := node.(*ast.ReturnStmt); ok && s.reports(f.scope, ret) {
			f.total.reports = true
		}
		for _, lhs := range targets(node) {
			s.keep(f.scope.variable(lhs))
		}
		value, none := f.assigns(node)
		s.fails = s.fails || value
		f.set(&s, node)
		for _, e := range f.events(node) {
			f.count(&s, e)
			if ret, ok := node.(*ast.ReturnStmt); ok && f.scope.reportsAfter(ret, e) {
				f.total.reports = true
			}
		}
		f.total.reports = f.total.reports || f.unwinds(&s)
		s.fails = s.fails && !none
		s.busy = s.busy || f.scope.works(node)
		maps.DeleteFunc(s.clear, func(flag types.Object, _ bool) bool { return f.interrupt(node, flag) })
	}
	return s
}

// set passes the guard that a flag is which a node sets, if nothing may have set it since it
// was found clear.
func (f *flow) set(s *state, node ast.Node) {
	flag := f.scope.set(node)
	if s.clear[flag] {
		s.guard(flag)
		delete(s.clear, flag) // the next passage is another
	} else if by := f.cleared[flag]; by != nil {
		f.interrupted[by.Pos()] = interruption{flag, by}
	}
}

// interrupt says whether a node lets other code run that may set a flag, and notes it.
func (f *flow) interrupt(node ast.Node, flag types.Object) bool {
	by := f.scope.interrupts(node, flag)
	if by != nil {
		f.cleared[flag] = by
	}
	return by != nil
}

// count adds an event to the state and to the total.
func (f *flow) count(s *state, e event) {
	if e.failed != nil {
		if e.failed == f.result && !s.fails {
			return // it is nil
		}
		failed := s.without(e.failed)
		s = &failed // the other way is that of the launch
	}
	before := s.shot
	s.add(e)
	w := e.weight
	if w.most() > 0 {
		w.busy = w.busy || s.busy || e.use.last
		w.worsen(s.overload(e, before))
	}
	w.n = s.n
	for _, n := range s.failing {
		w.n = min(w.n+n, 2)
	}
	w.guarded = s.guarded
	f.total.grow(w)
}

// overload is the verdict on an event after which there may have been more
// than one call.
func (s *state) overload(e event, before token.Pos) (v Verdict, pos token.Pos, why string) {
	switch {
	case s.most() < 2:
		return Once, token.NoPos, ""
	case s.lossy && s.sure:
		return Kept, e.use.pos, besides
	case s.lossy:
		return Kept, e.use.pos, "is called by more than one function that " + e.weight.why
	case e.weight.most() > 1:
		return Many, e.use.pos, "may be called more than once"
	case before == e.use.pos:
		return Many, e.use.pos, inLoop
	}
	return Many, e.use.pos, "may be called twice on one path"
}

// targets lists what a node assigns.
func targets(node ast.Node) []ast.Expr {
	if assign, ok := node.(*ast.AssignStmt); ok {
		return assign.Lhs
	}
	return nil
}

// keep counts the calls that depend on an error variable which is about to be
// assigned again: what it said of them is lost.
func (s *state) keep(failure *types.Var) {
	if n := s.failing[failure]; failure != nil && n > 0 {
		s.n = min(s.n+n, 2)
		delete(s.failing, failure)
	}
}

// pass records what a branch tells. After a successful compare-and-swap no
// other way leads here again. A launch that returned an error has not taken
// its continuation over.
func (f *flow) pass(s *state, b *cfg.Block, holds bool) {
	if len(b.Nodes) == 0 {
		return // the head of a range loop
	}
	cond, ok := b.Nodes[len(b.Nodes)-1].(ast.Expr)
	if !ok || f.scope.isCompared(cond) {
		return // a select, which decides by readiness, or a switch, by what equals its tag
	}
	for _, failure := range f.scope.failures(cond, holds) {
		delete(s.failing, failure)
	}
	if slices.Contains(f.scope.successes(cond, holds), types.Object(f.result)) {
		s.fails = false
	}
	for _, flag := range f.scope.clear(cond, holds) {
		if by := f.scope.interrupts(cond, flag); by != nil {
			f.cleared[flag] = by
			continue // set meanwhile, perhaps
		}
		if s.clear == nil {
			s.clear = make(map[types.Object]bool)
		}
		s.clear[flag] = true
	}
	for _, guard := range f.scope.guards(cond, holds) {
		s.guard(guard)
	}
	if guard := f.counted(b, holds); guard != nil {
		s.guard(guard)
	}
}

// guard records that a guard has been passed. Only the first passage ever
// gets here, so what an earlier round of a loop seems to have done was not
// done.
func (s *state) guard(guard types.Object) {
	if s.active == nil {
		s.active = make(map[types.Object]bool)
	}
	s.active[guard] = true
	if s.guarded[guard] > 0 {
		s.guarded = maps.Clone(s.guarded)
		s.guarded[guard] = 0
	}
}
