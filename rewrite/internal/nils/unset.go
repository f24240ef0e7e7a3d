package nils

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// unset notes the variables that a list of statements declares without a value, and to
// which it does not always assign one.
func (n *Nils) unset(u unit, list []ast.Stmt) {
	for i, s := range list {
		for _, id := range declaredWithout(s) {
			v := u.variable(id)
			if v != nil && !u.assigns(list[i+1:], v) {
				n.unknown(v, u.fset.PositionFor(id.Pos(), false))
			}
		}
	}
}

// declaredWithout are the names that a statement declares without a value.
func declaredWithout(s ast.Stmt) []*ast.Ident {
	decl, ok := s.(*ast.DeclStmt)
	if !ok {
		return nil
	}
	var names []*ast.Ident
	for _, spec := range decl.Decl.(*ast.GenDecl).Specs {
		if spec, ok := spec.(*ast.ValueSpec); ok && len(spec.Values) == 0 {
			names = append(names, spec.Names...)
		}
	}
	return names
}

// assigns reports whether statements assign to a variable before they use it, whichever way
// they go.
func (u unit) assigns(list []ast.Stmt, v *types.Var) bool {
	for _, s := range list {
		if u.sets(s, v) {
			return true
		}
		if u.mentions(s, v) || leaves(s, v) {
			return false
		}
	}
	return false
}

// leaves reports whether a statement may pass by those behind it, to others that may use
// a variable: by a break, a continue or a goto, or a bare return of a result.
func leaves(s ast.Stmt, v *types.Var) bool {
	found := false
	confined := make(map[ast.Node]bool) // the branches of loops and switches that are in the statement
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt, *ast.RangeStmt:
			confine(n, confined, token.BREAK, token.CONTINUE)
		case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			confine(n, confined, token.BREAK)
		case *ast.BranchStmt:
			found = found || !confined[n] && n.Tok != token.FALLTHROUGH
		case *ast.ReturnStmt:
			found = found || n.Results == nil && v.Kind() == types.ResultVar
		}
		return !found
	})
	return found
}

// confine notes the branches without a label in a statement that do not leave it.
func confine(s ast.Node, confined map[ast.Node]bool, toks ...token.Token) {
	ast.Inspect(s, func(n ast.Node) bool {
		branch, ok := n.(*ast.BranchStmt)
		if ok && branch.Label == nil && slices.Contains(toks, branch.Tok) {
			confined[branch] = true
		}
		return true
	})
}

// sets is assigns for one statement.
func (u unit) sets(s ast.Stmt, v *types.Var) bool {
	switch s := s.(type) {
	case *ast.AssignStmt:
		uses := func(e ast.Expr) bool { return !isLiteral(ast.Unparen(e)) && u.mentions(e, v) }
		return u.isSet(s, v) && !slices.ContainsFunc(s.Rhs, uses)
	case *ast.BlockStmt:
		return u.assigns(s.List, v)
	case *ast.IfStmt:
		return s.Else != nil && u.assigns(s.Body.List, v) && u.sets(s.Else, v)
	case *ast.SwitchStmt:
		return u.allAssign(s.Body.List, v)
	}
	return false
}

// isLiteral reports whether something is a function literal, which is not called yet.
func isLiteral(part ast.Node) bool {
	_, ok := part.(*ast.FuncLit)
	return ok
}

func (u unit) mentions(part ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(part, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && u.info.Uses[id] == v
		return !found
	})
	return found
}

// allAssign is assigns for all cases of a switch, of which one is the default.
func (u unit) allAssign(clauses []ast.Stmt, v *types.Var) bool {
	whole := false
	for _, c := range clauses {
		c := c.(*ast.CaseClause)
		whole = whole || c.List == nil
		if !u.assigns(c.Body, v) {
			return false
		}
	}
	return whole
}
