package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
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

// A putting is how an error may get to a place of others before a guard asks for it.
type putting struct {
	*Package
	place ast.Expr
	guard *ast.IfStmt
	by    ast.Node // the function that the guard belongs to, nil for one that a loop makes again
}

// hasPut says whether a function may have put an error in a place of others when a guard asks for
// it: what leads there does, or anything around the literal that the guard stands in, if that
// may run later.
func (p *Package) hasPut(place ast.Expr, at inspector.Cursor, owner ast.Node) bool {
	put := &putting{Package: p, place: place, guard: at.Node().(*ast.IfStmt)}
	does := func(n ast.Node) bool { return n != nil && put.does(n, 0) }
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		if fn.Node() != owner && onTheSpot(fn) {
			continue // part of the function around
		}
		if !p.madeAgain(fn, owner) {
			put.by = fn.Node()
		}
		if fn.Node() != owner && does(owner) {
			return true
		}
		break
	}
	return slices.ContainsFunc(append(leading(at), put.guard.Init), does)
}

// madeAgain says whether a loop of a function makes a literal in each round.
func (p *Package) madeAgain(lit inspector.Cursor, owner ast.Node) bool {
	for loop := range lit.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
		return spans(owner, loop.Node())
	}
	return false
}

// does says whether code puts an error there, or calls a function of the package that does.
// There the place has another name: its field or variable tells.
func (p *putting) does(code ast.Node, depth int) bool {
	found := false
	ast.Inspect(code, func(n ast.Node) bool {
		if n == nil || found || depth == 0 && code != n && p.apart(n) {
			return false
		}
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = p.gets(n.Lhs, n.Rhs, depth)
		case *ast.RangeStmt:
			found = p.is(n.Key, depth) || p.is(n.Value, depth)
		case *ast.UnaryExpr:
			found = n.Op == token.AND && p.is(n.X, depth)
		case *ast.CallExpr:
			body := p.called(n)
			found = body != nil && depth == 0 && p.does(body, depth+1)
		}
		return !found
	})
	return found
}

// is says whether an expression is the place.
func (p *putting) is(e ast.Expr, depth int) bool {
	v, named := p.named(p.place).(*types.Var)
	return e != nil && (p.same(e, p.place) || depth > 0 && named && p.names(e, v))
}

// gets says whether the place is among those that are assigned, and may get an error.
func (p *putting) gets(places, values []ast.Expr, depth int) bool {
	i := slices.IndexFunc(places, func(e ast.Expr) bool { return p.is(e, depth) })
	return i >= 0 && (len(values) != len(places) || !p.Pass.TypesInfo.Types[values[i]].IsNil())
}

// apart says whether code never leads to the guard: it is what belongs to the literal around that,
// for those who look around the literal, or a branch of a function around the guard that ends with
// a return and goes nowhere else, unless what is launched before may still come to the guard.
func (p *putting) apart(n ast.Node) bool {
	if n == p.by {
		return true
	}
	if !departs(syntax.List(n), false) || spans(n, p.guard) || contains(n, isBranch) {
		return false
	}
	at, ok := p.Root.FindNode(n)
	if !ok {
		return false
	}
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		first := fn.Node() == p.by || n.End() <= p.guard.Pos()
		return first && spans(fn.Node(), p.guard)
	}
	return false
}

// isBranch says whether a statement goes on elsewhere in its function.
func isBranch(n ast.Node) bool {
	_, ok := n.(*ast.BranchStmt)
	return ok
}
