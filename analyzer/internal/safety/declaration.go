package safety

import (
	"fmt"
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// declaration refuses to carry what is not a plain variable.
//
//	Pattern: f(func(v V) { type t …; g(func() { …t… }) }) => refused
//	So long as: the object is a type, a constant or a function-like object, or
//	a variable of a range clause or a type switch.
//	Because: only a variable can be declared before the chain and set inside.
func (k *Checker) declaration(p part) *chain.Refusal {
	for _, capture := range p.captures() {
		if _, ok := capture.Obj.(*types.Var); ok && movable(capture.Decl) {
			continue
		}
		return &chain.Refusal{
			Pos: capture.Obj.Pos(),
			Text: fmt.Sprintf("%s, declared on line %d, is used in a later continuation"+
				" and cannot be declared earlier",
				capture.Obj.Name(), k.line(capture.Obj.Pos())),
			Remedy: fmt.Sprintf("declare %s outside of the callbacks", capture.Obj.Name()),
		}
	}
	return nil
}

// movable reports whether a declaration can become an assignment.
func movable(decl ast.Node) bool {
	switch decl.(type) {
	case *ast.Field, *ast.AssignStmt, *ast.DeclStmt:
		return true
	}
	return false
}
