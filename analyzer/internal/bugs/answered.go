package bugs

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/cfg"
)

// answered says whether a function around a launch has reported its outcome itself on every
// way there, or does so next, and the operation is not told how to. Whoever waits does not
// wait for the operation then, and often ends the context as soon as there is an answer.
// It is the same where others are told later, with a completion that was kept for them.
//
//	done(c.value, nil)
//	find(context.Background(), id, c.refresh)
func (p *Package) answered(at inspector.Cursor) bool {
	var launch ast.Node
	for stmt := range at.Enclosing() {
		if _, ok := stmt.Node().(ast.Stmt); ok {
			launch = stmt.Node()
			break
		}
	}
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		_, body := function(fn.Node())
		for _, c := range p.around(fn) {
			c = c.immediate()
			if c.carries(launch) {
				continue
			}
			if c.settledBefore(body, launch) || c.settlesNext(statement(at)) {
				return true
			}
		}
	}
	return false
}

// settlesNext says whether the statement behind another one settles. What is logged between
// the two waits for nothing.
func (c *completion) settlesNext(stmt inspector.Cursor) bool {
	next, ok := stmt.NextSibling()
	for ok {
		call := callOf(next.Node())
		if call == nil || !logsOnly(call) {
			return c.settles(next.Node())
		}
		next, ok = next.NextSibling()
	}
	return false
}

// settledBefore says whether another node settles, or keeps the completion for later, on
// every way through a body to one.
func (c *completion) settledBefore(body *ast.BlockStmt, n ast.Node) bool {
	graph := c.graph(body)
	if graph == nil {
		return false
	}
	holds := func(other ast.Node) bool { return other.Pos() <= n.Pos() && n.End() <= other.End() }
	settles := func(n ast.Node) bool { return c.settles(n) || c.keeps(n) }
	var at *cfg.Block
	settled := make(map[*cfg.Block]bool)
	for _, b := range graph.Blocks {
		before := b.Nodes
		if i := slices.IndexFunc(b.Nodes, holds); i >= 0 {
			at, before = b, b.Nodes[:i]
		}
		settled[b] = slices.ContainsFunc(before, settles)
	}
	return at != nil && (settled[at] || !follow(graph.Blocks[:1], settled)[at])
}

// keeps says whether a node gives the completion, or a variable that has it, to somebody
// who calls it later: as an argument of what is no operation, by a channel, or in
// a field or an element.
func (c *completion) keeps(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			fn, _ := c.calleeIn(promisePath, n)
			found = found || fn == nil && !c.starts(n) && c.keptBy(n)
		case *ast.SendStmt:
			found = found || c.has(n.Value)
		case *ast.AssignStmt:
			_, local := ast.Unparen(n.Lhs[0]).(*ast.Ident)
			found = found || !local && slices.ContainsFunc(n.Rhs, c.has)
		}
		return !found
	})
	return found
}

// keptBy says whether a call gives the completion to a function that does more than to look
// at it.
func (c *completion) keptBy(call *ast.CallExpr) bool {
	for i, arg := range call.Args {
		if c.has(arg) && !c.looksAt(call, i, 0) {
			return true
		}
	}
	return false
}

// has says whether the value of an expression has the completion in it.
func (c *completion) has(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return c.is(e) || c.carries(e)
	case *ast.UnaryExpr:
		return c.has(e.X)
	case *ast.KeyValueExpr:
		return c.has(e.Value)
	case *ast.CompositeLit:
		return slices.ContainsFunc(e.Elts, c.has)
	case *ast.CallExpr:
		return slices.ContainsFunc(e.Args, c.has)
	}
	return false
}

// carries says whether code mentions the completion, or a local variable that has it.
func (c *completion) carries(code ast.Node) bool {
	return c.mentioned(code) || contains(code, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return false
		}
		value := c.valueOf(id)
		return value != nil && c.has(value)
	})
}
