package syntax

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// number is the value of an argument, or how much more it is than a parameter, anywhere if
// that is not known.
func (c *Callers) number(call *ast.CallExpr, arg int, in declared) (param int, value int64) {
	const none = -1
	if arg >= len(call.Args) {
		return none, anywhere
	}
	e := ast.Unparen(call.Args[arg])
	if n, ok := constantOf(in.info, e); ok {
		return none, n
	}
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		left, right := sum.X, sum.Y
		if _, ok := constantOf(in.info, left); ok {
			left, right = right, left
		}
		if value, ok = constantOf(in.info, right); !ok {
			return none, anywhere
		}
		e = ast.Unparen(left)
	}
	if id, ok := e.(*ast.Ident); ok && in.FuncDecl != nil {
		if param := in.parameter(in.info.Uses[id]); param >= 0 {
			return param, value
		}
	}
	return none, anywhere
}

func constantOf(info *types.Info, e ast.Expr) (int64, bool) {
	value := info.Types[e].Value
	if value == nil {
		return 0, false
	}
	return constant.Int64Val(constant.ToInt(value))
}

// parameter is the index of a parameter that a function does not change, negative for others.
func (d declared) parameter(obj types.Object) int {
	const none = -1
	changed := false
	ast.Inspect(d.Body, func(n ast.Node) bool {
		var to []ast.Expr
		switch n := n.(type) {
		case *ast.AssignStmt:
			to = n.Lhs
		case *ast.IncDecStmt:
			to = []ast.Expr{n.X}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				to = []ast.Expr{n.X}
			}
		}
		for _, e := range to {
			id, ok := ast.Unparen(e).(*ast.Ident)
			changed = changed || ok && d.info.Uses[id] == obj
		}
		return true
	})
	if fn, ok := d.info.Defs[d.Name].(*types.Func); ok && !changed {
		for i := range fn.Signature().Params().Len() {
			if fn.Signature().Params().At(i) == obj {
				return i
			}
		}
	}
	return none
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}
