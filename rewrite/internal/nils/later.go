package nils

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// recovery stands for a result that all functions have: whether they recover from a panic when
// they are deferred. Who asks for it asks for a nil of it.
const recovery = -1

// eachResult calls f for the results of a function that are functions, and for whether it recovers.
func eachResult(sig *types.Signature, f func(index int)) {
	f(recovery)
	eachFunction(sig.Results(), func(_ *types.Var, i int) { f(i) })
}

// recovers notes that a function with this body recovers, if it does.
func (n *Nils) recovers(u unit, body *ast.BlockStmt, to node) {
	if n.Is != nil || body == nil {
		return
	}
	if at, ok := recoveryIn(u.info, body); ok {
		n.unknown(to, u.fset.PositionFor(at, false))
	}
}

// recoveryIn finds a call of recover by a function itself: one in a function that it calls, or
// defers, does nothing.
func recoveryIn(info *types.Info, body *ast.BlockStmt) (at token.Pos, found bool) {
	ast.Inspect(body, func(part ast.Node) bool {
		if call, ok := part.(*ast.CallExpr); ok && !found && syntax.Recovers(info, call) {
			at, found = call.Pos(), true
		}
		_, inside := part.(*ast.FuncLit)
		return !found && !inside
	})
	return at, found
}

// rescued notes that a result may be nil if what the function defers recovers from a panic, so
// that nothing was returned.
//
//	defer func() { err = asError(recover()) }()
func (n *Nils) rescued(u unit, deferred *ast.CallExpr, to node) {
	if lit, ok := syntax.Called(deferred).(*ast.FuncLit); ok {
		n.recovers(u, lit.Body, to)
		return
	}
	fun := u.info.Types[deferred.Fun]
	if fun.Type == nil || fun.IsBuiltin() || signatureOf(fun.Type) == nil {
		return // recover itself does nothing
	}
	fn, static := typeutil.Callee(u.info, deferred).(*types.Func)
	switch {
	case !static:
		n.link(output{n.shapeOf("", signatureOf(fun.Type)), recovery}, to)
	case !syntax.IsAbstract(fn) && n.apart(fn) && !syntax.OfStandard("", fn.Pkg().Path()):
		n.unknown(to, u.fset.PositionFor(deferred.Pos(), false))
	default:
		n.link(n.result(fn, recovery), to)
	}
}

// addressed notes that a variable may be nil whose address is taken: by that anybody may set it.
func (n *Nils) addressed(u unit, e ast.Expr) {
	if v := u.taken(e); v != nil {
		n.unknown(v, u.fset.PositionFor(e.Pos(), false))
	}
}

// taken is the variable whose address an expression takes, nil for none. A method that has a
// pointer takes it without an operator.
//
//	done.clear()
func (u unit) taken(part ast.Node) *types.Var {
	switch e := part.(type) {
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return u.variable(e.X)
		}
	case *ast.SelectorExpr:
		if sel := u.info.Selections[e]; sel != nil && sel.Kind() == types.MethodVal && hasPointer(sel.Obj()) {
			return u.variable(e.X)
		}
	}
	return nil
}

// hasPointer reports whether a method has a pointer to what it is a method of.
func hasPointer(method types.Object) bool {
	recv := method.(*types.Func).Signature().Recv()
	_, ok := types.Unalias(recv.Type()).(*types.Pointer)
	return ok
}

// changes reports whether a result may change when a function with this body has returned it: a
// literal sets it, which may be deferred, or somebody has its address.
func (u unit) changes(body *ast.BlockStmt, v *types.Var) bool {
	found := false
	ast.PreorderStack(body, nil, func(part ast.Node, around []ast.Node) bool {
		found = found || u.taken(part) == v || u.isSet(part, v) && slices.ContainsFunc(around, isLiteral)
		return !found
	})
	return found
}

// isSet reports whether a statement assigns to a variable.
func (u unit) isSet(part ast.Node, v *types.Var) bool {
	var to []ast.Expr
	switch s := part.(type) {
	case *ast.AssignStmt:
		to = s.Lhs
	case *ast.RangeStmt:
		to = []ast.Expr{s.Key, s.Value}
	}
	return slices.ContainsFunc(to, func(e ast.Expr) bool { return e != nil && u.variable(e) == v })
}
