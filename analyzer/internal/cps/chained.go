package cps

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A chain of promises runs its links one after the other, each at most once,
// and a link whose literal neither calls its continuation nor returns a promise
// ends it. So in
//
//	promise.Call(func(k func(User, error)) { Login(name, k) }).
//		ThenCall(func(user User, k func(Order, error)) {
//			if user.ID == 0 {
//				done(Order{}, nil)
//				return
//			}
//			GetOrder(user.ID, k)
//		}).
//		Settle(done)
//
// done is called once: the continuation k stands for what comes behind its
// link, and carries done with the weight that it has there.

// repeaters are the functions of package promise that call what they are given any number
// of times.
var repeaters = map[string]bool{"Loop": true, "Recurse": true, "Each": true, "Retry": true}

// repeats says whether the callee is one of them.
func (c *callee) repeats() bool { return c.chains() && c.owner == "" && repeaters[c.name()] }

// A link is a call that makes a promise to settle, or a method of a promise that the chain
// goes on by.
type link struct {
	name string
	recv ast.Expr   // the promise, nil for the call that makes one
	args []ast.Expr // what the link is given
}

// links are the calls that chains are made of, and whether the last of what they are given
// is run. Whatever else package promise has is a call like any other.
var links = map[string]bool{
	"Call": true, "TryCall": true, "Recurse": true,
	"Promise.Then": true, "Promise.ThenCall": true, "Promise.ThenTry": true,
	"Promise.Handle": true, "Promise.HandleCall": true, "Promise.Catch": true,
	"Promise.Map": true, "Promise.Do": true, "Promise.MapErr": true, "Promise.Finally": true,
	"Promise.Settle": true,

	"Promise.Keep": false, "Promise.On": false, "Promise.Timeout": false,
	"Promise.WithContext": false, "Promise.Start": false, "Promise.Await": false,
}

// chainOf returns the events of a call that is the last link of a chain, or leaves the
// literal of one; ok is false when its parts have others, for it is no link or has nothing to
// do with the target.
func (t *tracer) chainOf(call *ast.CallExpr) (events []event, ok bool) {
	if t.link(call) == nil || !t.mentions(call) {
		return t.left(call), false
	}
	w, events := t.chain(call, weight{})
	u := t.called(call)
	return append(events, event{use: u, weight: u.apply(w)}), true
}

// link returns the link that an expression is, nil for others.
func (t *tracer) link(e ast.Expr) *link {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return nil
	}
	fn, ok := calleeObject(t.scope.info, call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != promisePath {
		return nil
	}
	name := fn.Name()
	if owner := ownerOf(fn); owner != "" {
		name = owner + "." + name
	}
	if _, ok := links[name]; !ok {
		return nil
	}
	l := &link{name: name, args: call.Args}
	if name == "Recurse" && !t.turns(l) {
		return nil
	}
	if fn.Signature().Recv() == nil {
		return l
	}
	sel := selector(syntax.Called(call))
	if sel == nil {
		return nil
	}
	l.recv = sel.X
	if s := t.scope.info.Selections[sel]; s != nil && s.Kind() == types.MethodExpr {
		l.recv, l.args = call.Args[0], call.Args[1:]
	}
	return l
}

// handler is what a link runs, nil for nothing.
func (l *link) handler() ast.Expr {
	if !links[l.name] || len(l.args) == 0 {
		return nil
	}
	return l.args[len(l.args)-1]
}

// chain is the weight of running a chain behind whose last link comes rest,
// with the events of the expressions that make it.
func (t *tracer) chain(e ast.Expr, rest weight) (weight, []event) {
	var events []event
	for {
		l := t.link(e)
		if l == nil {
			return rest.behind(), append(t.events(e), events...)
		}
		events = append(t.given(l), events...)
		if expiring[l.name] && t.reaches(l.recv) {
			w, before := t.chain(l.recv, rest)
			rest.when = rest.when.within(later)
			return w.then(rest), append(before, events...)
		}
		if f := l.handler(); f != nil {
			rest = t.before(l.name, f, rest)
		}
		if l.recv == nil {
			return rest, events
		}
		e = l.recv
	}
}

// given returns the events of what a link is given, but for what it runs by itself: those are
// of when the chain is made.
func (t *tracer) given(l *link) []event {
	var events []event
	for _, arg := range l.args {
		if arg != l.handler() || !t.runnable(arg) {
			events = append(events, t.events(arg)...)
		}
	}
	return events
}

// runnable says whether an expression is a function itself, not what yields one.
func (t *tracer) runnable(e ast.Expr) bool {
	switch e := t.scope.unwrapped(e).(type) {
	case *ast.FuncLit, *ast.Ident:
		return true
	default:
		return t.isTarget(e)
	}
}

