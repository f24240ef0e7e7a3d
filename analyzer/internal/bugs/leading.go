package bugs

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/syntax"
)

// leading is the code that may run before a place: the statements before in the lists around it,
// the heads of the statements around, and all of a loop, which may be in a later round.
func leading(at inspector.Cursor) []ast.Node {
	var all []ast.Node
	for around := range at.Enclosing() {
		if around.Node() == at.Node() {
			continue
		}
		list := syntax.List(around.Node())
		n := slices.IndexFunc(list, func(s ast.Stmt) bool { return s.End() > at.Node().Pos() })
		all = slices.Concat(head(around.Node()), nodes(list[:max(n, 0)]), all)
	}
	return all
}

// head is the code that runs before that inside of a statement.
func head(n ast.Node) []ast.Node {
	switch n := n.(type) {
	case *ast.IfStmt:
		return []ast.Node{n.Init, n.Cond}
	case *ast.SwitchStmt:
		all := []ast.Node{n.Init, n.Tag}
		for _, clause := range n.Body.List {
			all = append(all, nodes(clause.(*ast.CaseClause).List)...)
		}
		return all
	case *ast.TypeSwitchStmt:
		return []ast.Node{n.Init, n.Assign}
	case *ast.CommClause:
		return []ast.Node{n.Comm}
	case *ast.ForStmt:
		return slices.Concat([]ast.Node{n.Init, n.Cond}, nodes(n.Body.List), []ast.Node{n.Post})
	case *ast.RangeStmt:
		return append([]ast.Node{round(n)}, nodes(n.Body.List)...)
	}
	return nil
}

// round is the assignment that begins a round of a loop.
//
//	for i, x = range all    =>  i, x = all
func round(loop *ast.RangeStmt) ast.Node {
	names := slices.DeleteFunc([]ast.Expr{loop.Key, loop.Value}, func(e ast.Expr) bool { return e == nil })
	if len(names) == 0 {
		return loop.X
	}
	return &ast.AssignStmt{Lhs: names, Tok: token.ASSIGN, Rhs: []ast.Expr{loop.X}}
}

// nodes is statements or expressions as nodes.
func nodes[N ast.Node](list []N) []ast.Node {
	all := make([]ast.Node, len(list))
	for i, n := range list {
		all[i] = n
	}
	return all
}
