package build

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// findCaptures sets the captures of every step of c.
func findCaptures(info *types.Info, c *chain.Chain) {
	for i, s := range c.Steps[:len(c.Steps)-1] {
		inner := c.Steps[i+1].Lit
		s.Captures = captures(info, s.Lit, inner)
	}
}

// captures lists the objects that the literal outer declares outside of the
// literal inner, and that inner uses, in order of declaration.
func captures(info *types.Info, outer, inner *ast.FuncLit) []*chain.Capture {
	found := make(map[types.Object]*chain.Capture)
	ast.Inspect(inner, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		obj := info.Uses[id]
		if obj == nil || syntax.BehindDot(obj) || isLabel(obj) {
			return true
		}
		if within(obj.Pos(), outer) && !within(obj.Pos(), inner) {
			found[obj] = &chain.Capture{Obj: obj}
		}
		return true
	})
	for grows := true; grows; {
		grows = drag(info, outer, inner, found) || mention(info, outer, inner, found)
	}
	declare(info, outer, found)
	share(info, outer, found)

	var list []*chain.Capture
	for _, c := range found {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *chain.Capture) int { return int(a.Obj.Pos() - b.Obj.Pos()) })
	return list
}

// drag adds what is declared beside a capture by the same statement: once the
// capture is declared elsewhere the statement must become an assignment, and
// declares nothing any more. It reports whether anything was added.
func drag(info *types.Info, outer, inner *ast.FuncLit, found map[types.Object]*chain.Capture) bool {
	before := len(found)
	ast.Inspect(outer, func(n ast.Node) bool {
		names := declared(n)
		captured := func(id *ast.Ident) bool { return found[info.ObjectOf(id)] != nil }
		if n != inner && slices.ContainsFunc(names, captured) {
			for _, id := range names {
				if obj := info.Defs[id]; obj != nil && id.Name != "_" {
					found[obj] = cmp.Or(found[obj], &chain.Capture{Obj: obj, Beside: true})
				}
			}
		}
		return n != inner
	})
	return len(found) > before
}

// declared lists the names on the left of a := and those of a variable
// declaration.
func declared(n ast.Node) []*ast.Ident {
	switch n := n.(type) {
	case *ast.ValueSpec:
		return n.Names
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			return nil
		}
		var names []*ast.Ident
		for _, lhs := range n.Lhs {
			names = append(names, lhs.(*ast.Ident))
		}
		return names
	}
	return nil
}

func within(pos token.Pos, n ast.Node) bool { return n.Pos() <= pos && pos < n.End() }

func isLabel(obj types.Object) bool {
	_, ok := obj.(*types.Label)
	return ok
}

// declare sets the node that declares each capture: for the parameters of other
// literals than outer, the literal.
func declare(info *types.Info, outer *ast.FuncLit, found map[types.Object]*chain.Capture) {
	for _, field := range outer.Type.Params.List {
		declareAll(info, field, field.Names, found)
	}
	ast.Inspect(outer, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.DeclStmt:
			declareAll(info, n, syntax.Declared(n.Decl.(*ast.GenDecl)), found)
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				if id, ok := lhs.(*ast.Ident); ok {
					declareAll(info, n, []*ast.Ident{id}, found)
				}
			}
		case *ast.CaseClause:
			if c := found[info.Implicits[n]]; c != nil {
				c.Decl = n
			}
		case *ast.FuncLit:
			if n == outer {
				break
			}
			for _, field := range n.Type.Params.List {
				declareAll(info, n, field.Names, found)
			}
		}
		return true
	})
}

func declareAll(info *types.Info, decl ast.Node, names []*ast.Ident, found map[types.Object]*chain.Capture) {
	for _, id := range names {
		if c := found[info.Defs[id]]; c != nil {
			c.Decl = decl
		}
	}
}

// share marks the captures that are more than a name for a value: those
// assigned after their declaration, and those whose address is taken.
func share(info *types.Info, outer *ast.FuncLit, found map[types.Object]*chain.Capture) {
	mark := func(e ast.Expr) {
		if c := found[root(info, e)]; c != nil {
			c.Shared = true
		}
	}
	ast.Inspect(outer, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				mark(lhs)
			}
		case *ast.IncDecStmt:
			mark(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				mark(n.X)
			}
		case *ast.RangeStmt:
			mark(n.Key)
			mark(n.Value)
		case *ast.SelectorExpr:
			if addressed(info, n) {
				mark(n.X)
			}
		case *ast.SliceExpr:
			if syntax.SlicesArray(info, n) {
				mark(n.X)
			}
		}
		return true
	})
}

// root is the variable whose storage an expression designates a part of, as
// far as it is used and not declared there.
func root(info *types.Info, e ast.Expr) types.Object {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return info.Uses[x]
		case *ast.ParenExpr:
			e = x.X
		case *ast.SelectorExpr:
			if pointsOn(info, x.X) {
				return nil
			}
			e = x.X
		case *ast.IndexExpr:
			if pointsOn(info, x.X) {
				return nil
			}
			e = x.X
		default:
			return nil
		}
	}
}

// pointsOn reports whether a part of an expression is a part of something else
// than the variable in it: of what a pointer, slice or map refers to.
func pointsOn(info *types.Info, e ast.Expr) bool {
	t := info.TypeOf(e)
	if t == nil {
		return false // the name of a package
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map:
		return true
	}
	return false
}

// addressed reports whether a selector calls or binds a method that takes the
// address of its operand.
func addressed(info *types.Info, sel *ast.SelectorExpr) bool {
	s := info.Selections[sel]
	if s == nil || s.Kind() != types.MethodVal {
		return false
	}
	recv := s.Obj().(*types.Func).Signature().Recv()
	_, pointer := recv.Type().Underlying().(*types.Pointer)
	_, already := s.Recv().Underlying().(*types.Pointer)
	return pointer && !already
}
