package leftout

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A Name is that of a variable of the package, or of a field. What is seen by its name alone may be any
// that has it.
type Name struct {
	Text  string
	Field bool
}

// Set calls note for every name that a file gives another value, or of which it hands on the address;
// always says that the value is true. Of names of which it is known what they are, nothing is said.
func Set(file *ast.File, known *types.Info, note func(n Name, always bool)) {
	named := func(e ast.Expr, always bool, note func(n Name, always bool)) { named(e, known, always, note) }
	for n := range ast.Preorder(file) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, e := range n.Lhs {
				named(e, len(n.Lhs) == len(n.Rhs) && n.Tok == token.ASSIGN && isTrue(n.Rhs[i]), note)
			}
		case *ast.IncDecStmt:
			named(n.X, false, note)
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				named(n.Key, false, note)
				named(n.Value, false, note)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				named(n.X, false, note)
			}
		case *ast.SelectorExpr:
			if setters[n.Sel.Name] {
				named(n.X, false, note)
			}
		}
	}
}

// setters are the methods of atomics and timers that change them.
var setters = map[string]bool{
	"Add": true, "And": true, "CompareAndSwap": true, "Or": true, "Reset": true, "Store": true, "Swap": true,
}

// named calls note for the variable and the fields that an expression goes through. What the file declares
// itself is no variable of this build.
func named(e ast.Expr, known *types.Info, always bool, note func(n Name, always bool)) {
	for e != nil {
		switch x := e.(type) {
		case *ast.Ident:
			if x.Obj == nil && !knows(known, x) {
				note(Name{x.Name, false}, always)
			}
			return
		case *ast.SelectorExpr:
			if !knows(known, x.Sel) {
				note(Name{x.Sel.Name, true}, always)
			}
			e, always = x.X, false
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		default:
			return
		}
	}
}

func isTrue(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "true" && id.Obj == nil
}

// knows reports whether it is known what a name means.
func knows(known *types.Info, id *ast.Ident) bool { return known != nil && known.ObjectOf(id) != nil }
