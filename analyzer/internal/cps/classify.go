package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// classify finds out what happens to the carrier at an expression.
func (t *tracer) classify(e ast.Expr) (use, bool) {
	var n ast.Node = e
	parent := t.scope.parents[n]
	for t.transparent(parent, n) {
		n, parent = parent, t.scope.parents[parent]
	}
	switch p := parent.(type) {
	case *ast.CallExpr:
		if p.Fun == n {
			return t.called(p), true
		}
		return t.passed(p, slices.Index(p.Args, n.(ast.Expr))), true
	case *ast.BinaryExpr:
		return use{pos: e.Pos(), nilTest: true}, true // only comparison with nil type-checks
	case *ast.AssignStmt:
		i := slices.Index(p.Rhs, n.(ast.Expr))
		if i < 0 {
			return use{}, false // overwritten: a default for nil
		}
		return t.assigned(p.Lhs[i], e)
	case *ast.ValueSpec:
		return t.assigned(p.Names[slices.Index(p.Values, n.(ast.Expr))], e)
	case *ast.KeyValueExpr, *ast.CompositeLit:
		if call, at := t.scope.option(n); call != nil {
			u := t.entrusted(use{pos: e.Pos(), runs: true, when: unknown, verdict: Lost}, call, at)
			return u.optional(), true
		}
	}
	return use{pos: e.Pos(), verdict: Lost, when: unknown, runs: true, text: lostIn(parent)}, true
}

// lostIn says how a node takes a function out of sight.
func lostIn(n ast.Node) string {
	switch n.(type) {
	case *ast.ReturnStmt:
		return "is returned"
	case *ast.SendStmt:
		return "is sent on a channel"
	case *ast.KeyValueExpr, *ast.CompositeLit:
		return "is put into a composite literal"
	}
	return "is used in an expression"
}

// transparent says whether a node around n is only parentheses, a conversion, what makes
// a callback of a continuation, or the address of the struct.
func (t *tracer) transparent(parent, n ast.Node) bool {
	switch p := parent.(type) {
	case *ast.ParenExpr:
		return true
	case *ast.UnaryExpr:
		return p.Op == token.AND && t.isStruct(p.X)
	case *ast.CallExpr:
		return p.Fun != n && (t.scope.info.Types[p.Fun].IsType() || t.scope.wraps(p))
	}
	return false
}

// called is the use as the function of a call.
func (t *tracer) called(call *ast.CallExpr) use {
	u := use{pos: call.Pos(), runs: true, when: atOnce, text: "is called"}
	u.busy = slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return t.scope.works(arg) })
	switch p := t.scope.parents[call].(type) {
	case *ast.GoStmt:
		u.pos, u.when, u.elsewhere, u.text = p.Pos(), later, true, "is called on its own goroutine"
	case *ast.DeferStmt:
		u.pos, u.last, u.text = p.Pos(), true, "is called when the function returns"
	}
	return u
}

// assigned is the use as the value of an assignment.
func (t *tracer) assigned(lhs, value ast.Expr) (use, bool) {
	u := use{pos: value.Pos(), verdict: Kept, when: unknown, runs: true}
	switch lhs := ast.Unparen(lhs).(type) {
	case *ast.Ident:
		if lhs.Name == "_" {
			return use{}, false
		}
		u.text = "is stored in " + lhs.Name
		v := t.scope.variable(lhs)
		if t.around(v) {
			u.text += ", which is declared around the function"
			return u, true
		}
		b := t.scope.binding(lhs)
		if b == nil {
			if v != nil && v.Parent() != v.Pkg().Scope() {
				u.verdict = Lost // a local variable of another type
			}
			return u, true
		}
		if b.only() != nil {
			return use{}, false // the uses of the variable count
		}
		u.verdict = Lost
		u.text += ", which is assigned more than once"
	case *ast.SelectorExpr:
		u.text = "is stored in the field " + lhs.Sel.Name
		if t.fresh(lhs.X) {
			u.verdict = Lost
		}
	case *ast.IndexExpr:
		u.text = "is stored in a map or slice"
	default:
		u.text = "is stored through a pointer"
	}
	return u, true
}

// around says whether a local variable is declared outside of the function that has the
// target, a literal: what is put into it may be called from there, or by another call of
// the literal, which nobody counts here.
//
//	var cancel func()
//	get := func(k func(error)) { cancel = func() { k(errCanceled) }; … }
func (t *tracer) around(v *types.Var) bool {
	fn := t.scope.parents[t.root]
	return v != nil && t.scope.has(v) && (v.Pos() < fn.Pos() || fn.End() <= v.Pos())
}

