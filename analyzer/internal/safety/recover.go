package safety

import (
	"fmt"
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// recovers refuses text that calls recover in its own function.
//
//	Pattern: f(recover(), func(v V) {…}) => refused; so is f(func(v V) { recover(); … })
//	So long as: the call is not inside of another literal.
//	Because: recover works in the very function that a defer statement calls,
//	and the text moves to another one.
func (k *Checker) recovers(p part) *chain.Refusal {
	s := p.step()
	at := k.recoverIn(s.Lit.Body)
	if at == nil && p.i == p.start {
		at = k.recoverIn(s.Stmt)
	}
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

// recoverIn finds a call of recover outside of literals.
func (k *Checker) recoverIn(n ast.Node) *ast.CallExpr {
	var found *ast.CallExpr
	ast.Inspect(n, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if call, ok := n.(*ast.CallExpr); ok {
			id, ok := ast.Unparen(call.Fun).(*ast.Ident)
			if ok && k.Info.Uses[id] == types.Universe.Lookup("recover") {
				found = call
			}
		}
		return found == nil
	})
	return found
}
