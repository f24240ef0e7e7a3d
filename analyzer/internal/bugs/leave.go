package bugs

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"
)

// leave is the fix for a guard that reports an error and forgets to return.
//
//	if err != nil {
//		done(nil, err)
//		return
//		~~~~~~
//	}
//
// So long as:
//   - the guard is one for an error that the call reports;
//   - the function has no results;
//   - nothing that would not happen any more is missed, see [rest];
//   - no comment below the call says how it goes on.
func (c *completion) leave(b *cfg.Block, i int) []analysis.SuggestedFix {
	first, ok := b.Nodes[i].(*ast.ExprStmt)
	guard, isGuard := c.branches()[b.Nodes[i]].(*ast.IfStmt)
	if !ok || !isGuard || !c.reportsIn(guard, first) || c.results(first) || !c.mayLeave(b, i) {
		return nil
	}
	at, text, ok := c.behind(first, guard.Body)
	if !ok {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   "Return after the error",
		TextEdits: []analysis.TextEdit{{Pos: at, End: at, NewText: []byte(text + "return")}},
	}}
}

// reportsIn says whether a branch is one for an error, which a call at its end reports.
func (c *completion) reportsIn(guard *ast.IfStmt, first ast.Stmt) bool {
	test, ok := ast.Unparen(guard.Cond).(*ast.BinaryExpr)
	last := len(guard.Body.List) - 1
	if !ok || guard.Else != nil || last < 0 || guard.Body.List[last] != first {
		return false
	}
	id, ok := ast.Unparen(test.X).(*ast.Ident)
	if !ok || test.Op != token.NEQ || !c.isNil(test.Y) {
		return false
	}
	obj := c.Pass.TypesInfo.Uses[id]
	return isFailure(obj.Type()) && mentions(c.Pass.TypesInfo, first, obj)
}

// behind is the place behind a statement at the end of a block and the comment beside
// it, and what to write there before another one. It is not ok where the block has more
// comments.
func (p *Package) behind(stmt ast.Stmt, block *ast.BlockStmt) (at token.Pos, text string, ok bool) {
	file := p.Pass.Fset.File(stmt.Pos())
	at, text = stmt.End(), "; "
	if indent := p.indent(stmt); strings.TrimSpace(indent) == "" {
		text = "\n" + indent
	}
	for _, comment := range p.comments(stmt.End(), block.Rbrace) {
		line := strings.HasPrefix(comment.Text, "//")
		if file.Line(comment.Pos()) != file.Line(stmt.End()) || line && text == "; " {
			return at, text, false
		}
		at = comment.End()
	}
	return at, text, true
}