// expiring are the links that go on without what stands in front of them.
var expiring = map[string]bool{"Promise.Timeout": true, "Promise.WithContext": true}

// reaches says whether the links of a chain call the target by themselves, beside what
// comes behind them.
func (t *tracer) reaches(chain ast.Expr) bool {
	return t.finds(chain, func(v *types.Var) bool {
		own := chain.Pos() <= v.Pos() && v.Pos() < chain.End()
		return !own && (t.carrier(v) || t.stands(v))
	})
}

// before is the weight of running a link with the function f and what comes
// behind it.
func (t *tracer) before(name string, f ast.Expr, rest weight) weight {
	switch name {
	case "Promise.Settle":
		return t.handler(f)
	case "Call", "Promise.HandleCall":
		return t.settling(f, rest)
	case "Promise.ThenCall":
		return either(t.settling(f, rest), rest)
	case "Recurse":
		return t.turning(f, rest)
	case "TryCall", "Promise.ThenTry":
		t.returning(f, after{rest: rest})
		return either(t.settling(f, rest), rest)
	case "Promise.Handle":
		return t.returning(f, after{rest: rest, promise: true})
	case "Promise.Then", "Promise.Catch":
		return either(t.returning(f, after{rest: rest, promise: true}), rest)
	}
	return t.handler(f).then(rest)
}

// either is the weight of one or the other.
func either(a, b weight) weight {
	a.grow(b)
	return a
}

// behind is the weight of what comes behind an operation of which only the promise, or the
// function that launches it, is known.
func (w weight) behind() weight {
	w.when = w.when.within(atOnce | later)
	w.worked = true
	return w
}

// then is the weight of one and after it the other.
func (w weight) then(v weight) weight {
	n := min(w.n+v.n, 2)
	guarded := mostGuarded(w.guarded, nil)
	for guard, k := range v.guarded {
		guarded = mostGuarded(guarded, map[types.Object]int{guard: min(w.guarded[guard]+k, 2)})
	}
	w.grow(v)
	w.n, w.guarded = n, guarded
	return w
}

// handler is the weight of calling a function that a link is given.
func (t *tracer) handler(f ast.Expr) weight {
	switch e := t.scope.unwrapped(f).(type) {
	case *ast.FuncLit:
		return t.literal(e)
	case *ast.Ident:
		w, _ := t.carries(e)
		return w
	default:
		if t.isTarget(e) {
			return direct()
		}
		return weight{} // what yields it has the target, if anything has
	}
}

// settling is the weight of a literal whose last parameter is the continuation
// that the rest of the chain hangs on. What is not a literal may run it.
func (t *tracer) settling(f ast.Expr, rest weight) weight {
	lit, ok := t.scope.plain(f).(*ast.FuncLit)
	if !ok {
		return t.handler(f).then(rest.behind())
	}
	params := t.scope.info.TypeOf(lit).(*types.Signature).Params()
	if k := params.At(params.Len() - 1); k.Name() != "" {
		known := t.rests[k]
		if known.grow(rest) {
			t.grown = true
		}
		t.rests[k] = known
	}
	t.leaving(lit, rest)
	return t.literal(lit)
}

// turns says whether the turn of a loop is a literal. What is none may do anything, turn after turn.
func (t *tracer) turns(loop *link) bool {
	_, ok := t.scope.plain(loop.handler()).(*ast.FuncLit)
	return ok
}

// turning is the weight of a loop: behind the promise of a turn come the turns that follow, or what comes
// behind the loop, as it does behind a turn without one.
func (t *tracer) turning(f ast.Expr, rest weight) weight {
	lit := t.scope.plain(f).(*ast.FuncLit)
	known := t.loops[lit]
	known.grow(rest)
	if known.grow(t.returning(f, after{rest: known, promise: true})) {
		t.grown = true
	}
	t.loops[lit] = known
	return known
}

// mentions says whether a node mentions a carrier.
func (t *tracer) mentions(n ast.Node) bool {
	return t.finds(n, func(v *types.Var) bool { return t.carrier(v) || t.stands(v) })
}

// carrier says whether a variable is the target or a continuation that carries
// it.
func (t *tracer) carrier(v *types.Var) bool {
	_, ok := t.rests[v]
	return ok || t.aims(v)
}

// finds says whether a node mentions a variable of some kind.
func (t *tracer) finds(n ast.Node, kind func(*types.Var) bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found {
			v, _ := t.scope.info.Uses[id].(*types.Var)
			found = v != nil && kind(v)
		}
		return !found
	})
	return found
}
