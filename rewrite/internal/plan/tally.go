package plan

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A tally is a local function that counts its calls, and does something at the
// last one.
//
//	left := 2
//	finish := func() { if left--; left == 0 { … } }
type tally struct {
	*Closure
	decls    []ast.Stmt // the declaration of the counter, and what sets it
	count    int64
	list     []ast.Stmt // what is done at the last call
	from, to token.Pos
}

// tally reads a closure as a tally, or returns nil.
func (src *Source) tally(c *Closure) *tally {
	if c.Lit.Type.Params.NumFields() > 0 || c.Lit.Type.Results.NumFields() > 0 {
		return nil
	}
	test := src.countTest(c.Lit.Body)
	if test == nil || len(test.rest.list) == 0 {
		return nil
	}
	for _, stmt := range test.rest.list {
		if src.usedIn(test.counter, stmt, nil) {
			return nil
		}
	}
	rest := test.rest.list
	t := &tally{Closure: c, count: test.until, list: rest, from: test.rest.from, to: rest[len(rest)-1].End()}
	decl, list := src.declaration(test.counter)
	if list != c.List {
		return nil
	}
	t.decls = []ast.Stmt{decl}
	if test.down {
		t.begins(src, test.counter, decl)
	} else if !src.zeroed(decl) {
		return nil
	}
	if t.count < 1 || src.usedBeside(test.counter, append(t.decls, c.Decl)) {
		return nil
	}
	return t
}

// usedBeside reports whether a variable is used outside of some statements.
func (src *Source) usedBeside(obj types.Object, stmts []ast.Stmt) bool {
	return slices.ContainsFunc(src.uses[obj], func(id *ast.Ident) bool {
		own := slices.ContainsFunc(stmts, func(s ast.Stmt) bool { return within(id.Pos(), s) })
		return src.Info.Uses[id] != nil && !own
	})
}

// commentIn reports whether a comment stands in a statement.
func (src *Source) commentIn(stmt ast.Stmt) bool { return src.commentBetween(stmt.Pos(), stmt.End()) }

// begins reads what a counter counts down from: a constant that it is declared
// with, or that is stored in it.
func (t *tally) begins(src *Source, counter types.Object, decl ast.Stmt) {
	if value := src.declared(decl); value != nil {
		t.count = src.integer(value)
		return
	}
	for _, stmt := range syntax.List(t.List) {
		expr, ok := stmt.(*ast.ExprStmt)
		if !ok {
			continue
		}
		obj, call := src.atomicCall(expr.X, "Store")
		if obj == counter && src.zeroed(decl) {
			t.count = src.integer(call.Args[0])
			t.decls = append(t.decls, stmt)
			return
		}
	}
}

// declared is the value that a statement declares its only variable with, or
// nil.
func (src *Source) declared(decl ast.Stmt) ast.Expr {
	switch decl := decl.(type) {
	case *ast.AssignStmt:
		if len(decl.Lhs) == 1 && len(decl.Rhs) == 1 {
			return decl.Rhs[0]
		}
	case *ast.DeclStmt:
		if spec := src.onlySpec(decl); spec != nil && len(spec.Names) == 1 && len(spec.Values) == 1 {
			return spec.Values[0]
		}
	}
	return nil
}

// integer is the value of a constant, 0 when it is none.
func (src *Source) integer(e ast.Expr) int64 {
	value := src.Info.Types[e].Value
	if value == nil || value.Kind() != constant.Int {
		return 0
	}
	n, _ := constant.Int64Val(value)
	return n
}

// A countTest is a step of a counter, and the test that finds its end.
type countTest struct {
	counter types.Object
	down    bool  // it counts down to 0
	until   int64 // or up to this
	rest    span  // what is done in the end
}

