package build

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// through is the last of the statements behind a launch that belong to it: all that is done with
// what it returns is to call methods of that.
//
//	d := newDialog(func(ok bool) {…})
//	d.SetText("Delete?")
//	d.Show()
//
// It is nil if there are none, or if they cannot go with the launch into a function of its own:
// they leave, declare what is used behind them, or launch something themselves.
func (f *forest) through(s *chain.Step) ast.Stmt {
	made := f.made(s)
	if made == nil {
		return nil
	}
	list := syntax.List(s.List)
	rest := nonEmpty(list[slices.Index(list, s.Stmt)+1:])
	last := -1
	for i, stmt := range rest {
		switch uses, calls := f.uses(made, stmt); {
		case uses != calls:
			return nil
		case uses > 0:
			last = i
		}
	}
	if last < 0 || last == len(rest)-1 && f.mayEnd(rest[last]) {
		return nil
	}
	if f.launchesIn(rest[0].Pos(), rest[last].End()) || !f.movable(rest[:last+1], rest[last+1:]) {
		return nil
	}
	return rest[last]
}

// nonEmpty are the statements up to the last that is not empty: a function ends with that.
func nonEmpty(list []ast.Stmt) []ast.Stmt {
	for len(list) > 0 {
		if _, ok := list[len(list)-1].(*ast.EmptyStmt); !ok {
			break
		}
		list = list[:len(list)-1]
	}
	return list
}

// mayEnd reports whether a statement may be what lets a function with results end without a
// return: one that panics, or contains others.
func (f *forest) mayEnd(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
		return ok && syntax.Leaves(f.info, call)
	case *ast.IfStmt:
		return stmt.Else != nil
	case *ast.ForStmt:
		return stmt.Cond == nil
	case *ast.AssignStmt, *ast.IncDecStmt, *ast.DeclStmt, *ast.SendStmt, *ast.GoStmt, *ast.RangeStmt:
		return false
	}
	return true
}

// made is the variable that a launch declares for its result, nil if its statement does anything
// else.
func (f *forest) made(s *chain.Step) types.Object {
	assign, ok := s.Stmt.(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != 1 || ast.Unparen(assign.Rhs[0]) != s.Call {
		return nil
	}
	id, _ := assign.Lhs[0].(*ast.Ident)
	return f.info.Defs[id]
}

// uses counts the uses of a variable in a node, and those among them that are calls of its methods.
func (f *forest) uses(v types.Object, n ast.Node) (uses, calls int) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if f.info.Uses[n] == v {
				uses++
			}
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && f.isVar(sel.X, v) {
				calls++
			}
		}
		return true
	})
	return uses, calls
}

func (f *forest) isVar(e ast.Expr, v types.Object) bool {
	id, ok := e.(*ast.Ident)
	return ok && f.info.Uses[id] == v
}

// launchesIn reports whether something is launched in a range.
func (f *forest) launchesIn(from, to token.Pos) bool {
	return slices.ContainsFunc(slices.Concat(f.nodes, f.named), func(n *node) bool {
		return from <= n.step.Call.Pos() && n.step.Call.Pos() < to
	})
}

// movable reports whether statements may go into a function of their own, without those behind
// them.
func (f *forest) movable(stmts, behind []ast.Stmt) bool {
	return !slices.ContainsFunc(stmts, func(stmt ast.Stmt) bool {
		return !syntax.RunsThrough(stmt) || f.declaresFor(stmt, behind) || f.asks(stmt)
	})
}

// asks reports whether a statement asks for the function that it stands in: by whom it is called,
// or, by recover, whether a defer statement calls it.
func (f *forest) asks(stmt ast.Stmt) bool {
	return syntax.Contains(stmt, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && (f.callers.Ask(f.info, call) || syntax.Recovers(f.info, call))
	})
}

// declaresFor reports whether a statement declares something that others use, or would declare
// anew in another function what it assigns.
func (f *forest) declaresFor(stmt ast.Stmt, others []ast.Stmt) bool {
	return slices.ContainsFunc(listedNames(stmt), func(id *ast.Ident) bool {
		obj := f.info.Defs[id]
		used := func(other ast.Stmt) bool {
			uses, _ := f.uses(obj, other)
			return uses > 0
		}
		return id.Name != "_" && (obj == nil || slices.ContainsFunc(others, used))
	})
}

// listedNames lists the names that a statement declares in its list, with those that it only
// assigns by :=.
func listedNames(stmt ast.Stmt) []*ast.Ident {
	if decl, ok := stmt.(*ast.DeclStmt); ok {
		return syntax.Declared(decl.Decl.(*ast.GenDecl))
	}
	return declared(stmt)
}
