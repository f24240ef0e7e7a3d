package safety

import (
	"fmt"
	"go/ast"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// recovers refuses text that calls recover in its own function.
//
//	Pattern: f(recover(), func(v V) {…}) => refused; so is f(func(v V) { recover(); … })
//	So long as: the call is not inside of another literal.
//	Because: recover works in the very function that a defer statement calls,
//	and the text moves to another one.
func (k *Checker) recovers(p part) *chain.Refusal {
	at := k.callIn(p, func(call *ast.CallExpr) bool { return syntax.Recovers(k.Info, call) })
	if at == nil {
		return nil
	}
	return &chain.Refusal{
		Pos: at.Pos(),
		Text: fmt.Sprintf("recover is called on line %d, and would be in another function",
			k.line(at.Pos())),
		Remedy: "call it in a deferred function literal",
	}
}

// callIn finds one of some calls, outside of literals, in the text that moves
// with a step: its continuation, and the launch when that begins a part.
func (k *Checker) callIn(p part, those func(*ast.CallExpr) bool) *ast.CallExpr {
	s := p.step()
	at := k.callBelow(s.Lit.Body, those)
	if at == nil && p.i == p.start {
		at = k.callBelow(s.Stmt, those)
	}
	return at
}

func (k *Checker) callBelow(n ast.Node, those func(*ast.CallExpr) bool) *ast.CallExpr {
	var found *ast.CallExpr
	ast.Inspect(n, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if call, ok := n.(*ast.CallExpr); ok && those(call) {
			found = call
		}
		return found == nil
	})
	return found
}
