package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// shadows reports whether the body of a literal would mean something else in
// a function of its own inside the handler, which is where it goes when the
// error of the operation that it launches is changed.
func (s *Step) shadows(src *Source) bool {
	isParam := func(obj types.Object) bool { return within(obj.Pos(), s.Lit.Type) }
	return src.Shadows(s.Lit.Body.List, isParam) != nil
}

// Shadows returns a statement in the body of a function that would mean something
// else if the body stood in a literal inside of that function; nil for none.
//
//	func f(user User) {
//		name, user := user.Name, fresh(user) // declares user anew in a literal
//		…
//	}
//
// There a := that assigned a parameter declares another variable. Nobody can
// tell as long as nothing has the parameter from before, no goto leads back, and the
// new variable is read.
func (src *Source) Shadows(list []ast.Stmt, isParam func(types.Object) bool) ast.Stmt {
	back := slices.ContainsFunc(list, goesBack)
	for i, stmt := range list {
		for _, param := range src.reassigned(stmt, isParam) {
			if back || src.captured(param, list[:i+1]) || !src.read(param, list[i+1:]) {
				return stmt
			}
		}
	}
	return nil
}

// reassigned lists the parameters that a := assigns.
func (src *Source) reassigned(stmt ast.Stmt, isParam func(types.Object) bool) []types.Object {
	for {
		labeled, ok := stmt.(*ast.LabeledStmt)
		if !ok {
			break
		}
		stmt = labeled.Stmt
	}
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE {
		return nil
	}
	var params []types.Object
	for _, lhs := range assign.Lhs {
		if obj := src.Info.Uses[lhs.(*ast.Ident)]; obj != nil && isParam(obj) {
			params = append(params, obj)
		}
	}
	return params
}

// captured reports whether a literal in some statements has a variable, or its
// address is taken there: by &, for a slice of an array, or for a method.
func (src *Source) captured(obj types.Object, list []ast.Stmt) bool {
	found := false
	for _, stmt := range list {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				found = found || src.usedIn(obj, n, nil)
			case *ast.UnaryExpr:
				found = found || n.Op == token.AND && src.usedIn(obj, n, nil)
			case *ast.SliceExpr:
				found = found || syntax.SlicesArray(src.Info, n) && src.root(n.X) == obj
			case *ast.SelectorExpr:
				found = found || src.addresses(n) && src.root(n.X) == obj
			}
			return !found
		})
	}
	return found
}

// read reports whether statements read a variable.
func (src *Source) read(obj types.Object, list []ast.Stmt) bool {
	return slices.ContainsFunc(list, func(stmt ast.Stmt) bool { return src.readIn(obj, stmt, nil) })
}

// HidesError reports whether error is not the type at a place in a body of a chain.
// Around the chain it always is: that was checked before.
func (src *Source) HidesError(pos token.Pos) bool {
	return src.Place(pos).Resolve("error") != types.Universe.Lookup("error")
}
