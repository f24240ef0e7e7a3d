package safety

import (
	"fmt"
	"go/ast"
	"go/token"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// jump refuses a chain that a goto statement jumps over.
//
//	Pattern: goto end; …; f(func(v V) {…}); …; end: => refused
//	So long as: the goto stands before the launch and its label behind it.
//	Because: no variable may be declared between the two.
func (k *Checker) jump(p part) *chain.Refusal {
	s := p.step()
	var found *ast.BranchStmt
	ast.Inspect(p.c.File, func(n ast.Node) bool {
		if decl, ok := n.(ast.Decl); ok && decl.End() < s.Stmt.Pos() {
			return false
		}
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.GOTO && b.Pos() < s.Stmt.Pos() {
			if label := k.Info.Uses[b.Label]; label != nil && label.Pos() > s.Stmt.End() {
				found = b
			}
		}
		return n != nil && n.Pos() < s.Stmt.Pos()
	})
	if found == nil {
		return nil
	}
	return &chain.Refusal{
		Pos: found.Pos(),
		Text: fmt.Sprintf("the goto on line %d jumps over %s to %s",
			k.line(found.Pos()), s.Name, found.Label.Name),
		Remedy: "write an if statement in its place",
	}
}
