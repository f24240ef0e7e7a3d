package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
)

// unlockFirst is the fix for a completion that is called just before the only
// mutex is given back.
//
//	done(nil, err)
//	mu.Unlock()     =>  mu.Unlock(); done(nil, err)
//
// So long as:
//   - the completion is a parameter, of which there is nothing to read;
//   - it is told of nothing that the mutex may protect;
//   - no comment is about one of the two, but for one beside the call.
func (p *Package) unlockFirst(call *ast.CallExpr, now locks, all []*completion) []analysis.SuggestedFix {
	at, ok := p.Root.FindNode(call)
	if !ok || len(now) != 1 || !slices.ContainsFunc(all, func(c *completion) bool { return c.is(call.Fun) }) {
		return nil
	}
	stmt, ok := at.Parent().Node().(*ast.ExprStmt)
	next, isNext := at.Parent().NextSibling()
	reads := func(arg ast.Expr) bool { return !p.settled(at, arg) }
	if !ok || !isNext || slices.ContainsFunc(call.Args, reads) {
		return nil
	}
	unlock, ok := next.Node().(*ast.ExprStmt)
	if !ok || !p.unlocksOne(unlock, now) {
		return nil
	}
	gone, alone := p.line(unlock)
	indent := p.indent(stmt)
	if !alone || strings.TrimSpace(indent) != "" || p.notedAbove(stmt) ||
		p.notedBetween(stmt, unlock) {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message: "Unlock before the call",
		TextEdits: []analysis.TextEdit{
			{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte(p.text(unlock) + "\n" + indent)},
			gone,
		},
	}}
}

// unlocksOne says whether a statement gives back a mutex that is held.
func (p *Package) unlocksOne(stmt *ast.ExprStmt, now locks) bool {
	call, ok := stmt.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	mutex, takes, ok := p.lockOf(call.Fun)
	return ok && !takes && now[types.ExprString(mutex)] != nil
}

// notedAbove says whether a comment stands on the line above a statement.
func (p *Package) notedAbove(stmt ast.Stmt) bool {
	file := p.Pass.Fset.File(stmt.Pos())
	above := file.Line(stmt.Pos()) - 1
	return slices.ContainsFunc(p.comments(token.Pos(file.Base()), stmt.Pos()), func(c *ast.Comment) bool {
		return file.Line(c.End()) == above && strings.TrimSpace(p.indent(c)) == ""
	})
}

// settled says whether the value of an expression is nobody else's, and stays what it
// is: a constant, nil, or a variable of the function itself that points nowhere.
func (p *Package) settled(at inspector.Cursor, e ast.Expr) bool {
	tv := p.Pass.TypesInfo.Types[e]
	if tv.Value != nil || tv.IsNil() {
		return true
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := p.Pass.TypesInfo.Uses[id].(*types.Var)
	return ok && pointsNowhere(v.Type()) && p.private(at, v)
}

// pointsNowhere says whether the values of a type lead to no variable. An error tells
// what has happened, and is left alone.
func pointsNowhere(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() != types.UnsafePointer
	case *types.Array:
		return pointsNowhere(u.Elem())
	case *types.Struct:
		for field := range u.Fields() {
			if !pointsNowhere(field.Type()) {
				return false
			}
		}
		return true
	}
	return types.Identical(t, types.Universe.Lookup("error").Type())
}
