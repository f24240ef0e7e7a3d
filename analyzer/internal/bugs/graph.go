package bugs

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"
	"golang.org/x/tools/go/types/typeutil"
)

// graph is the control-flow graph of a body, nil when the body is not part of the
// package. Calls after which a function does not go on end their blocks: those that
// are known, those of functions of the package that never return, and those of others
// that go by a name for that.
func (p *Package) graph(body *ast.BlockStmt) *cfg.CFG {
	if g, ok := p.graphs[body]; ok {
		return g
	}
	g := p.Index.Graph(body)
	p.graphs[body] = g // for calls of the function itself
	if g == nil {
		return nil
	}
	last := make(map[ast.Node]bool)
	more := false
	for _, b := range g.Blocks {
		if call, ok := b.Stmt.(*ast.ExprStmt); ok && b.Kind == cfg.KindUnreachable {
			last[call.X] = true
		}
		for _, n := range b.Nodes {
			if call, ok := n.(*ast.ExprStmt); ok && p.leaves(call.X) {
				last[call.X], more = true, true
			}
		}
	}
	if more {
		g = cfg.New(body, func(call *ast.CallExpr) bool { return !last[call] })
		p.graphs[body] = g
	}
	return g
}

// called is the body of the function of the package, or of the literal, that a call calls,
// nil for others.
func (p *Package) called(call *ast.CallExpr) *ast.BlockStmt {
	if fn := typeutil.StaticCallee(p.Pass.TypesInfo, call); fn != nil {
		if decl := p.declarations()[fn.Origin()]; decl != nil {
			return decl.Body
		}
		return nil
	}
	switch fn := ast.Unparen(call.Fun).(type) {
	case *ast.FuncLit:
		return fn.Body
	case *ast.Ident:
		if lit := p.Index.Held(fn); lit != nil {
			return lit.Body
		}
	}
	return nil
}
