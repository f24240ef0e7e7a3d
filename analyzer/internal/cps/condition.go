package cps

import (
	"go/ast"
	"go/token"
	"go/types"
)

// implied lists the variables that the parts of a condition tell of when it holds or
// does not hold: those parts of which it is known then whether they hold.
func implied(
	cond ast.Expr, holds bool, tells func(part ast.Expr, holds bool) types.Object,
) []types.Object {
	cond = ast.Unparen(cond)
	switch e := cond.(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return implied(e.X, !holds, tells)
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND && holds || e.Op == token.LOR && !holds {
			return append(implied(e.X, holds, tells), implied(e.Y, holds, tells)...)
		}
	}
	if v := tells(cond, holds); v != nil {
		return []types.Object{v}
	}
	return nil
}

// isCompared says whether an expression is a case of a switch statement with a tag, so
// that it is no condition by itself.
func (s *scope) isCompared(e ast.Expr) bool {
	clause, ok := s.parents[e].(*ast.CaseClause)
	if !ok {
		return false
	}
	stmt, ok := s.parents[s.parents[clause]].(*ast.SwitchStmt)
	return ok && stmt.Tag != nil && !s.isBool(stmt.Tag, "true")
}
