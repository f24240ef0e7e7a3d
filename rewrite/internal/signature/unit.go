package signature

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A completion that is told an error only is made from the continuation of
// a promise without a value. Where the chain ends with it, Tidy takes it away.
//
//	Pattern: done := promise.ErrorOnly(k)
//	CHAIN.Settle(func(v V, err error) {
//		if err != nil {
//			done(err)
//			return
//		}
//		BODY
//		done(nil)
//	})
//	=> return CHAIN.Map(func(v V) (promise.Unit, error) {
//		BODY
//		return promise.Unit{}, nil
//	})
//	Pattern: CHAIN.Settle(func(_ promise.Unit, err error) { done(err) }) => return CHAIN
//	So long as: BODY has neither return nor defer, and err is not in it.
//	Because: a rejection skips the handler and arrives at k in the same call, and k
//	is called as soon as the handler has returned.

// unit reads a statement that makes the completion.
func (t *tidier) unit(stmt ast.Stmt) bool {
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
		return false
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	call, isCall := assign.Rhs[0].(*ast.CallExpr)
	if !ok || !isCall || len(call.Args) != 1 || !t.isPromise(call, "ErrorOnly") || !t.isK(call.Args[0]) {
		return false
	}
	t.done = t.Info.Defs[id]
	t.uses++
	t.edit(stmt.Pos(), t.skip(stmt.End()), "")
	return true
}

// skip is the first place from some place on that is not blank.
func (t *tidier) skip(from token.Pos) token.Pos {
	text := t.src.Slice(from, t.lit.Body.Rbrace)
	return from + token.Pos(len(text)-len(strings.TrimLeft(text, " \t\r\n;")))
}

// isDone returns what the completion is told by an expression, nil when it is
// not a call of it.
func (t *tidier) isDone(e ast.Expr) ast.Expr {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || t.done == nil {
		return nil
	}
	if id, ok := call.Fun.(*ast.Ident); !ok || t.Info.Uses[id] != t.done {
		return nil
	}
	return call.Args[0]
}

// ends reads a handler that ends the chain with the completion, and writes what
// stands for it.
func (t *tidier) ends(sel *ast.SelectorExpr, settle *ast.CallExpr) bool {
	lit, ok := settle.Args[0].(*ast.FuncLit)
	const both = 2
	if !ok || t.done == nil || len(lit.Type.Params.List) != both {
		return false
	}
	value, failure := lit.Type.Params.List[0], lit.Type.Params.List[1]
	if len(value.Names) != 1 || len(failure.Names) != 1 {
		return false
	}
	err := t.Info.Defs[failure.Names[0]]
	list := lit.Body.List
	if len(list) == 1 && t.tells(list[0], err) {
		t.passes(sel, settle, value)
		return true
	}
	if len(list) < both || !t.leaves(list[0], err) || !t.tells(list[len(list)-1], nil) {
		return false
	}
	if len(list) == both {
		t.passes(sel, settle, value)
		return true
	}
	for _, stmt := range list[1 : len(list)-1] {
		if !t.straight(stmt, err) {
			return false
		}
	}
	t.edit(sel.X.Pos(), sel.X.Pos(), t.notes(list[0].Pos(), list[0].End())+"return ")
	t.maps(sel, lit, value, list)
	return true
}

// tells reports whether a statement tells the completion of err, or of success
// for nil.
func (t *tidier) tells(stmt ast.Stmt, err types.Object) bool {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	told := t.isDone(expr.X)
	if told == nil {
		return false
	}
	t.doneUses++
	if err == nil {
		return t.src.IsNil(told)
	}
	id, ok := told.(*ast.Ident)
	return ok && t.Info.Uses[id] == err
}

// leaves reports whether a statement tells the completion of err, if there is
// one, and returns.
func (t *tidier) leaves(stmt ast.Stmt, err types.Object) bool {
	test, ok := stmt.(*ast.IfStmt)
	const both = 2
	if !ok || err == nil || test.Init != nil || test.Else != nil || len(test.Body.List) != both {
		return false
	}
	cond, ok := test.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !t.src.IsNil(cond.Y) {
		return false
	}
	id, ok := cond.X.(*ast.Ident)
	ret, returns := test.Body.List[1].(*ast.ReturnStmt)
	return ok && returns && len(ret.Results) == 0 && t.Info.Uses[id] == err && t.tells(test.Body.List[0], err)
}

// straight reports whether a statement goes on to the next one, and does not use
// err.
func (t *tidier) straight(stmt ast.Stmt, err types.Object) bool {
	straight := true
	ast.Inspect(stmt, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && t.Info.Uses[id] == err {
			straight = false
		}
		return straight
	})
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt, *ast.DeferStmt, *ast.LabeledStmt:
			straight = false
		}
		return straight
	})
	return straight
}

// isUnit reports whether the promise before the end has no value.
func (t *tidier) isUnit(value *ast.Field) bool {
	k, ok := t.k.Type().Underlying().(*types.Signature)
	return ok && types.Identical(t.Info.TypeOf(value.Type), k.Params().At(0).Type())
}

// passes writes the end of a chain that only tells that there was no error.
func (t *tidier) passes(sel *ast.SelectorExpr, settle *ast.CallExpr, value *ast.Field) {
	start := sel.X.Pos()
	if t.isUnit(value) {
		t.edit(start, start, t.notes(sel.X.End(), settle.End())+"return ")
		t.edit(sel.X.End(), settle.End(), "")
		return
	}
	t.edit(start, start, t.notes(sel.Sel.Pos(), settle.End())+"return ")
	t.edit(sel.Sel.Pos(), settle.End(), fmt.Sprintf("Map(func(_ %s) (%[2]s, error) { return %[2]s{}, nil })",
		t.src.Slice(value.Type.Pos(), value.Type.End()), t.value))
}

// maps writes the end of a chain that does something before it tells so.
func (t *tidier) maps(sel *ast.SelectorExpr, lit *ast.FuncLit, value *ast.Field, list []ast.Stmt) {
	name, results := "Map", fmt.Sprintf(") (%s, error)", t.value)
	last := fmt.Sprintf("return %s{}, nil", t.value)
	if t.isUnit(value) {
		name, results, last = "Do", ")", ""
	}
	t.edit(sel.Sel.Pos(), sel.Sel.End(), name)
	t.edit(value.End(), lit.Type.End(), results)
	t.edit(list[0].Pos(), t.skip(list[0].End()), "")
	from, end := list[len(list)-1].Pos(), list[len(list)-1].End()
	if before := list[len(list)-2].End(); last == "" && strings.TrimSpace(t.src.Slice(before, from)) == "" {
		from = before // with its line
	}
	t.edit(from, end, last)
}
