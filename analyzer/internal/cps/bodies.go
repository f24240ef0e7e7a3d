package cps

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// Graph returns the control-flow graph of a function's body, nil when the body
// is not part of the package. Calls after which a function does not go on end
// their blocks.
func (x *Index) Graph(body *ast.BlockStmt) *cfg.CFG {
	s := x.scopeAt(body)
	if s == nil {
		return nil
	}
	return s.graph(body)
}

// Held returns the literal that a local variable always holds once it holds
// something, nil for none.
func (x *Index) Held(id *ast.Ident) *ast.FuncLit {
	s := x.scopeAt(id)
	if s == nil {
		return nil
	}
	value := s.binding(id).always()
	if value == nil {
		return nil
	}
	lit, _ := s.literal(value)
	return lit
}

// Taker returns the parameter that takes an argument of a call of a function
// of this package, with the body of that function; nil when there is none.
func (x *Index) Taker(call *ast.CallExpr, arg int) (*types.Var, *ast.BlockStmt) {
	s := x.scopeAt(call)
	if s == nil {
		return nil, nil
	}
	c := s.calleeOf(call)
	if c == nil {
		return nil, nil
	}
	index, ok := c.param(call, arg)
	if !ok {
		return nil, nil
	}
	sum := x.params[paramKey{param: x.paramOf(s, slot{callee: c, index: index})}]
	if sum == nil {
		return nil, nil
	}
	return sum.param, sum.body
}
