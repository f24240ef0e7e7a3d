package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// An origin is where a local variable has its only value from.
type origin struct {
	value ast.Expr // nil when that is not known
	index int      // of the variable among those that get its parts
	parts int
}

// valueOf is the only value that a local variable is ever given, nil when that
// is not known. The counter of a loop has the value that it begins with.
func (p *Package) valueOf(id *ast.Ident) ast.Expr {
	if from := p.origin(id); from.parts == 1 {
		return from.value
	}
	return nil
}

// origin is that of the variable that a name stands for, empty for others.
func (p *Package) origin(id *ast.Ident) origin {
	v, ok := p.Pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.LocalVar {
		return origin{}
	}
	from, ok := p.origins[v]
	if !ok {
		from = p.findOrigin(v)
		p.origins[v] = from
	}
	return from
}

func (p *Package) findOrigin(v *types.Var) origin {
	at, ok := p.Root.FindByPos(v.Pos(), v.Pos())
	if !ok {
		return origin{}
	}
	for fn := range at.Enclosing((*ast.FuncDecl)(nil)) {
		if !p.rewrites(fn.Node(), v) {
			return declared(at.Node(), at.Parent().Node())
		}
	}
	return origin{}
}

// declared is the origin of a name that a node declares.
func declared(name, by ast.Node) origin {
	var names, values []ast.Expr
	switch by := by.(type) {
	case *ast.AssignStmt:
		names, values = by.Lhs, by.Rhs
	case *ast.ValueSpec:
		for _, name := range by.Names {
			names = append(names, name)
		}
		values = by.Values
	}
	i := slices.IndexFunc(names, func(e ast.Expr) bool { return e == name })
	switch {
	case i < 0 || len(values) == 0:
		return origin{}
	case len(names) == len(values):
		return origin{values[i], 0, 1}
	}
	return origin{values[0], i, len(names)}
}

// rewrites says whether code gives a variable another value than it is declared with, or may,
// by its address. That a loop counts it up or down on a condition of it is no other value.
func (p *Package) rewrites(code ast.Node, v *types.Var) bool {
	again := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && p.Pass.TypesInfo.Uses[id] == v
	}
	return contains(code, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			return slices.ContainsFunc(n.Lhs, again)
		case *ast.IncDecStmt:
			return again(n.X) && !p.isCounted(n, v)
		case *ast.RangeStmt:
			return n.Key != nil && again(n.Key) || n.Value != nil && again(n.Value)
		case *ast.UnaryExpr:
			return n.Op == token.AND && again(n.X)
		}
		return false
	})
}

// isCounted says whether a statement that counts a variable belongs to a loop with a condition of
// that.
func (p *Package) isCounted(stmt *ast.IncDecStmt, v *types.Var) bool {
	at, ok := p.Root.FindNode(stmt)
	if !ok {
		return false
	}
	for loop := range at.Enclosing((*ast.ForStmt)(nil)) {
		if cond := loop.Node().(*ast.ForStmt).Cond; cond != nil && mentions(p.Pass.TypesInfo, cond, v) {
			return true
		}
	}
	return false
}
