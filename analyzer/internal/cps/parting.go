package cps

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// An operation is parting when calling back is the last that happens on the
// goroutine on which it does: it is a goroutine of its own, or that of a timer.
// Then nobody can tell how long the call takes.
//
//	go func() { v, err := find(name); k(v, err) }()

// partings finds the parameters of this package's functions that are called in
// that way only.
func (x *Index) partings() {
	x.parting = make(map[*types.Var]bool)
	all := func(types.Type) bool { return true }
	x.greatest(x.parting, all, func(s *summary) bool {
		return (&farewell{scope: s.scope, index: x}).variable(s.param)
	})
}

// isParting says the same of what a callee does with what it is given.
func (x *Index) isParting(s *scope, at slot) bool {
	if at.field != nil {
		return false
	}
	if x.parting[x.paramOf(s, at)] {
		return true
	}
	if l := lookup(at); l != nil && l.parting {
		return true
	}
	fact := x.factOf(at.callee.obj)
	if fact == nil {
		return false
	}
	p := fact.param(at.index, "")
	return p != nil && p.Parting
}

// A farewell judges the uses of a function value in one declaration.
type farewell struct {
	*scope
	index *Index
}

// variable judges a parameter.
func (p *farewell) variable(v *types.Var) bool {
	b := p.bindings[v]
	if b == nil {
		return true // never used
	}
	if len(b.values) != 0 || b.escapes {
		return false
	}
	return !slices.ContainsFunc(b.uses, func(id *ast.Ident) bool { return !p.value(id) })
}

// value judges one use.
func (p *farewell) value(id *ast.Ident) bool {
	switch parent := p.parents[id].(type) {
	case *ast.CallExpr:
		if parent.Fun == id {
			return p.call(parent)
		}
		return p.passed(parent, id)
	case *ast.BinaryExpr:
		return true // compared with nil
	}
	return false
}

// call judges a call: one that a go statement starts, or the last of a literal
// that is started or given to a parting operation.
func (p *farewell) call(call *ast.CallExpr) bool {
	switch stmt := p.parents[call].(type) {
	case *ast.GoStmt:
		return true
	case *ast.ExprStmt:
		lit := p.ended(stmt)
		if lit == nil {
			return false
		}
		around, ok := p.parents[lit].(*ast.CallExpr)
		if !ok {
			return false
		}
		if around.Fun == lit {
			_, started := p.parents[around].(*ast.GoStmt)
			return started
		}
		return p.passed(around, lit)
	}
	return false
}

// passed judges an argument by the callee.
func (p *farewell) passed(call *ast.CallExpr, arg ast.Expr) bool {
	c := p.calleeOf(call)
	if c == nil || c.chains() {
		return false
	}
	index, ok := c.param(call, slices.Index(call.Args, arg))
	return ok && p.index.isParting(p.scope, slot{callee: c, index: index})
}

// ended is the literal that ends when a statement has been executed, nil for none
// or when something is deferred in it.
func (p *farewell) ended(stmt ast.Stmt) *ast.FuncLit {
	var n ast.Node = stmt
	for {
		parent := p.parents[n]
		switch parent := parent.(type) {
		case *ast.BlockStmt:
			if last, leaves := endsList(parent.List, n); leaves {
				return p.undeferred(p.literalAround(n))
			} else if !last {
				return nil
			}
		case *ast.IfStmt: // nothing comes after its branches
		case *ast.FuncLit:
			return p.undeferred(parent)
		default:
			return nil // a loop, a select, a function with a name
		}
		n = parent
	}
}

// endsList says whether a statement is the last of a list, or followed by a
// return without results alone.
func endsList(list []ast.Stmt, stmt ast.Node) (last, leaves bool) {
	n := len(list)
	if n > 1 && list[n-2] == stmt {
		ret, ok := list[n-1].(*ast.ReturnStmt)
		return false, ok && len(ret.Results) == 0
	}
	return n > 0 && list[n-1] == stmt, false
}

// literalAround is the innermost literal around a node, nil for none.
func (p *farewell) literalAround(n ast.Node) *ast.FuncLit {
	for n != nil {
		n = p.parents[n]
		if lit, ok := n.(*ast.FuncLit); ok {
			return lit
		}
	}
	return nil
}

// undeferred is a literal in which nothing is deferred or left to an iterator, otherwise nil.
func (p *farewell) undeferred(lit *ast.FuncLit) *ast.FuncLit {
	if lit == nil {
		return nil
	}
	found := false
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		found = found || syntax.Postpones(p.info, n)
		return !found
	})
	if found {
		return nil
	}
	return lit
}
