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
//	a variable of a range clause, or one of a type switch that is changed.
//	Because: only a variable can be declared before the chain and set inside. That
//	of a type switch is copied, and a copy does not see what changes the other.
func (k *Checker) declaration(p part) *chain.Refusal {
	for _, capture := range p.captures() {
		if _, ok := capture.Obj.(*types.Var); ok && movable(capture) {
			continue
		}
		return &chain.Refusal{
			Pos: capture.Obj.Pos(),
			Text: fmt.Sprintf("%s, declared on line %d, is used in a later continuation"+
				" and cannot be declared earlier",
				capture.Obj.Name(), k.line(capture.Obj.Pos())),
			Remedy: remedyFor(capture),
		}
	}
	return nil
}

// movable reports whether a declaration can become an assignment.
func movable(capture *chain.Capture) bool {
	switch capture.Decl.(type) {
	case *ast.Field, *ast.AssignStmt, *ast.DeclStmt:
		return true
	case *ast.CaseClause:
		return !capture.Shared
	}
	return false
}

func remedyFor(capture *chain.Capture) string {
	if _, ok := capture.Decl.(*ast.CaseClause); ok {
		return fmt.Sprintf("assign %s to a variable that is declared in the clause", capture.Obj.Name())
	}
	return fmt.Sprintf("declare %s outside of the callbacks", capture.Obj.Name())
}
