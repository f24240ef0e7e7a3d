package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A gate is a local function that lets the first of its calls through to a
// completion, and no other.
//
//	var once sync.Once
//	win := func(v V, err error) { once.Do(func() { timer.Stop(); done(v, err) }) }
type gate struct {
	*Closure
	latch ast.Stmt   // the declaration of what remembers the first call
	first []ast.Stmt // what happens before the completion
	from  token.Pos  // where that begins
	end   *relay     // the call of the completion
	waits bool       // later calls wait until the first has returned
}

// gate reads a closure as a gate, or returns nil.
//
// What remembers the first call is used for nothing else, so it cannot be
// reset nor asked.
func (src *Source) gate(c *Closure) *gate {
	latch, body := src.latched(c.Lit.Body)
	if latch == nil || len(body.list) == 0 {
		return nil
	}
	last := len(body.list) - 1
	end := src.completion(body.list[last])
	if end == nil || end.at != 1 || len(end.call.Args) != 2 || !src.handsOnAll(c.Lit, end) {
		return nil
	}
	decl, list := src.declaration(latch)
	if list != c.List || !src.zeroed(decl) || !src.usedOnlyIn(latch, c.Lit) {
		return nil
	}
	once, _ := src.doneOnce(c.Lit.Body)
	return &gate{
		Closure: c, latch: decl, first: body.list[:last], from: body.from, end: end, waits: once != nil,
	}
}

// A span is a list of statements and where it begins.
type span struct {
	list []ast.Stmt
	from token.Pos
}

// latched reads the body of a gate: what remembers the first call, and what
// that call does.
func (src *Source) latched(body *ast.BlockStmt) (types.Object, span) {
	for _, read := range latches {
		if latch, s := read(src, body); latch != nil {
			return latch, s
		}
	}
	return nil, span{}
}

// latches are the ways to let one call through.
var latches = []func(*Source, *ast.BlockStmt) (types.Object, span){
	(*Source).doneOnce, (*Source).swapped, (*Source).returned, (*Source).flagged,
}

// doneOnce reads once.Do(func() { … }).
func (src *Source) doneOnce(body *ast.BlockStmt) (types.Object, span) {
	if len(body.List) != 1 {
		return nil, span{}
	}
	stmt, ok := body.List[0].(*ast.ExprStmt)
	if !ok {
		return nil, span{}
	}
	latch, call := src.method(stmt.X, "(*sync.Once).Do")
	if latch == nil {
		return nil, span{}
	}
	lit, ok := call.Args[0].(*ast.FuncLit)
	if !ok {
		return nil, span{}
	}
	return latch, span{lit.Body.List, lit.Body.Lbrace + 1}
}

// swapped reads if won.CompareAndSwap(false, true) { … }.
func (src *Source) swapped(body *ast.BlockStmt) (types.Object, span) {
	if len(body.List) != 1 {
		return nil, span{}
	}
	stmt, ok := body.List[0].(*ast.IfStmt)
	if !ok || stmt.Init != nil || stmt.Else != nil {
		return nil, span{}
	}
	latch := src.compared(stmt.Cond)
	if latch == nil {
		return nil, span{}
	}
	return latch, span{stmt.Body.List, stmt.Body.Lbrace + 1}
}

// returned reads if !won.CompareAndSwap(false, true) { return }; …, and the
// same with won.Swap(true).
func (src *Source) returned(body *ast.BlockStmt) (types.Object, span) {
	cond, rest := src.leaving(body)
	if cond == nil {
		return nil, span{}
	}
	if not, ok := cond.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		return src.compared(not.X), rest
	}
	latch, call := src.method(cond, "(*sync/atomic.Bool).Swap")
	if latch == nil || !src.isBool(call.Args[0], true) {
		return nil, span{}
	}
	return latch, rest
}

// flagged reads if won { return }; won = true; ….
func (src *Source) flagged(body *ast.BlockStmt) (types.Object, span) {
	cond, rest := src.leaving(body)
	id, ok := cond.(*ast.Ident)
	if !ok || len(rest.list) == 0 {
		return nil, span{}
	}
	set, ok := rest.list[0].(*ast.AssignStmt)
	latch := src.Info.Uses[id]
	if !ok || set.Tok != token.ASSIGN || len(set.Lhs) != 1 || len(set.Rhs) != 1 ||
		!src.is(set.Lhs[0], latch) || !src.isBool(set.Rhs[0], true) {
		return nil, span{}
	}
	return latch, span{rest.list[1:], set.End()}
}

// leaving reads if cond { return }; … .
func (src *Source) leaving(body *ast.BlockStmt) (ast.Expr, span) {
	if len(body.List) < 2 {
		return nil, span{}
	}
	stmt, ok := body.List[0].(*ast.IfStmt)
	if !ok || stmt.Init != nil || stmt.Else != nil || len(stmt.Body.List) != 1 {
		return nil, span{}
	}
	if _, ok := stmt.Body.List[0].(*ast.ReturnStmt); !ok {
		return nil, span{}
	}
	return ast.Unparen(stmt.Cond), span{body.List[1:], stmt.End()}
}

// compared reads won.CompareAndSwap(false, true).
func (src *Source) compared(e ast.Expr) types.Object {
	latch, call := src.method(ast.Unparen(e), "(*sync/atomic.Bool).CompareAndSwap")
	if latch == nil || !src.isBool(call.Args[0], false) || !src.isBool(call.Args[1], true) {
		return nil
	}
	return latch
}

// method reads the call of a method of a variable.
func (src *Source) method(e ast.Expr, name string) (types.Object, *ast.CallExpr) {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return nil, nil
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil, nil
	}
	f, ok := src.Info.Uses[sel.Sel].(*types.Func)
	id, plain := sel.X.(*ast.Ident)
	if !ok || !plain || f.FullName() != name {
		return nil, nil
	}
	return src.Info.Uses[id], call
}

func (src *Source) isBool(e ast.Expr, want bool) bool {
	v := src.Info.Types[e].Value
	return v != nil && v.ExactString() == map[bool]string{false: "false", true: "true"}[want]
}

// zeroed reports whether a declaration gives one variable its zero value.
func (src *Source) zeroed(decl ast.Stmt) bool {
	switch decl := decl.(type) {
	case *ast.DeclStmt:
		spec := src.onlySpec(decl)
		return spec != nil && len(spec.Names) == 1 &&
			!slices.ContainsFunc(spec.Values, func(e ast.Expr) bool { return !src.Zero(e) })
	case *ast.AssignStmt:
		return len(decl.Lhs) == 1 && len(decl.Rhs) == 1 && src.Zero(decl.Rhs[0])
	}
	return false
}

// usedOnlyIn reports whether all uses of a variable stand in a node.
func (src *Source) usedOnlyIn(obj types.Object, n ast.Node) bool {
	return !slices.ContainsFunc(src.uses[obj], func(id *ast.Ident) bool {
		return src.Info.Uses[id] != nil && !within(id.Pos(), n)
	})
}