// countTest reads if left--; left == 0 { … }, the same as two statements, and
// left--; if left > 0 { return }; …. The test may contain the step.
func (src *Source) countTest(body *ast.BlockStmt) *countTest {
	list := body.List
	var step ast.Stmt
	if len(list) > 0 && isStep(list[0]) {
		step, list = list[0], list[1:]
	}
	if len(list) == 0 {
		return nil
	}
	stmt, ok := list[0].(*ast.IfStmt)
	if !ok || stmt.Else != nil || step != nil && stmt.Init != nil {
		return nil
	}
	if stmt.Init != nil {
		step = stmt.Init
	}
	cond, ok := ast.Unparen(stmt.Cond).(*ast.BinaryExpr)
	if !ok {
		return nil
	}
	t := src.step(step, cond)
	if t == nil {
		return nil
	}
	before := token.LSS // while it counts
	if t.down {
		before = token.GTR
	}
	switch {
	case cond.Op == token.EQL && len(list) == 1:
		t.rest = span{stmt.Body.List, stmt.Body.Lbrace + 1}
	case (cond.Op == token.NEQ || cond.Op == before) && isReturn(stmt.Body.List):
		t.rest = span{list[1:], stmt.End()}
	default:
		return nil
	}
	return t
}

// step reads how a counter is changed and compared, or returns nil.
func (src *Source) step(step ast.Stmt, cond *ast.BinaryExpr) *countTest {
	counter, by := src.added(cond.X)
	if step != nil {
		counter, by = src.incremented(step)
		if !src.is(cond.X, counter) {
			return nil
		}
	}
	t := &countTest{counter: counter, down: by == -1, until: src.integer(cond.Y)}
	if by == 0 || t.down && !src.Zero(cond.Y) {
		return nil
	}
	return t
}

// added reads what is added to an atomic integer: 1 or -1, otherwise 0.
func (src *Source) added(e ast.Expr) (counter types.Object, by int64) {
	counter, call := src.atomicCall(e, "Add")
	if counter == nil {
		return nil, 0
	}
	by = src.integer(call.Args[len(call.Args)-1])
	if by != 1 && by != -1 {
		return nil, 0
	}
	return counter, by
}

// incremented reads left--, or have++.
func (src *Source) incremented(stmt ast.Stmt) (counter types.Object, by int64) {
	change, ok := stmt.(*ast.IncDecStmt)
	if !ok {
		return nil, 0
	}
	id, ok := change.X.(*ast.Ident)
	if !ok {
		return nil, 0
	}
	if change.Tok == token.DEC {
		return src.Info.Uses[id], -1
	}
	return src.Info.Uses[id], 1
}

// atomicCall reads the call of a method of an atomic integer, or of the
// function that does the same to the address of a variable.
func (src *Source) atomicCall(e ast.Expr, name string) (types.Object, *ast.CallExpr) {
	for _, kind := range []string{"Int32", "Int64"} {
		if obj, call := src.method(e, "(*sync/atomic."+kind+")."+name); obj != nil {
			return obj, call
		}
		if obj, call := src.ofAddress(e, "sync/atomic."+name+kind); obj != nil {
			return obj, call
		}
	}
	return nil, nil
}

// ofAddress reads the call of a function with the address of a variable.
func (src *Source) ofAddress(e ast.Expr, name string) (types.Object, *ast.CallExpr) {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) != 2 {
		return nil, nil
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil, nil
	}
	f, ok := src.Info.Uses[sel.Sel].(*types.Func)
	address, isAddress := call.Args[0].(*ast.UnaryExpr)
	if !ok || f.FullName() != name || !isAddress || address.Op != token.AND {
		return nil, nil
	}
	id, ok := address.X.(*ast.Ident)
	if !ok {
		return nil, nil
	}
	return src.Info.Uses[id], call
}

func isStep(stmt ast.Stmt) bool {
	_, ok := stmt.(*ast.IncDecStmt)
	return ok
}

// isReturn reports whether a list is just a return.
func isReturn(list []ast.Stmt) bool {
	if len(list) != 1 {
		return false
	}
	ret, ok := list[0].(*ast.ReturnStmt)
	return ok && len(ret.Results) == 0
}
