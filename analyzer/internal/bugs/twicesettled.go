package bugs

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"
)

// A failure is reported in a branch, and every way on from there reports an
// outcome again. That every way does is what makes it certain: conditions that
// exclude each other, or a flag, leave one that does not.
var twiceSettled = &Rule{
	Name: "twicesettled",
	Doc:  "find paths that report an outcome twice",
	find: func(p *Package) {
		for c := range p.completions() {
			if !mentions(p.Pass.TypesInfo, c.body, c.param) {
				continue
			}
			guards := guardsOf(c.body)
			for _, body := range c.bodies() {
				c.twice(c.flow(body), guards)
			}
		}
	},
}

// guardsOf maps the statements directly inside of branches to their if
// statement.
func guardsOf(body *ast.BlockStmt) map[ast.Node]*ast.IfStmt {
	guards := make(map[ast.Node]*ast.IfStmt)
	ast.Inspect(body, func(n ast.Node) bool {
		if guard, ok := n.(*ast.IfStmt); ok {
			for _, stmt := range guard.Body.List {
				guards[stmt] = guard
			}
			if other, ok := guard.Else.(*ast.BlockStmt); ok {
				for _, stmt := range other.List {
					guards[stmt] = guard
				}
			}
		}
		return true
	})
	return guards
}

// twice reports the second calls in a body, each once.
func (c *completion) twice(f *flow, guards map[ast.Node]*ast.IfStmt) {
	if f.graph == nil {
		return
	}
	reported := make(map[ast.Node]bool)
	for _, b := range f.graph.Blocks {
		for i, n := range b.Nodes {
			if !b.Live || guards[n] == nil || !c.fails(callOf(n)) || f.loops(b) {
				continue
			}
			second := c.second(f, b, i+1)
			if second == nil || reported[second] {
				continue
			}
			reported[second] = true
			c.report(n.(*ast.ExprStmt), second, guards[n])
		}
	}
}

// fails says whether a call reports a failure and nothing beside it.
func (c *completion) fails(call *ast.CallExpr) bool {
	if call == nil || !c.is(call.Fun) || len(call.Args) <= c.err {
		return false
	}
	for i, arg := range call.Args {
		if c.empty(arg) == (i == c.err) {
			return false
		}
	}
	return true
}

// empty says whether an expression is a zero value.
func (c *completion) empty(e ast.Expr) bool {
	tv := c.Pass.TypesInfo.Types[e]
	if tv.Value != nil {
		text := tv.Value.ExactString()
		return text == "0" || text == `""` || text == "false"
	}
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	return tv.IsNil() || ok && len(lit.Elts) == 0
}

// second is the next statement that settles after a place in a block, nil
// unless there is one on every way, outside of loops.
func (c *completion) second(f *flow, b *cfg.Block, from int) ast.Node {
	for _, n := range b.Nodes[from:] {
		if c.settles(n) {
			return n
		}
	}
	if !f.after(b) {
		return nil
	}
	seen := make(map[*cfg.Block]bool)
	for work := slices.Clone(b.Succs); len(work) > 0; {
		next := work[0]
		work = work[1:]
		if seen[next] {
			continue
		}
		seen[next] = true
		for _, n := range next.Nodes {
			if c.settles(n) && !f.loops(next) {
				return n
			}
		}
		work = append(work, next.Succs...)
	}
	return nil
}

func (c *completion) report(first *ast.ExprStmt, second ast.Node, guard *ast.IfStmt) {
	name := c.param.Name()
	c.Pass.Report(analysis.Diagnostic{
		Pos:            second.Pos(),
		End:            callOf(second).Fun.End(),
		Message:        name + " is called a second time here, after it has reported an error",
		SuggestedFixes: c.leave(first, guard),
		Related: []analysis.RelatedInformation{{
			Pos: first.Pos(), End: first.End(), Message: "the first call of " + name,
		}},
	})
}

// leave is the fix for a guard that reports an error and forgets to return.
//
//	if err != nil {
//		done(nil, err)
//		return
//		~~~~~~
//	}
func (c *completion) leave(first *ast.ExprStmt, guard *ast.IfStmt) []analysis.SuggestedFix {
	test, ok := ast.Unparen(guard.Cond).(*ast.BinaryExpr)
	last := len(guard.Body.List) - 1
	if !ok || guard.Else != nil || last < 0 || guard.Body.List[last] != first || c.results(first) {
		return nil
	}
	id, ok := ast.Unparen(test.X).(*ast.Ident)
	if !ok || test.Op != token.NEQ || !c.Pass.TypesInfo.Types[test.Y].IsNil() {
		return nil
	}
	if obj := c.Pass.TypesInfo.Uses[id]; !isFailure(obj.Type()) || !mentions(c.Pass.TypesInfo, first, obj) {
		return nil
	}
	text := "; return"
	at := c.Pass.Fset.Position(first.Pos())
	if at.Line != c.Pass.Fset.Position(guard.Body.Lbrace).Line {
		text = "\n" + strings.Repeat("\t", at.Column-1) + "return"
	}
	return []analysis.SuggestedFix{{
		Message:   "Return after the error",
		TextEdits: []analysis.TextEdit{{Pos: first.End(), End: first.End(), NewText: []byte(text)}},
	}}
}

// results says whether the function that a statement stands in has results.
func (c *completion) results(stmt ast.Stmt) bool {
	at, ok := c.Root.FindNode(stmt)
	if !ok {
		return true
	}
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch fn := fn.Node().(type) {
		case *ast.FuncDecl:
			return fn.Type.Results != nil
		case *ast.FuncLit:
			return fn.Type.Results != nil
		}
	}
	return true
}
