package adapters

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// shimFor returns the function whose promise a declaration settles with its own
// continuation, nil when it does anything else.
//
//	func (s *Shop) Buy(name string, done func(Receipt, error)) { s.BuyPromise(name).Settle(done) }
//	func Sign(id int, done func(error)) {
//		SignPromise(id).Settle(func(_ promise.Unit, err error) {
//			if done != nil {
//				done(err)
//			}
//		})
//	}
func shimFor(info *types.Info, decl *ast.FuncDecl) *types.Func {
	settle := onlyCall(decl.Body)
	if settle == nil || len(settle.Args) != 1 {
		return nil
	}
	sel, ok := settle.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Settle" {
		return nil
	}
	start, ok := sel.X.(*ast.CallExpr)
	if !ok {
		return nil
	}
	params := parameters(info, decl)
	if len(params) == 0 || !handsTo(info, settle.Args[0], params[len(params)-1]) {
		return nil
	}
	to, ok := typeutil.Callee(info, start).(*types.Func)
	if !ok || to.Pkg() != info.Defs[decl.Name].Pkg() || !takes(info, start, decl, params[:len(params)-1]) {
		return nil
	}
	return to.Origin()
}

// onlyCall is the call that a body consists of, nil when it is something else.
func onlyCall(body *ast.BlockStmt) *ast.CallExpr {
	if body == nil || len(body.List) != 1 {
		return nil
	}
	stmt, ok := body.List[0].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, _ := stmt.X.(*ast.CallExpr)
	return call
}

// parameters lists those of a declaration, nil for one without a name.
func parameters(info *types.Info, decl *ast.FuncDecl) []types.Object {
	var list []types.Object
	for _, field := range decl.Type.Params.List {
		for _, name := range field.Names {
			list = append(list, info.Defs[name])
		}
	}
	return list
}

// handsTo reports whether an argument of Settle is a continuation, or a literal
// that does nothing but call it, or to call it unless it is nil.
func handsTo(info *types.Info, arg ast.Expr, k types.Object) bool {
	if lit, ok := arg.(*ast.FuncLit); ok {
		call := onlyCall(unlessNil(info, lit.Body, k))
		return call != nil && is(info, call.Fun, k)
	}
	return is(info, arg, k)
}

// unlessNil is what a body does unless k is nil, if that is all.
func unlessNil(info *types.Info, body *ast.BlockStmt, k types.Object) *ast.BlockStmt {
	if len(body.List) != 1 {
		return body
	}
	test, ok := body.List[0].(*ast.IfStmt)
	if !ok || test.Init != nil || test.Else != nil {
		return body
	}
	cond, ok := test.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !is(info, cond.X, k) || !info.Types[cond.Y].IsNil() {
		return body
	}
	return test.Body
}

// takes reports whether a call passes on the parameters, in their order, to
// a function or to a method of the same receiver.
func takes(info *types.Info, call *ast.CallExpr, decl *ast.FuncDecl, params []types.Object) bool {
	if len(call.Args) != len(params) {
		return false
	}
	for i, arg := range call.Args {
		if !is(info, arg, params[i]) {
			return false
		}
	}
	sel, isMethod := syntax.Called(call).(*ast.SelectorExpr)
	if decl.Recv == nil || !isMethod {
		return decl.Recv == nil && !isMethod
	}
	names := decl.Recv.List[0].Names
	return len(names) == 1 && is(info, sel.X, info.Defs[names[0]])
}

func is(info *types.Info, e ast.Expr, obj types.Object) bool {
	id, ok := e.(*ast.Ident)
	return ok && obj != nil && info.Uses[id] == obj
}
