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
	for _, b := range k.gotosOf(p.c.File) {
		label := k.Info.Uses[b.Label]
		if b.Pos() < s.Stmt.Pos() && label != nil && label.Pos() > s.Stmt.End() {
			found = b
		}
	}
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

// gotosOf lists the goto statements of a file.
func (k *Checker) gotosOf(file *ast.File) []*ast.BranchStmt {
	list, known := k.gotos[file]
	if known {
		return list
	}
	for n := range ast.Preorder(file) {
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.GOTO {
			list = append(list, b)
		}
	}
	if k.gotos == nil {
		k.gotos = make(map[*ast.File][]*ast.BranchStmt)
	}
	k.gotos[file] = list
	return list
}
