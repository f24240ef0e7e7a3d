package safety

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/spell"
	"github.com/unnest-go/unnest/internal/syntax"
)

// declaration refuses to carry what can be declared nowhere else.
//
//	Pattern: f(func(v V) { const c = len(v); g(func() { …c… }) }) => refused
//	So long as: the object is
//	- a type or constant whose declaration mentions what is not in sight where the
//	chain stands, or which has a name that means something else in the chain, or
//	beside it and the chain cannot stand in a block with it
//	- a variable of a range clause
//	- one whose declaration a goto statement repeats: it is another one each time
//	- one of a type switch, or a parameter of a literal inside, that is changed
//	Because: only a variable can be declared before the chain and set inside. A type
//	or constant goes there as it stands. The variable of a type switch and the
//	parameter are copied, and a copy does not see what changes the other.
func (k *Checker) declaration(p part) *chain.Refusal {
	for _, capture := range p.captures() {
		why, moves := k.movable(p, capture)
		if moves {
			continue
		}
		return &chain.Refusal{
			Pos: capture.Obj.Pos(),
			Text: fmt.Sprintf("%s, declared on line %d, is used in a later continuation"+
				" and cannot be declared earlier%s",
				capture.Obj.Name(), k.line(capture.Obj.Pos()), why),
			Remedy: remedyFor(capture),
		}
	}
	return nil
}

// movable reports whether a declaration can become an assignment, or go before the
// chain; if it cannot, why may say what is in the way.
func (k *Checker) movable(p part, capture *chain.Capture) (why string, ok bool) {
	if decl := capture.Moves(); decl != nil {
		why = k.stays(p, decl)
		return why, why == ""
	}
	if _, isVar := capture.Obj.(*types.Var); !isVar {
		return "", false
	}
	switch capture.Decl.(type) {
	case *ast.Field:
		return "", true
	case *ast.AssignStmt, *ast.DeclStmt:
		why = k.repeated(p, capture.Decl)
		return why, why == ""
	case *ast.CaseClause, *ast.FuncLit:
		return ": it is changed, or its address is taken", !capture.Shared
	}
	return "", false
}

// repeated says that a goto statement in the literal of the step before leads back before
// a declaration, empty when none does.
func (k *Checker) repeated(p part, decl ast.Node) (why string) {
	lit := p.c.Steps[p.i-1].Lit
	for _, b := range k.gotosOf(p.c.File) {
		if !contains(lit, b) || b.Pos() < decl.Pos() {
			continue
		}
		if label := k.Info.Uses[b.Label]; label != nil && label.Pos() < decl.Pos() {
			why = fmt.Sprintf(": the goto on line %d repeats the declaration", k.line(b.Pos()))
		}
	}
	return why
}

// stays says why a declaration of types or constants cannot go before the chain, empty
// when it can.
func (k *Checker) stays(p part, decl *ast.GenDecl) string {
	place := k.destination(p)
	if id := k.renamed(decl, place); id != nil {
		return fmt.Sprintf(": it mentions %s, which is declared out of sight or hidden by another %[1]s",
			id.Name)
	}
	place.Moved = nil
	for _, id := range syntax.Declared(decl) {
		if id.Name != "_" && place.Taken(id, p.c.Steps[p.start].List) && !k.apart(p, id, place) {
			return fmt.Sprintf(": %s is the name of something else, too", id.Name)
		}
	}
	return ""
}

// apart reports whether a block with the chain can keep a name that is declared before it
// from other objects of the name: nothing in the chain means one of them.
func (k *Checker) apart(p part, id *ast.Ident, place *spell.Place) bool {
	head := p.c.Steps[p.start]
	switch place.Resolve(id.Name).(type) {
	case nil, *types.Var, *types.Const, *types.Func: // are no part of a type that is written
	default:
		return false
	}
	_, alone := head.Stmt.(*ast.ExprStmt) // declares nothing, and no test of an error belongs to it
	if !alone || syntax.Shared(k.Info, id, head.Stmt) {
		return false
	}
	return !slices.ContainsFunc(p.c.Steps[p.start:], func(s *chain.Step) bool {
		return s.Lit != nil && syntax.Shared(k.Info, id, s.Lit) // perhaps in a variable
	})
}

func remedyFor(capture *chain.Capture) string {
	switch capture.Decl.(type) {
	case *ast.CaseClause:
		return fmt.Sprintf("assign %s to a variable that is declared in the clause", capture.Obj.Name())
	case *ast.FuncLit:
		return fmt.Sprintf("assign %s to a variable that is declared in its function", capture.Obj.Name())
	}
	return fmt.Sprintf("declare %s outside of the callbacks", capture.Obj.Name())
}
