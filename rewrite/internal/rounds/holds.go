package rounds

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A link is a variable that is made of something, or gets it.
type link struct {
	to   types.Object
	from []ast.Expr
}

// holders are the variables by which a function holds a callback in something else: a struct, a slice,
// what has been called with it.
//
//	j := &job{done}
//	s.waiting[n] = done
//
// Its callbacks are its parameters that are functions, and those of literals in it. A hook in a field or
// in a variable of the package is none, unless the function puts one there.
//
// What the methods of its own receiver and of its parameters keep is not among them: most that are
// called with a callback of theirs keep it until it is called, and begin anew behind it all the same.
func (r *reader) holders(body *ast.BlockStmt) map[types.Object]bool {
	links := r.links(body)
	holds := make(map[types.Object]bool)
	for grown := true; grown; {
		grown = false
		for _, l := range links {
			if !holds[l.to] && r.mentionsOne(l.from, holds) {
				holds[l.to], grown = true, true
			}
		}
	}
	return holds
}

// mentionsOne reports whether one of some expressions mentions a callback, or what holds one.
func (r *reader) mentionsOne(list []ast.Expr, holds map[types.Object]bool) bool {
	for _, e := range list {
		mentions := syntax.Contains(e, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return false
			}
			v, ok := r.info.Uses[id].(*types.Var)
			return ok && (r.isCallback(v) || holds[v])
		})
		if mentions {
			return true
		}
	}
	return false
}

// isCallback reports whether a variable is a parameter that is a function, or made of some.
func (r *reader) isCallback(v *types.Var) bool {
	return r.params[v] && (isFunc(v.Type()) || keepsFunc(v.Type()))
}

// links lists what variables are made of, and what they get.
func (r *reader) links(body *ast.BlockStmt) (all []link) {
	link := func(to ast.Expr, from ...ast.Expr) {
		if v := r.variable(to); v != nil && mayHold(v.Type()) {
			all = append(all, link{v, from})
		}
	}
	for n := range ast.Preorder(body) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, to := range n.Lhs {
				link(to, n.Rhs[min(i, len(n.Rhs)-1)])
			}
		case *ast.ValueSpec:
			for _, to := range n.Names {
				link(to, n.Values...)
			}
		case *ast.RangeStmt:
			link(n.Key, n.X)
			link(n.Value, n.X)
		case *ast.SendStmt:
			link(n.Chan, n.Value)
		case *ast.CallExpr:
			for _, to := range r.given(n) {
				link(to, n.Args...)
			}
		}
	}
	return all
}

// given lists the variables of the function itself that a call may put its arguments into: those
// that are arguments, too, and the one whose method is called.
func (r *reader) given(call *ast.CallExpr) (list []ast.Expr) {
	parts := call.Args
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		parts = append([]ast.Expr{sel.X}, parts...)
	}
	for _, e := range parts {
		if v := r.variable(e); v != nil && v != r.recv && !r.params[v] {
			list = append(list, e)
		}
	}
	return list
}

// variable is the one that an expression is, or is a part of; nil for none.
func (r *reader) variable(e ast.Expr) *types.Var {
	for e != nil {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.UnaryExpr: // &x
			e = x.X
		case *ast.Ident:
			v, _ := r.info.ObjectOf(x).(*types.Var)
			return v
		default:
			return nil
		}
	}
	return nil
}

// mayHold reports whether a value may have a function in it: basic values and errors have none.
func mayHold(t types.Type) bool {
	_, basic := t.Underlying().(*types.Basic)
	return !basic && !types.Identical(t, types.Universe.Lookup("error").Type())
}
