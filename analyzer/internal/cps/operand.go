package cps

import (
	"go/ast"
	"go/token"
	"go/types"
)

// An operand is what a method is called on, or a function with the address of.
type operand struct {
	at       ast.Expr
	embedded []*types.Var // fields between it and what has the method
	args     []ast.Expr   // the other arguments
}

// operandOf is the operand of a call, nil for calls without one.
func operandOf(info *types.Info, call *ast.CallExpr) *operand {
	fn, ok := calleeObject(info, call).(*types.Func)
	if !ok {
		return nil
	}
	sel := selector(call.Fun)
	if m := info.Selections[sel]; m != nil && m.Kind() == types.MethodVal {
		return &operand{at: sel.X, embedded: embedded(info, sel), args: call.Args}
	}
	if len(call.Args) == 0 {
		return nil
	}
	first := ast.Unparen(call.Args[0])
	if ref, ok := first.(*ast.UnaryExpr); ok && ref.Op == token.AND {
		return &operand{at: ref.X, args: call.Args[1:]}
	}
	if fn.Signature().Recv() != nil || ofAtomic(fn) {
		return &operand{at: first, args: call.Args[1:]} // a pointer
	}
	return nil
}

// object is the variable or field that an operand ends in, nil for none.
func (o *operand) object(info *types.Info) types.Object {
	if n := len(o.embedded); n > 0 {
		return o.embedded[n-1]
	}
	return based(info, o.at)
}

// based returns the variable or field that an expression ends in. An element is part of
// what it is an element of.
func based(info *types.Info, e ast.Expr) types.Object {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return named(info, e)
		}
	}
}

// embedded lists the fields that a selector passes through and does not name.
func embedded(info *types.Info, sel *ast.SelectorExpr) []*types.Var {
	m := info.Selections[sel]
	if m == nil {
		return nil
	}
	var fields []*types.Var
	t := m.Recv()
	for _, i := range m.Index()[:len(m.Index())-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return fields
		}
		fields = append(fields, st.Field(i))
		t = st.Field(i).Type()
	}
	return fields
}

// path lists the variable that an expression begins with and the fields that it
// selects, nil if it is anything else.
func (s *scope) path(e ast.Expr) []*types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.StarExpr:
		if _, pointer := s.info.TypeOf(e).Underlying().(*types.Pointer); pointer {
			return nil // which may be changed by another name
		}
		return s.path(e.X)
	case *ast.Ident:
		if v := s.variable(e); v != nil {
			return []*types.Var{v}
		}
	case *ast.SelectorExpr:
		v, ok := s.info.ObjectOf(e.Sel).(*types.Var)
		if !ok {
			return nil
		}
		if !v.IsField() {
			return []*types.Var{v} // of another package
		}
		if outer := s.path(e.X); outer != nil {
			return append(append(outer, embedded(s.info, e)...), v)
		}
	}
	return nil
}
