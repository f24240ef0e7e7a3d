package main

import (
	"go/ast"
	"go/token"
)

// loop extends the lines of a pyramid to those of the function that it ends, when
// that is a loop: it calls itself, and goes with the pyramid. So does the
// variable that holds it.
func loop(tree *ast.File, first, last int, lineOf func(token.Pos) int) (int, int) {
	from, to := first, last
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil && ends(n.Body, first, lineOf) && mentions(n.Body, n.Name.Name) {
				from, to = lineOf(n.Body.Lbrace), lineOf(n.Body.Rbrace)
			}
		case *ast.BlockStmt:
			for i := 1; i+1 < len(n.List); i++ {
				assign, ok := n.List[i].(*ast.AssignStmt)
				if !ok || assign.Tok != token.ASSIGN {
					continue
				}
				lit, ok := assign.Rhs[0].(*ast.FuncLit)
				if ok && ends(lit.Body, first, lineOf) {
					from, to = lineOf(n.List[i-1].Pos()), lineOf(n.List[i+1].End())
				}
			}
		}
		return true
	})
	return from, to
}

// ends reports whether the last statement of a body begins on a line.
func ends(body *ast.BlockStmt, line int, lineOf func(token.Pos) int) bool {
	n := len(body.List)
	return n > 0 && lineOf(body.List[n-1].Pos()) == line
}

// mentions reports whether a body has a name.
func mentions(body *ast.BlockStmt, name string) bool {
	for n := range ast.Preorder(body) {
		if id, ok := n.(*ast.Ident); ok && id.Name == name {
			return true
		}
	}
	return false
}
