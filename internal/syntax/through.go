package syntax

import "go/ast"

// RunsThrough reports whether the statement behind a statement is the next one, always: nothing
// in it leaves the list or leads back into it, nor has something done when the function returns.
func RunsThrough(stmt ast.Stmt) bool {
	through := true
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt, *ast.BranchStmt, *ast.LabeledStmt, *ast.DeferStmt:
			through = false
		}
		return through
	})
	return through
}
