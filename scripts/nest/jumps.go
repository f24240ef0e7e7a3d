package nest

import (
	"go/ast"
	"go/token"
)

// jumps reports whether labels stand in n, or statements that name one.
func jumps(n ast.Node) bool {
	return has(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.LabeledStmt:
			return true
		case *ast.BranchStmt:
			return n.Label != nil
		}
		return false
	})
}

// recovers reports whether something in n has the name of recover, which works in the
// function only that is deferred.
func recovers(n ast.Node) bool {
	return has(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		return ok && id.Name == "recover"
	})
}

// has reports whether something is so in n, outside of literals.
func has(n ast.Node, is func(ast.Node) bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if _, lit := n.(*ast.FuncLit); lit || n == nil {
			return false
		}
		found = found || is(n)
		return !found
	})
	return found
}

// escapes reports whether statements leave their list, other than by a return from the
// function whose list it is.
func escapes(list []ast.Stmt, ofFunction bool) bool {
	for _, s := range list {
		if leaves(s, !ofFunction, true, true) {
			return true
		}
	}
	return false
}

// leaves reports whether a return, break or continue in n leaves it, of those that count.
func leaves(n ast.Node, returns, breaks, continues bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = found || returns
		case *ast.BranchStmt:
			found = found || n.Tok == token.BREAK && breaks || n.Tok == token.CONTINUE && continues
		}
		body, loop := target(n)
		if body != nil {
			found = found || leaves(body, returns, false, continues && !loop)
		}
		return body == nil
	})
	return found
}

// target is the body of a statement that a break in it leaves, nil for others, and whether
// a continue goes on in it.
func target(n ast.Node) (body *ast.BlockStmt, loop bool) {
	switch n := n.(type) {
	case *ast.ForStmt:
		return n.Body, true
	case *ast.RangeStmt:
		return n.Body, true
	case *ast.SwitchStmt:
		return n.Body, false
	case *ast.TypeSwitchStmt:
		return n.Body, false
	case *ast.SelectStmt:
		return n.Body, false
	}
	return nil, false
}
