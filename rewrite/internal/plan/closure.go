package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/spell"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A Closure is a local variable that holds a function literal for good.
type Closure struct {
	Obj  types.Object
	Decl ast.Stmt     // declares it and nothing else
	List ast.Node     // the block or clause that lists Decl
	Lit  *ast.FuncLit // its value
}

// closure finds the literal that a variable holds, or returns nil.
func (src *Source) closure(obj types.Object) *Closure {
	if _, ok := obj.(*types.Var); !ok || !src.Constant(obj) {
		return nil
	}
	decl, list := src.declaration(obj)
	var value ast.Expr
	switch stmt := decl.(type) {
	case *ast.AssignStmt:
		if len(stmt.Lhs) == 1 && len(stmt.Rhs) == 1 {
			value = stmt.Rhs[0]
		}
	case *ast.DeclStmt:
		if spec := src.onlySpec(stmt); spec != nil && len(spec.Names) == 1 && len(spec.Values) == 1 {
			value = spec.Values[0]
		}
	}
	lit, ok := value.(*ast.FuncLit)
	if !ok {
		return nil
	}
	return &Closure{Obj: obj, Decl: decl, List: list, Lit: lit}
}

// closureOf is the closure that a statement declares, or nil.
func (src *Source) closureOf(decl ast.Stmt) *Closure {
	var id *ast.Ident
	switch decl := decl.(type) {
	case *ast.AssignStmt:
		id, _ = decl.Lhs[0].(*ast.Ident)
	case *ast.DeclStmt:
		if spec := src.onlySpec(decl); spec != nil {
			id = spec.Names[0]
		}
	}
	if id == nil || src.Info.Defs[id] == nil {
		return nil
	}
	return src.closure(src.Info.Defs[id])
}

// declaration is the listed statement that declares a local variable, and the
// block or clause that lists it; nil when it is declared otherwise.
func (src *Source) declaration(obj types.Object) (found ast.Stmt, list ast.Node) {
	ast.Inspect(src.File, func(n ast.Node) bool {
		if n == nil || !within(obj.Pos(), n) {
			return false
		}
		for _, stmt := range syntax.List(n) {
			if within(obj.Pos(), stmt) && src.declares(stmt, obj) {
				found, list = stmt, n
			}
		}
		return true
	})
	return found, list
}

// declares reports whether a statement itself declares obj.
func (src *Source) declares(stmt ast.Stmt, obj types.Object) bool {
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		return slices.ContainsFunc(stmt.Lhs, func(e ast.Expr) bool {
			id, ok := e.(*ast.Ident)
			return ok && src.Info.Defs[id] == obj
		})
	case *ast.DeclStmt:
		spec := src.onlySpec(stmt)
		return spec != nil && slices.ContainsFunc(spec.Names, func(id *ast.Ident) bool {
			return src.Info.Defs[id] == obj
		})
	}
	return false
}

// onlySpec is the specification of a declaration of variables that has one.
func (src *Source) onlySpec(stmt *ast.DeclStmt) *ast.ValueSpec {
	decl := stmt.Decl.(*ast.GenDecl)
	if decl.Tok != token.VAR || len(decl.Specs) != 1 {
		return nil
	}
	return decl.Specs[0].(*ast.ValueSpec)
}

// meansThere reports whether every name in a range that is declared outside of
// it refers to the same at another place.
func (src *Source) meansThere(from, to, at token.Pos) bool {
	return src.meansAt(from, to, src.Place(at))
}

// meansAt is meansThere for a place before which something is to be declared, too.
func (src *Source) meansAt(from, to token.Pos, place *spell.Place) bool {
	behindDot := src.behindDots(from, to)
	for _, id := range src.between(from, to) {
		if behindDot[id] {
			continue
		}
		obj := src.Info.Uses[id]
		inside := obj != nil && from <= obj.Pos() && obj.Pos() < to && obj.Parent() != src.Pkg.Scope()
		if obj == nil || inside || qualified(obj) {
			continue
		}
		if obj.Parent() == nil || place.Resolve(id.Name) != obj {
			return false
		}
	}
	return true
}

// behindDots lists the names in a range that mean something by what stands
// before their dot.
func (src *Source) behindDots(from, to token.Pos) map[*ast.Ident]bool {
	found := make(map[*ast.Ident]bool)
	ast.Inspect(src.File, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			found[sel.Sel] = true
		}
		return n != nil && n.Pos() < to && from < n.End()
	})
	return found
}
