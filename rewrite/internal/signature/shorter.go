package signature

import (
	"fmt"
	"go/ast"
)

// shorter has a chain end with the continuation of the promise, or gives it to an operation, where
// the function around it must stay.
//
//	Pattern: done := promise.ErrorOnly(k); …; CHAIN.Settle(func(_ promise.Unit, err error) { done(err) }) =>
//	…; CHAIN.Settle(k)
//	Pattern: done := promise.ErrorOnly(k); …; f(done) => …; f(promise.ErrorOnly(k))
//	So long as: the chain has no value, either, and k means the same there; f is the only one that is
//	given done.
//	Because: a promise without a value is given none beside an error.
func (t *tidier) shorter() *Change {
	list := t.lit.Body.List
	t.edits, t.uses, t.done, t.doneUses = nil, 0, nil, 0
	if len(list) == 0 || !t.unit(list[0]) {
		return nil
	}
	unmade := t.edits
	t.edits = nil
	if !t.settledByK(list[len(list)-1]) && !t.givenOnce() {
		return nil
	}
	if t.count(t.done) == 1 {
		t.edits = append(unmade, t.edits...)
	}
	return t.made()
}

// settledByK has a chain end with k, if that is its last statement and does just this.
func (t *tidier) settledByK(last ast.Stmt) bool {
	stmt, ok := last.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := stmt.X.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !t.isPromise(call, "Settle") {
		return false
	}
	lit, ok := call.Args[0].(*ast.FuncLit)
	if !ok || !t.tellsOnly(lit) || !t.seesK(lit) || t.notes(lit.Pos(), lit.End()) != "" {
		return false
	}
	t.edit(lit.Pos(), lit.End(), t.k.Name())
	return true
}

// givenOnce gives what makes the completion in its place, if that is used once, as an argument.
func (t *tidier) givenOnce() bool {
	if t.count(t.done) != 1 {
		return false
	}
	for n := range ast.Preorder(t.lit.Body) {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		for _, arg := range call.Args {
			if id, ok := arg.(*ast.Ident); ok && t.Info.Uses[id] == t.done && t.seesK(arg) {
				t.edit(arg.Pos(), arg.End(), fmt.Sprintf("%s.ErrorOnly(%s)", t.pkg, t.k.Name()))
				return true
			}
		}
	}
	return false
}

// seesK reports whether the names of k and of the promise package mean these where an expression stands.
func (t *tidier) seesK(e ast.Expr) bool {
	there, here := t.src.Place(e.Pos()), t.src.Place(t.lit.Body.Lbrace+1)
	return there.Resolve(t.k.Name()) == t.k && there.Resolve(t.pkg) == here.Resolve(t.pkg)
}

// tellsOnly reports whether a handler of a promise without a value does no more than to tell the completion
// of its error.
func (t *tidier) tellsOnly(lit *ast.FuncLit) bool {
	const both = 2
	params := lit.Type.Params.List
	if len(params) != both || len(params[1].Names) != 1 || len(lit.Body.List) != 1 || !t.isUnit(params[0]) {
		return false
	}
	return t.tells(lit.Body.List[0], t.Info.Defs[params[1].Names[0]])
}
