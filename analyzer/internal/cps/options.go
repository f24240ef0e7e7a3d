package cps

import (
	"go/ast"
	"go/token"
	"slices"
)

// A callee may take its continuation in a field of a struct, its options. Who writes the
// struct where it is handed over passes on what is in the field:
//
//	Call(Options{Path: path, Done: func(data Data, err error) { done(data, err) }})

// option is the slot of the field that an element of a struct literal is, and the call that
// is given the literal; the call is nil where the literal stands anywhere else.
func (s *scope) option(elt ast.Node) (call *ast.CallExpr, at slot) {
	parent := s.parents[elt]
	if kv, ok := parent.(*ast.KeyValueExpr); ok {
		parent = s.parents[kv]
	}
	lit, ok := parent.(*ast.CompositeLit)
	if !ok {
		return nil, slot{}
	}
	call, arg := s.argument(lit)
	if call == nil {
		return nil, slot{}
	}
	c := s.calleeOf(call)
	if c == nil {
		return nil, slot{} // a builtin
	}
	index, ok := c.param(call, arg)
	if !ok {
		return nil, slot{}
	}
	for at, value := range s.slots(c, index, call.Args[arg]) {
		if value == elt && at.field != nil {
			return call, at
		}
	}
	return nil, slot{}
}

// argument is the call that a literal or its address is an argument of, nil for none.
func (s *scope) argument(lit *ast.CompositeLit) (call *ast.CallExpr, arg int) {
	var n ast.Node = lit
	for {
		switch p := s.parents[n].(type) {
		case *ast.ParenExpr:
		case *ast.UnaryExpr:
			if p.Op != token.AND {
				return nil, 0
			}
		case *ast.CallExpr:
			if arg := slices.IndexFunc(p.Args, func(e ast.Expr) bool { return e == n }); arg < 0 {
				return nil, 0
			} else if !s.info.Types[p.Fun].IsType() {
				return p, arg
			}
		default:
			return nil, 0
		}
		n = s.parents[n]
	}
}
