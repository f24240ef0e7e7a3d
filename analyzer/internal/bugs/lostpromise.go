package bugs

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/promises"
)

// A promise that nobody takes is one of which nobody learns how it ended, and
// a cold one never begins.
var lostPromise = &Rule{
	Name: "lostpromise",
	Doc:  "find promises that are made and dropped",
	find: func(p *Package) {
		if !usesRuntime(p.Pass.Pkg) {
			return
		}
		for file := range p.written() {
			for stmt := range file.Preorder((*ast.ExprStmt)(nil)) {
				p.lost(stmt)
			}
			for assign := range file.Preorder((*ast.AssignStmt)(nil)) {
				p.unstarted(assign)
			}
		}
	},
}

// lost reports a statement that drops a promise: one that is never launched, or
// one whose outcome nobody looks at. A chain with handlers on a running
// operation is how to react to it.
func (p *Package) lost(at inspector.Cursor) {
	stmt := at.Node().(*ast.ExprStmt)
	call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
	if !ok || !promises.Is(p.Pass.TypesInfo.TypeOf(call)) {
		return
	}
	fn, recv := p.calleeIn(promisePath, call)
	if fn != nil && fn.Name() == "Start" {
		return
	}
	root := ast.Unparen(p.root(call))
	_, named := root.(*ast.Ident)
	message := ""
	switch {
	case p.temper(call) == cold && !named:
		message = "this promise is dropped, and never launched"
	case recv == nil && !p.goesOn(call):
		message = "this promise is dropped: nobody learns how it ends"
	default:
		return // a reaction to what is known elsewhere
	}
	p.Pass.Report(analysis.Diagnostic{
		Pos: stmt.Pos(), End: stmt.End(), Message: message, SuggestedFixes: p.returned(at),
	})
}

// goesOn says whether the function that makes a promise has launched it by itself, or has
// given it to others, so that to drop it changes nothing.
func (p *Package) goesOn(call *ast.CallExpr) bool {
	fn, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Func)
	if !ok {
		return false
	}
	decl := p.declarations()[fn.Origin()]
	return decl != nil && decl.Body != nil && contains(decl.Body, func(n ast.Node) bool {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || len(ret.Results) != 1 {
			return false
		}
		return p.starter(ret.Results[0]) || p.elsewhere(decl, ret.Results[0])
	})
}

// elsewhere says whether somebody else has the promise that a function returns: it is kept in
// a variable that is not its own, or has other uses.
func (p *Package) elsewhere(decl *ast.FuncDecl, result ast.Expr) bool {
	v, ok := p.named(result).(*types.Var)
	return ok && (v.Kind() != types.LocalVar || p.usedBeside(decl, result))
}

// starter says whether an expression starts the promise that it is.
func (p *Package) starter(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, _ := p.calleeIn(promisePath, call)
	return fn != nil && fn.Name() == "Start"
}

// root is what the methods of a chain are called on first.
func (p *Package) root(e ast.Expr) ast.Expr {
	for {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			return e
		}
		_, recv := p.calleeIn(promisePath, call)
		if recv == nil {
			return e
		}
		e = recv
	}
}

// returned is the fix for a handler that makes a promise and returns none,
// which rejects its own.
//
//	save(user)    =>  return save(user)
//	return nil
//
// So long as:
//   - the handler is a literal, given to a method of a promise: what else returns nil may
//     well mean it;
//   - the types are the same;
//   - no comment stands between the two, or beside the return.
func (p *Package) returned(at inspector.Cursor) []analysis.SuggestedFix {
	next, ok := at.NextSibling()
	if !ok {
		return nil
	}
	ret, ok := next.Node().(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 || !p.isNil(ret.Results[0]) {
		return nil
	}
	stmt := at.Node().(*ast.ExprStmt)
	gone, ok := p.line(ret)
	if !ok || !p.handles(at, p.Pass.TypesInfo.TypeOf(stmt.X)) || p.notedBetween(stmt, ret) {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message: "Return the promise",
		TextEdits: []analysis.TextEdit{
			{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte("return ")},
			gone,
		},
	}}
}

// handles says whether the function around a place is a handler that returns a promise
// of a type.
func (p *Package) handles(at inspector.Cursor, result types.Type) bool {
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		typ, _ := function(fn.Node())
		call, ok := fn.Parent().Node().(*ast.CallExpr)
		if !ok || typ.Results == nil || len(typ.Results.List) != 1 {
			return false
		}
		method, recv := p.calleeIn(promisePath, call)
		return method != nil && recv != nil &&
			types.Identical(p.Pass.TypesInfo.TypeOf(typ.Results.List[0].Type), result)
	}
	return false
}

// unstarted reports a variable with a cold promise that is given handlers and
// nothing else.
func (p *Package) unstarted(at inspector.Cursor) {
	assign := at.Node().(*ast.AssignStmt)
	if len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || !promises.Is(p.Pass.TypesInfo.TypeOf(assign.Rhs[0])) {
		return
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	if !ok {
		return
	}
	v, ok := p.Pass.TypesInfo.Defs[id].(*types.Var)
	if !ok || p.temper(assign.Rhs[0]) != cold {
		return
	}
	for fn := range at.Enclosing((*ast.FuncDecl)(nil)) {
		for use := range fn.Preorder((*ast.Ident)(nil)) {
			if p.Pass.TypesInfo.Uses[use.Node().(*ast.Ident)] == v && !p.reaction(use) {
				return
			}
		}
		p.Pass.ReportRangef(id, "%s is never launched: nothing returns, awaits or settles it", id.Name)
	}
}

// reaction says whether a use of a promise is at the head of a chain that is
// a statement, and that does not start it.
func (p *Package) reaction(use inspector.Cursor) bool {
	stmt := statement(use)
	expr, ok := stmt.Node().(*ast.ExprStmt)
	if !ok || !promises.Is(p.Pass.TypesInfo.TypeOf(expr.X)) || ast.Unparen(p.root(expr.X)) != use.Node() {
		return false
	}
	for e := expr.X; ; {
		fn, recv := p.calleeIn(promisePath, ast.Unparen(e).(*ast.CallExpr))
		if fn == nil || fn.Name() == "Start" {
			return false
		}
		if ast.Unparen(recv) == use.Node() {
			return true
		}
		e = recv
	}
}
