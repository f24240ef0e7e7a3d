package rounds

import (
	"go/ast"
	"go/types"
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
// Its callbacks are its parameters that are functions, and those of literals in it.
//
// What the methods of its own receiver and of its parameters keep is not among them: most that are
// called with a callback of theirs keep it until it is called, and begin anew behind it all the same.
//
// What is not among them is no holder, as far as it is made in the function at all: false.
func (r *reader) holders(body *ast.BlockStmt) map[types.Object]bool {
	links := r.links(body)
	holds := make(map[types.Object]bool)
	for _, l := range links {
		holds[l.to] = false
	}
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

// mentionsOne reports whether one of some expressions mentions a callback, or what holds one, in a
// literal or not.
func (r *reader) mentionsOne(list []ast.Expr, holds map[types.Object]bool) bool {
	found := false
	for _, e := range list {
		ast.Inspect(e, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				v, ok := r.info.Uses[id].(*types.Var)
				found = found || ok && (r.params[v] && isFunc(v.Type()) || holds[v])
			}
			return !found
		})
	}
	return found
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

// variable is the one that an expression is, or is a part of, or has the address of, or got; nil for none.
func (r *reader) variable(e ast.Expr) *types.Var { return r.partOf(e, true) }

// partOf is variable, of what is no operand of & and <- unless those count.
func (r *reader) partOf(e ast.Expr, operands bool) *types.Var {
	for e != nil {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.UnaryExpr: // &x, <-x
			if !operands {
				return nil
			}
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

// mayHold reports whether a value may have a function in it, or be one. Errors and contexts have none
// of those that a function gets beside them.
func mayHold(t types.Type) bool {
	return madeOf(t, func(t types.Type) bool {
		if named, ok := types.Unalias(t).(*types.Named); ok {
			switch types.TypeString(named, nil) {
			case "error", "context.Context":
				return false
			}
		}
		return isFunc(t) || types.IsInterface(t)
	})
}

// holdsLike reports whether a value may have a function with a signature in it, which is called by a
// method of an interface perhaps.
func holdsLike(t types.Type, sig *types.Signature) bool {
	return madeOf(t, func(t types.Type) bool {
		switch u := t.Underlying().(type) {
		case *types.Signature:
			return types.Identical(u, sig)
		case *types.Interface:
			for m := range u.Methods() {
				if types.Identical(m.Signature(), sig) {
					return true
				}
			}
		}
		return false
	})
}

// madeOf reports whether a type is one of some, or made of one.
func madeOf(t types.Type, is func(types.Type) bool) bool {
	seen := make(map[types.Type]bool) // types may be made of themselves
	var walk func(types.Type) bool
	walk = func(t types.Type) bool {
		if seen[t] {
			return false
		}
		seen[t] = true
		if is(t) {
			return true
		}
		switch u := t.Underlying().(type) {
		case *types.Struct:
			for f := range u.Fields() {
				if walk(f.Type()) {
					return true
				}
			}
		case interface{ Elem() types.Type }: // pointer, slice, array, map, channel
			return walk(u.Elem())
		}
		return false
	}
	return walk(t)
}
