package plan

import (
	"fmt"
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
// new variable has the same type and is read.
func (src *Source) Shadows(list []ast.Stmt, isParam func(types.Object) bool) ast.Stmt {
	back := slices.ContainsFunc(list, goesBack)
	for i, stmt := range list {
		for _, param := range src.reassigned(stmt, isParam) {
			if back || src.captured(param, list[:i+1]) || !src.read(param, list[i+1:]) ||
				!src.retypes(unlabeled(stmt).(*ast.AssignStmt), param) {
				return stmt
			}
		}
	}
	return nil
}

// unlabeled is a statement without its labels.
func unlabeled(stmt ast.Stmt) ast.Stmt {
	for {
		labeled, ok := stmt.(*ast.LabeledStmt)
		if !ok {
			return stmt
		}
		stmt = labeled.Stmt
	}
}

// Redeclares says that a body would mean something else in a literal inside of its function, and where;
// empty when it would not. Variables that are declared outside of the literal are the parameters.
func (src *Source) Redeclares(body *ast.BlockStmt, isParam func(types.Object) bool) string {
	stmt := src.Shadows(body.List, isParam)
	if stmt == nil {
		return ""
	}
	return fmt.Sprintf("the := on line %d assigns a parameter, and would declare another variable"+
		" in the literal that the body becomes", src.Line(stmt.Pos()))
}

// reassigned lists the parameters that a := assigns.
func (src *Source) reassigned(stmt ast.Stmt, isParam func(types.Object) bool) []types.Object {
	assign, ok := unlabeled(stmt).(*ast.AssignStmt)
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

// retypes reports whether a := that assigns a variable would give it the type that it
// has, if it declared it.
//
//	n, err := check(user) // which returns *CheckError: a nil one is an error, and as what it is it is nil
func (src *Source) retypes(stmt *ast.AssignStmt, obj types.Object) bool {
	at := slices.IndexFunc(stmt.Lhs, func(e ast.Expr) bool { return src.is(e, obj) })
	if len(stmt.Lhs) == len(stmt.Rhs) {
		value := stmt.Rhs[at]
		return src.typed(value) && types.Identical(src.Info.TypeOf(value), obj.Type())
	}
	if _, call := ast.Unparen(stmt.Rhs[0]).(*ast.CallExpr); !call && at > 0 {
		return types.Identical(types.Typ[types.Bool], obj.Type()) // whether there is a value
	}
	return types.Identical(src.Info.TypeOf(stmt.Rhs[0]).(*types.Tuple).At(at).Type(), obj.Type())
}

// typed reports whether an expression has a type of its own, and not from where it stands, as
// a constant has, a comparison, or a generic function.
func (src *Source) typed(e ast.Expr) bool {
	tv := src.Info.Types[e]
	_, call := ast.Unparen(e).(*ast.CallExpr)
	return tv.Value == nil && !tv.IsNil() && !isUntyped(e) && (call || !src.isGeneric(e))
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
