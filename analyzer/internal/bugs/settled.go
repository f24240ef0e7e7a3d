package bugs

import (
	"go/ast"
	"slices"
)

// settledBy says whether a promise has settled when a call is reached: a condition around
// asks for that, or the function around handles it, or all promises of which it is one.
func (p *Package) settledBy(call *ast.CallExpr, promise ast.Expr) bool {
	at, ok := p.Root.FindNode(call)
	if !ok {
		return true
	}
	settled := func(f fact) bool { return f.is && p.asksSettled(f.cond, promise) }
	if slices.ContainsFunc(p.facts(at), settled) {
		return true
	}
	for fn := range at.Enclosing((*ast.FuncLit)(nil)) {
		given, ok := fn.Parent().Node().(*ast.CallExpr)
		if !ok {
			continue // called elsewhere
		}
		if _, recv := p.calleeIn(promisePath, given); recv != nil && p.settlesBehind(recv, promise) {
			return true
		}
	}
	return false
}

// asksSettled says whether a condition is true where a promise has settled: Settled says so,
// or the flag beside its result.
func (p *Package) asksSettled(cond, promise ast.Expr) bool {
	if p.calls(cond, promise, "Settled") {
		return true
	}
	id, ok := cond.(*ast.Ident)
	if !ok {
		return false
	}
	from := p.origin(id)
	return from.parts == 3 && from.index == 2 && p.calls(from.value, promise, "Result")
}

// waitsForAll are the functions of which the promises wait for all that they are given.
var waitsForAll = map[string]bool{"All": true, "AllSettled": true, "Zip": true, "Zip3": true}

// settlesBehind says whether one promise settles after another. Two calls make two.
func (p *Package) settlesBehind(e, first ast.Expr) bool {
	if _, makes := ast.Unparen(e).(*ast.CallExpr); !makes && p.same(e, first) {
		return true
	}
	call, ok := p.computed(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, recv := p.calleeIn(promisePath, call)
	switch {
	case fn == nil || fn.Name() == "Timeout" || fn.Name() == "WithContext":
		return false
	case recv != nil:
		return p.settlesBehind(recv, first)
	case !waitsForAll[fn.Name()]:
		return false
	case call.Ellipsis.IsValid():
		return p.isElement(first, call.Args[len(call.Args)-1])
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return p.settlesBehind(arg, first) })
}

// isElement says whether an expression is an element of a slice: by its index, or in a loop
// over all of them.
func (p *Package) isElement(e, slice ast.Expr) bool {
	switch e := p.place(e).(type) {
	case *ast.IndexExpr:
		return p.same(e.X, slice)
	case *ast.Ident:
		v := p.Pass.TypesInfo.Uses[e]
		if v == nil {
			return false
		}
		at, ok := p.Root.FindByPos(v.Pos(), v.Pos())
		if !ok {
			return false
		}
		loop, ok := at.Parent().Node().(*ast.RangeStmt)
		return ok && loop.Value == at.Node() && p.same(loop.X, slice)
	}
	return false
}
