package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// counted returns what stands for the guard that a counter is, with the value that it is compared
// with, where the condition at the end of a block holds or does not hold. It is nil for other conditions.
func (f *flow) counted(b *cfg.Block, holds bool) types.Object {
	cond, ok := b.Nodes[len(b.Nodes)-1].(ast.Expr)
	if !ok {
		return nil
	}
	s, at := f.scope, spot{b, len(b.Nodes) - 1}
	for {
		if not, ok := ast.Unparen(cond).(*ast.UnaryExpr); ok && not.Op == token.NOT {
			cond, holds = not.X, !holds
			continue
		}
		value := s.tested(cond)
		if value == cond {
			break
		}
		cond, at = value, f.spotOf(value)
	}
	test, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || (test.Op != token.EQL || !holds) && (test.Op != token.NEQ || holds) {
		return nil
	}
	for _, sides := range [][2]ast.Expr{{test.X, test.Y}, {test.Y, test.X}} {
		if v := f.stepped(sides[0], at); v != nil && s.once(v) {
			if mark := s.mark(sides[1], v); mark != "" {
				return s.at(v, mark)
			}
		}
	}
	return nil
}

// A spot is in front of a node of a block.
type spot struct {
	block *cfg.Block
	node  int
}

// spotOf is where a value is given to a variable, no block if that is not in the body.
func (f *flow) spotOf(value ast.Expr) spot {
	for _, b := range f.graph.Blocks {
		for i, n := range b.Nodes {
			if n.Pos() <= value.Pos() && value.End() <= n.End() {
				return spot{b, i}
			}
		}
	}
	return spot{}
}

// stepped returns the counter that an expression has the value of as its step has made it: the
// step is the call that it is, or stands on every way to the place, with nothing in between that may make
// another. It is nil for other expressions.
func (f *flow) stepped(e ast.Expr, at spot) *types.Var {
	s := f.scope
	e = s.widened(e)
	if value := s.tested(e); value != e {
		e, at = s.widened(value), f.spotOf(value)
	}
	if call, ok := e.(*ast.CallExpr); ok {
		v, _ := s.step(call)
		return s.counter(v)
	}
	v := s.counter(s.variable(e))
	if v == nil || at.block == nil {
		return nil
	}
	w := &stepWay{flow: f, counter: v, seen: map[*cfg.Block]bool{at.block: false}}
	if !w.leads(at.block, at.block.Nodes[:at.node]) {
		return nil
	}
	return v
}

// A stepWay looks for the step of a counter on every way that leads to a place.
type stepWay struct {
	*flow

	counter *types.Var
	seen    map[*cfg.Block]bool
}

// leads reports whether there is a step among the last nodes of a block, or at the end of every block before
// it, and nothing behind it that may make another step, or let others make one.
func (w *stepWay) leads(b *cfg.Block, nodes []ast.Node) bool {
	for _, n := range slices.Backward(nodes) {
		if v, _ := w.scope.step(n); v == w.counter {
			return true
		}
		if w.scope.yields(n) {
			return false
		}
	}
	before := w.before(b)
	return len(before) > 0 && !slices.ContainsFunc(before, func(b *cfg.Block) bool { return !w.ends(b) })
}

// ends reports whether a block ends behind a step, itself or the blocks before it. Where a way leads round
// in between, there is another one that leads out of it.
func (w *stepWay) ends(b *cfg.Block) bool {
	ends, ok := w.seen[b]
	if !ok {
		w.seen[b] = true
		ends = w.leads(b, b.Nodes)
		w.seen[b] = ends
	}
	return ends
}

// before lists the blocks that lead to a block.
func (f *flow) before(b *cfg.Block) []*cfg.Block {
	var list []*cfg.Block
	for _, other := range f.graph.Blocks {
		if other.Live && slices.Contains(other.Succs, b) {
			list = append(list, other)
		}
	}
	return list
}

// yields reports whether a node calls something, or waits.
func (s *scope) yields(node ast.Node) bool {
	if s.isDrawn(node) {
		return true
	}
	yields := false
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SendStmt:
			yields = true
		case *ast.UnaryExpr:
			yields = yields || n.Op == token.ARROW
		case *ast.CallExpr:
			callee := s.info.Types[n.Fun]
			yields = yields || !callee.IsType() && !callee.IsBuiltin()
		}
		return !yields
	})
	return yields
}
