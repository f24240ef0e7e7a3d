package bugs

import (
	"go/ast"
	"go/types"
	"slices"

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
		for _, c := range p.completions() {
			if !c.single() {
				continue
			}
			for _, body := range c.bodies() {
				c.twice(c.flow(body), c.branches())
			}
		}
	},
}

// branchesOf maps the statements directly inside of branches to what branches.
func branchesOf(body *ast.BlockStmt) map[ast.Node]ast.Node {
	branches := make(map[ast.Node]ast.Node)
	within := func(branch ast.Node, list []ast.Stmt) {
		for _, stmt := range list {
			branches[stmt] = branch
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			within(n, n.Body.List)
			if other, ok := n.Else.(*ast.BlockStmt); ok {
				within(n, other.List)
			}
		case *ast.CaseClause:
			within(n, n.Body)
		case *ast.CommClause:
			within(n, n.Body)
		}
		return true
	})
	return branches
}

// twice reports the second calls in a body, each once.
func (c *completion) twice(f *flow, branches map[ast.Node]ast.Node) {
	if f.graph == nil {
		return
	}
	reported, streams := make(map[ast.Node]bool), c.streams(f)
	for _, b := range f.graph.Blocks {
		for i, n := range b.Nodes {
			if !b.Live || branches[n] == nil || streams[f.cycles.number(b)] || !c.final(n, branches[n]) {
				continue
			}
			second, fixes := c.again(f, b, i)
			if second == nil || reported[second] {
				continue
			}
			reported[second] = true
			c.report(second, fixes, n)
		}
	}
}

// again is the statement that settles after a node, on every way, with a fix for that:
// one that comes, or one that was deferred, and then to return is no help.
func (c *completion) again(f *flow, b *cfg.Block, i int) (ast.Node, []analysis.SuggestedFix) {
	if second := c.second(f, b, i+1); second != nil {
		return second, c.leave(b, i)
	}
	return c.deferred(f, b, i), nil
}

// streams is the set of the cycles in which more than failures is told of: what they call
// is told of one element after the other.
func (c *completion) streams(f *flow) map[int]bool {
	set := make(map[int]bool)
	for _, b := range f.graph.Blocks {
		cycle := f.cycles.number(b)
		if cycle > 0 && !set[cycle] {
			set[cycle] = slices.ContainsFunc(b.Nodes, func(n ast.Node) bool {
				return c.mentioned(n) && !c.fails(callOf(n))
			})
		}
	}
	return set
}

// final says whether a call in a branch is certainly the last word: it reports
// a failure, or the very same call stands before a return in another branch.
func (c *completion) final(n, branch ast.Node) bool {
	call := callOf(n)
	if call == nil || c.fails(call) {
		return call != nil
	}
	if !c.is(call.Fun) {
		return false
	}
	return slices.ContainsFunc(c.lasts()[types.ExprString(call)], func(other ast.Node) bool {
		return other != branch
	})
}

// lastsOf lists the branches in which a call of the completion stands before a return, by
// the text of the call.
func (c *completion) lastsOf(branches map[ast.Node]ast.Node) map[string][]ast.Node {
	lasts := make(map[string][]ast.Node)
	for n, branch := range branches {
		call := callOf(n)
		if call == nil || !c.is(call.Fun) {
			continue
		}
		at, ok := c.at.FindNode(n)
		if !ok {
			continue
		}
		if next, ok := at.NextSibling(); ok && isReturn(next.Node()) {
			text := types.ExprString(call)
			lasts[text] = append(lasts[text], branch)
		}
	}
	return lasts
}

func isReturn(n ast.Node) bool {
	_, ok := n.(*ast.ReturnStmt)
	return ok
}

// fails says whether a call reports a failure and nothing beside it: to the
// completion, or to a wrapper that is told of one or has nothing else to say.
func (c *completion) fails(call *ast.CallExpr) bool {
	if call == nil {
		return false
	}
	err := c.err
	if !c.is(call.Fun) {
		lit := c.wrapper(call.Fun)
		if lit == nil || !c.ends(call.Fun) {
			return false
		}
		if len(call.Args) == 0 {
			return c.failing(lit)
		}
		err = failureOf(c.Pass.TypesInfo.TypeOf(call.Fun))
	}
	if err < 0 || len(call.Args) <= err {
		return false
	}
	for i, arg := range call.Args {
		if c.empty(arg) == (i == err) {
			return false
		}
	}
	return true
}

// failing says whether all that a literal reports are failures.
func (c *completion) failing(lit *ast.FuncLit) bool {
	all := true
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		all = all && (!ok || !c.is(call.Fun) || c.fails(call))
		return all
	})
	return all
}

// empty says whether an expression is a zero value.
func (c *completion) empty(e ast.Expr) bool {
	if isZero(c.Pass.TypesInfo, e) {
		return true
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return len(e.Elts) == 0
	case *ast.Ident:
		return c.untouched(e)
	case *ast.StarExpr:
		return c.isNew(e.X)
	}
	return false
}

// untouched says whether a name is that of a local variable that is declared
// without a value and never gets one.
func (c *completion) untouched(id *ast.Ident) bool {
	v, ok := c.Pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.Pos() < c.body.Pos() || c.body.End() <= v.Pos() || v.Kind() != types.LocalVar {
		return false
	}
	declared := false
	ast.Inspect(c.body, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 0 {
			for _, name := range spec.Names {
				declared = declared || c.Pass.TypesInfo.Defs[name] == v
			}
		}
		return !declared
	})
	return declared && !written(c.Pass.TypesInfo, c.body, v)
}

// isNew says whether an expression is a call of new with a type.
func (c *completion) isNew(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !c.Pass.TypesInfo.Types[call.Args[0]].IsType() {
		return false
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && c.Pass.TypesInfo.Uses[id] == types.Universe.Lookup("new")
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

func (c *completion) report(second ast.Node, fixes []analysis.SuggestedFix, first ast.Node) {
	name := c.param.Name()
	c.Pass.Report(analysis.Diagnostic{
		Pos:            second.Pos(),
		End:            callOf(second).Fun.End(),
		Message:        name + " is called a second time here, after it has reported an outcome",
		SuggestedFixes: fixes,
		Related: []analysis.RelatedInformation{{
			Pos: first.Pos(), End: first.End(), Message: "the first call of " + name,
		}},
	})
}

// results says whether the function that a statement stands in has results.
func (c *completion) results(stmt ast.Node) bool {
	at, ok := c.at.FindNode(stmt)
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
