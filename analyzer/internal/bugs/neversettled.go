package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"

	"golang.org/x/tools/go/cfg"
)

// An error is noticed, nothing but a log is told of it, and the function
// returns without having touched its completion on any way there, although on
// others it does call it. Other ways to end without a call may be right.
var neverSettled = &Rule{
	Name: "neversettled",
	Doc:  "find failures after which a function forgets to report an outcome",
	find: func(p *Package) {
		for c := range p.completions() {
			if !c.reportsBoth() {
				continue
			}
			c.never(c.body)
			if lit := c.successor(); lit != nil {
				c.never(lit.Body)
			}
		}
	},
}

// reportsBoth says whether the completion is called, and not for failures only.
func (c *completion) reportsBoth() bool {
	found := false
	ast.Inspect(c.body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		found = found || ok && c.is(call.Fun) && len(call.Args) > c.err &&
			(len(call.Args) > 1 || c.empty(call.Args[c.err]))
		return !found
	})
	return found
}

// successor is the continuation, launched in the function itself, that alone
// has the completion from then on; nil when there is none. Code after it, or
// another literal, may see to what it leaves undone.
func (c *completion) successor() *ast.FuncLit {
	var launched *ast.FuncLit
	ast.Inspect(c.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			for _, l := range c.Index.Launch(n) {
				if l.Lit != nil && l.Lit == ast.Unparen(l.Arg) && mentions(c.Pass.TypesInfo, l.Lit, c.param) {
					launched = l.Lit
				}
			}
		}
		return true
	})
	if launched == nil || c.usedBeside(launched) {
		return nil
	}
	return launched
}

// usedBeside says whether the completion is used after a literal, or in
// another one.
func (c *completion) usedBeside(lit *ast.FuncLit) bool {
	found := false
	ast.Inspect(c.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			found = found || n != lit && mentions(c.Pass.TypesInfo, n, c.param)
			return false
		case *ast.Ident:
			found = found || n.Pos() > lit.End() && c.is(n)
		}
		return !found
	})
	return found
}

// never reports the returns of a body that forget the completion.
func (c *completion) never(body *ast.BlockStmt) {
	f := c.flow(body)
	if f.graph == nil || c.results(body) || !mentions(c.Pass.TypesInfo, body, c.param) {
		return
	}
	guards := guardsOf(body)
	touched := c.touched(f.graph)
	for _, b := range f.graph.Blocks {
		if !b.Live || touched[b] || len(b.Nodes) == 0 {
			continue
		}
		ret, ok := b.Nodes[len(b.Nodes)-1].(*ast.ReturnStmt)
		if ok && guards[ret] != nil && c.dropped(guards[ret], ret) {
			c.Pass.ReportRangef(ret, "%s is not called on the way to this return", c.param.Name())
		}
	}
}

// touched is the set of blocks in or before which, on some way, the completion
// is mentioned.
func (c *completion) touched(graph *cfg.CFG) map[*cfg.Block]bool {
	set := make(map[*cfg.Block]bool)
	var mark func(b *cfg.Block)
	mark = func(b *cfg.Block) {
		if set[b] {
			return
		}
		set[b] = true
		for _, next := range b.Succs {
			mark(next)
		}
	}
	for _, b := range graph.Blocks {
		for _, n := range b.Nodes {
			if mentions(c.Pass.TypesInfo, n, c.param) {
				mark(b)
			}
		}
	}
	return set
}

// logs is what functions are called that tell nobody who waits.
var logs = regexp.MustCompile(`(?i)\b(log|logger|fmt\.F?print)`)

// dropped says whether a branch for an error only logs and returns.
func (c *completion) dropped(guard *ast.IfStmt, ret *ast.ReturnStmt) bool {
	test, ok := ast.Unparen(guard.Cond).(*ast.BinaryExpr)
	list := guard.Body.List
	if !ok || test.Op != token.NEQ || !c.Pass.TypesInfo.Types[test.Y].IsNil() || list[len(list)-1] != ret {
		return false
	}
	if t := c.Pass.TypesInfo.TypeOf(test.X); t == nil || !isFailure(t) {
		return false
	}
	for _, stmt := range list[:len(list)-1] {
		call := callOf(stmt)
		if call == nil || !logs.MatchString(types.ExprString(call.Fun)) {
			return false
		}
	}
	return true
}
