package cps

import (
	"go/ast"
	"go/types"
)

// linked says whether the promise on which a call of Settle, Handle or
// HandleCall is made never delivers a value beside an error.
func (d *delivery) linked(call *ast.CallExpr) bool {
	sel := selector(call.Fun)
	if sel == nil {
		return false
	}
	switch sel.Sel.Name {
	case "Settle", "Handle", "HandleCall":
		return d.promise(sel.X)
	}
	return false
}

// promise says whether a promise never delivers a value beside an error. That
// is decided by the last link of its chain that hands values on: an error that
// passes a link by has lost its value.
//
//	promise.Call(…).
//		ThenCall(func(user User, k func(Order, error)) { api.GetOrder(user.ID, k) }).
//		Settle(done)
func (d *delivery) promise(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	c := d.calleeOf(call)
	if c == nil || !c.chains() {
		return false
	}
	switch c.name() {
	case "Keep", "Do", "MapErr", "Reject", "Resolve":
		return true
	case "Call", "TryCall", "ThenCall", "ThenTry", "HandleCall":
		return d.settling(call)
	case "Map":
		return d.returning(call, 2, func(ret *ast.ReturnStmt, as *types.Tuple) bool {
			return d.outcome(ret, ret.Results, as, 1)
		})
	case "Then", "Handle", "Catch":
		if f, ok := d.named(call.Args[0]).(*types.Func); ok && f.FullName() == promisePath+".Resolve" {
			return true
		}
		return d.returning(call, 1, func(ret *ast.ReturnStmt, _ *types.Tuple) bool {
			return d.promise(ret.Results[0])
		})
	case "Finally", "On":
		return d.promise(selector(call.Fun).X)
	}
	return false
}

// settling judges a link that settles by the continuation that its literal
// gets, the last parameter.
func (d *delivery) settling(call *ast.CallExpr) bool {
	lit, ok := d.literal(call.Args[len(call.Args)-1])
	if !ok {
		return false
	}
	params := d.info.TypeOf(lit).(*types.Signature).Params()
	k := params.At(params.Len() - 1)
	return k.Name() == "" || d.variable(k, 0)
}

// returning judges a link that settles with the n results of its literal, as values of
// their types.
func (d *delivery) returning(
	call *ast.CallExpr, n int, judge func(ret *ast.ReturnStmt, as *types.Tuple) bool,
) bool {
	lit, ok := d.literal(call.Args[0])
	if !ok {
		return false
	}
	as := d.info.TypeOf(lit).(*types.Signature).Results()
	exclusive := true // but for what is deferred and sets a result
	for v := range as.Variables() {
		exclusive = exclusive && !d.shared[v]
	}
	ast.Inspect(lit.Body, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			exclusive = exclusive && len(node.Results) == n && judge(node, as)
		}
		return exclusive
	})
	return exclusive
}
