package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// fixed reports whether an expression has one value for good, and no effect: a
// constant, a zero value, a variable that is never assigned, or a field of one.
func (src *Source) fixed(e ast.Expr) bool {
	e = ast.Unparen(e)
	if src.Zero(e) || src.Info.Types[e].Value != nil {
		return true
	}
	switch e := e.(type) {
	case *ast.Ident:
		v, ok := src.Info.Uses[e].(*types.Var)
		return ok && src.local(v) && !src.assigned(v) && !src.modified(v, src.File)
	case *ast.SelectorExpr:
		sel := src.Info.Selections[e]
		return sel != nil && sel.Kind() == types.FieldVal && !sel.Indirect() && src.fixed(e.X)
	}
	return false
}

// local reports whether a variable is one of a function of this package.
func (src *Source) local(v *types.Var) bool {
	return !v.IsField() && v.Pkg() == src.Pkg && v.Parent() != src.Pkg.Scope()
}

// modified reports whether a variable, or a part of it, is assigned in a part of the
// file, or may be because its address is taken: by &, by the call of a method, or for a
// slice of an array.
func (src *Source) modified(obj types.Object, in ast.Node) bool {
	found := false
	part := func(e ast.Expr) bool { return e != nil && src.root(e) == obj }
	ast.Inspect(in, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = found || slices.ContainsFunc(n.Lhs, part)
		case *ast.IncDecStmt:
			found = found || part(n.X)
		case *ast.RangeStmt:
			found = found || part(n.Key) || part(n.Value)
		default:
			found = found || part(src.addressed(n))
		}
		return !found
	})
	return found
}

// addressed is what a node takes the address of, nil for nothing.
func (src *Source) addressed(n ast.Node) ast.Expr {
	switch n := n.(type) {
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return n.X
		}
	case *ast.SliceExpr:
		if src.holds(n.X) {
			return n.X
		}
	case *ast.SelectorExpr:
		if src.addresses(n) {
			return n.X
		}
	}
	return nil
}

// addresses reports whether a selector takes the address of what is before its
// dot: for a method of the pointer.
func (src *Source) addresses(e *ast.SelectorExpr) bool {
	sel := src.Info.Selections[e]
	if sel == nil || sel.Kind() != types.MethodVal || sel.Indirect() || types.IsInterface(sel.Recv()) {
		return false
	}
	_, pointer := sel.Obj().(*types.Func).Signature().Recv().Type().Underlying().(*types.Pointer)
	return pointer
}

// root is the variable that an expression is a part of, nil when it is none. What a pointer, a map or a
// slice leads to is no part of the variable that has it: to change it leaves that one as it is.
func (src *Source) root(e ast.Expr) types.Object {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			if sel := src.Info.Selections[x]; sel != nil && sel.Indirect() {
				return nil
			}
			e = x.X
		case *ast.IndexExpr:
			if !src.holds(x.X) {
				return nil
			}
			e = x.X
		case *ast.Ident:
			return src.Info.Uses[x]
		default:
			return nil
		}
	}
}

// holds reports whether the elements of a value are parts of it, as those of an array are. A type
// that is not known may be one.
func (src *Source) holds(e ast.Expr) bool {
	return syntax.MayBe(syntax.Underlying(src.Info, e), func(t types.Type) bool {
		_, array := t.(*types.Array)
		return array || t == types.Typ[types.Invalid]
	})
}
