package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// shadows reports whether the body of a literal would mean something else in
// a function of its own inside the handler, which is where it goes when the
// error of the operation that it launches is changed.
//
//	func(user User, err error) {
//		name, user := user.Name, fresh(user) // declares user anew in a function of its own
//		…
//	}
//
// There a := that assigned a parameter declares another variable. Nobody can
// tell as long as no literal has the parameter from before, and the new
// variable is read.
func (s *Step) shadows(src *Source) bool {
	list := s.Lit.Body.List
	for i, stmt := range list {
		for _, param := range s.reassigned(src, stmt) {
			if src.captured(param, list[:i+1]) || !src.read(param, list[i+1:]) {
				return true
			}
		}
	}
	return false
}

// reassigned lists the parameters that a := assigns.
func (s *Step) reassigned(src *Source, stmt ast.Stmt) []types.Object {
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE {
		return nil
	}
	var params []types.Object
	for _, lhs := range assign.Lhs {
		if obj := src.Info.Uses[lhs.(*ast.Ident)]; obj != nil && within(obj.Pos(), s.Lit.Type) {
			params = append(params, obj)
		}
	}
	return params
}

// captured reports whether a literal in some statements has a variable, or its
// address is taken there.
func (src *Source) captured(obj types.Object, list []ast.Stmt) bool {
	found := false
	for _, stmt := range list {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				found = found || src.usedIn(obj, n, nil)
			case *ast.UnaryExpr:
				found = found || n.Op == token.AND && src.usedIn(obj, n, nil)
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

// hidesError reports whether error is not the type at a place in a body of a chain.
// Around the chain it always is: that was checked before.
func (src *Source) hidesError(pos token.Pos) bool {
	return src.place(pos).Resolve("error") != types.Universe.Lookup("error")
}
