package signature

import (
	"go/ast"
	"go/types"
)

// early reports whether an expression may be evaluated where the promise is made. Callers of a function
// that was converted start it in the same statement; a twin is for code that may hold its promise for a
// while, and what changes meanwhile is looked at when somebody waits for it.
func (t *tidier) early(e ast.Expr) bool { return t.pure(e) && (!t.twins || t.steady(e)) }

func (t *tidier) earlyAll(list []ast.Expr) bool {
	for _, e := range list {
		if !t.early(e) {
			return false
		}
	}
	return true
}

// steady reports whether an expression without effect has the same value whenever it is evaluated:
// it is made of constants, of variables of the function, and of what is stored in these themselves.
func (t *tidier) steady(e ast.Expr) bool {
	steady := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // its body runs later
		case *ast.StarExpr:
			steady = steady && t.Info.Types[n].IsType()
		case *ast.SliceExpr:
			steady = steady && isString(t.Info.TypeOf(n.X))
		case *ast.IndexExpr:
			steady = steady && t.holds(n.X)
		case *ast.SelectorExpr:
			steady = steady && t.selects(n)
		case *ast.CallExpr:
			steady = steady && t.tellsOf(n)
		case *ast.Ident:
			v, ok := t.Info.Uses[n].(*types.Var)
			steady = steady && (!ok || v.IsField() || v.Parent() != nil && v.Parent() != v.Pkg().Scope())
		}
		return steady
	})
	return steady
}

// selects reports whether what a selector names is stored in what it is selected from.
func (t *tidier) selects(sel *ast.SelectorExpr) bool {
	s, ok := t.Info.Selections[sel]
	if !ok {
		return true // of a package
	}
	if fn, ok := s.Obj().(*types.Func); ok {
		return types.Identical(s.Recv(), fn.Signature().Recv().Type())
	}
	return !s.Indirect()
}

// holds reports whether an expression is an array, a string, or a function that is told its types.
func (t *tidier) holds(e ast.Expr) bool {
	typ := t.Info.TypeOf(e)
	if typ == nil || isString(typ) {
		return true
	}
	switch typ.Underlying().(type) {
	case *types.Array, *types.Signature:
		return true
	}
	return false
}

// tellsOf reports whether a call depends on nothing but its arguments themselves: values of basic types,
// which nothing can be asked of, and for a built-in function the length of a slice.
func (t *tidier) tellsOf(call *ast.CallExpr) bool {
	fun := ast.Unparen(call.Fun)
	id, _ := fun.(*ast.Ident)
	_, builtin := t.Info.Uses[id].(*types.Builtin)
	for _, arg := range call.Args {
		typ := t.Info.Types[arg]
		_, basic := typ.Type.Underlying().(*types.Basic)
		_, slice := typ.Type.Underlying().(*types.Slice)
		_, named := types.Unalias(typ.Type).(*types.Named)
		switch {
		case typ.IsType(), basic && !named:
		case basic && (builtin || t.Info.Types[fun].IsType()):
		case slice && builtin:
		default:
			return false
		}
	}
	return true
}

func isString(typ types.Type) bool {
	basic, ok := typ.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}
