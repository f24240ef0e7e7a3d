package safety

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/spell"
	"github.com/unnest-go/unnest/internal/syntax"
)

// held refuses a continuation in a variable that cannot take the place of the
// variable.
//
//	Pattern: k := func(v V, err error) {…}; f(k) => refused
//	So long as:
//	- the variable is declared together with others or without a value, or
//	- it is the first continuation, and stands in another list of statements than
//	  the launch, or a name in it means something else there.
//	Because: the declaration goes, and its text moves to the launch. The
//	declaration of a later continuation is part of the text of the chain anyway.
func (k *Checker) held(p part) *chain.Refusal {
	s := p.step()
	if contains(s.Call, s.Lit) {
		return nil
	}
	refusal := &chain.Refusal{
		Pos: s.Lit.Pos(),
		Text: fmt.Sprintf("the continuation of %s is held in a variable from line %d on",
			s.Name, k.line(s.Lit.Pos())),
		Remedy: fmt.Sprintf("write it in the call of %s", s.Name),
	}
	switch {
	case s.Held == nil:
		return refusal
	case p.i > p.start:
		return k.adapted(s, refusal)
	case !slices.Contains(statements(s.List), s.Held):
		return refusal
	}
	if id := k.renamed(p.step().Lit, k.destination(p)); id != nil {
		refusal.Pos = id.Pos()
		refusal.Text += fmt.Sprintf(", and %s means something else on line %d", id.Name, k.line(s.Call.Pos()))
		return refusal
	}
	return nil
}

// adapted refuses a later continuation where the types of its parameters cannot
// be written in the launch: what takes its place there may have such parameters.
func (k *Checker) adapted(s *chain.Step, refusal *chain.Refusal) *chain.Refusal {
	id := k.foreign(s.Lit.Type.Params, s.Arg.Pos())
	if id == nil {
		return nil
	}
	refusal.Text += fmt.Sprintf(", and %s means something else on line %d", id.Name, k.line(s.Arg.Pos()))
	return refusal
}

// foreign is a name in the types of parameters that means something else at
// another place, nil when there is none.
func (k *Checker) foreign(params *ast.FieldList, at token.Pos) *ast.Ident {
	scope := k.Pkg.Scope().Innermost(at)
	var found *ast.Ident
	ast.Inspect(params, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok && found == nil && k.elsewhere(scope, id, at) {
				found = id
			}
			return false // the selector means the same everywhere
		case *ast.Ident:
			if found == nil && k.elsewhere(scope, n, at) {
				found = n
			}
		}
		return true
	})
	return found
}

// elsewhere reports whether a name means something else at a place in a scope
// than where it stands. That of a parameter or a field means nothing.
func (k *Checker) elsewhere(scope *types.Scope, id *ast.Ident, at token.Pos) bool {
	used := k.Info.Uses[id]
	if used == nil {
		return false
	}
	_, obj := scope.LookupParent(id.Name, at)
	return obj != used
}

// statements lists what a block or clause lists.
func statements(list ast.Node) []ast.Stmt {
	switch list := list.(type) {
	case *ast.BlockStmt:
		return list.List
	case *ast.CaseClause:
		return list.Body
	case *ast.CommClause:
		return list.Body
	}
	return nil
}

// renamed is a name in a continuation or declaration that means something else at
// another place, nil when there is none.
func (k *Checker) renamed(moved ast.Node, place *spell.Place) *ast.Ident {
	var found *ast.Ident
	check := func(id *ast.Ident) {
		obj := k.Info.Uses[id]
		if obj == nil || found != nil || within(obj.Pos(), moved) {
			return // declared in what moves
		}
		if v, ok := obj.(*types.Var); ok && v.IsField() {
			return // the key of a composite literal
		}
		if place.Resolve(id.Name) != obj {
			found = id
		}
	}
	syntax.EachName(moved, check)
	return found
}

func within(pos token.Pos, n ast.Node) bool { return n.Pos() <= pos && pos < n.End() }