// fresh says whether an expression is a variable that the function itself
// declares, other than its parameters: what is put into it is handed on at
// most.
func (t *tracer) fresh(e ast.Expr) bool {
	v := t.scope.variable(e)
	if v == nil || t.around(v) {
		return false
	}
	fn, ok := t.scope.decl.(*ast.FuncDecl)
	return ok && fn.Body != nil && fn.Body.Pos() <= v.Pos() && v.Pos() < fn.Body.End()
}

// passed is the use as an argument.
func (t *tracer) passed(call *ast.CallExpr, arg int) use {
	u := use{pos: call.Args[arg].Pos(), runs: true, when: unknown, verdict: Lost}
	c := t.scope.calleeOf(call)
	if c == nil {
		u.text = "is passed to " + types.ExprString(call.Fun)
		u.verdict = Kept
		return u
	}
	if guard := t.scope.onceGuard(call); guard != nil {
		u.verdict, u.when, u.guard = Once, atOnce, guard
		u.text = "is called in a sync.Once"
		return u
	}
	if guard := t.scope.releaseGuard(call); guard != nil {
		u.verdict, u.when, u.guard, u.work = Once, unknown, guard, true
		u.text = "is called by JavaScript, in a function that is released first"
		return u
	}
	if t.scope.isOnce(call) {
		u.verdict, u.when, u.work = Once, unknown, true
		u.text = "is called at most once by what " + types.ExprString(call.Fun) + " returns"
		return u
	}
	if t.scope.calls(call, funcOf) {
		u.given, u.text = true, "is passed to FuncOf without being released first"
		return u
	}
	index, ok := c.param(call, arg)
	if !ok {
		u.text = "is passed to " + c.name()
		return u
	}
	if c.repeats() {
		u.verdict, u.text = Many, "is passed to "+c.name()+", which calls it turn after turn"
		return u
	}
	at := slot{callee: c, index: index, given: t.scope.info.TypeOf(call.Args[arg])}
	if t.isStruct(call.Args[arg]) {
		typ := at.param().Type()
		at.field, at.owner = fieldOf(typ, t.field), typeName(typ)
	}
	return t.entrusted(u, call, at)
}

// entrusted is the use as what a call gives to a slot.
func (t *tracer) entrusted(u use, call *ast.CallExpr, at slot) use {
	if v := t.index.rearmed(t.scope, call); v != Once {
		u.verdict, u.text = v, rearmedText(v)
		return u
	}
	c, k := at.callee, t.index.known(t.scope, at)
	_, ok := at.typ().Underlying().(*types.Signature)
	if !ok || isAny(at.param().Type()) && k.evidence == chain.Assumed {
		u.text = "is passed to " + c.name() + " as another type"
		return u
	}
	u.given = at.field == nil // a struct is mostly passed for its other fields
	u.call, u.param = call, t.index.paramOf(t.scope, at)
	u = t.handed(u, k, c)
	if u.verdict == Once {
		u.guard = t.scope.stopGuard(call)
	}
	return u
}

// isStruct says whether an expression is the struct that has the target as a
// field.
func (t *tracer) isStruct(e ast.Expr) bool {
	if t.field == "" {
		return false
	}
	e = t.scope.plain(e)
	if ref, ok := e.(*ast.UnaryExpr); ok && ref.Op == token.AND {
		e = ref.X
	}
	return t.aims(t.scope.variable(e))
}

// starts says whether a go statement makes the call, and notes it when the call
// is made as the function ends.
func (t *tracer) starts(u *use) bool {
	switch t.scope.parents[u.call].(type) {
	case *ast.GoStmt:
		u.text += " on its own goroutine"
		return true
	case *ast.DeferStmt:
		u.last = true
		u.text += " when the function returns"
	}
	return false
}

// handed is the use of a carrier by a callee of which something is known.
func (t *tracer) handed(u use, k knowledge, c *callee) use {
	u.text = "is passed on to " + c.name()
	started := t.starts(&u)
	u.reports = k.reports
	if k.timing != chain.AtOnce && !k.reports {
		u.failure = t.scope.failure(t.scope.parents[u.call])
	}
	switch {
	case k.verdict == Once && k.evidence == chain.Assumed && k.veto != nil:
		u.verdict = Kept
		u.text += ", where it " + k.veto.why
	case k.verdict == Once && k.evidence != chain.Assumed:
		u.verdict, u.when = Once, k.when
		u.elsewhere, u.work = k.hop, !k.hop && k.timing != chain.AtOnce
		u.runs, u.busy = k.when != 0, k.busy
		if started {
			u.when, u.elsewhere, u.work, u.busy = k.when.within(later), true, u.work || k.busy, false
		}
		u.nilSafe, u.relies = k.nilTested, k.relies
		u.text += ", which calls it at most once"
	case k.verdict == Once:
		u.text += ", of which nothing is known"
	default:
		u.verdict = k.verdict
		u.text += ", where it " + k.why
	}
	return u
}
