package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A chance says whether an expression is a failure from elsewhere.
type chance int

// The chances.
const (
	perhaps chance = iota
	certain
	never
	open // it stands in a place of others: what leads there says whether there is one
)

// failure is the chance of an expression in a call. Of what is not known for itself, the way to
// the call tells.
func (t *telling) failure(call *ast.CallExpr, e ast.Expr) chance {
	at, ok := t.Root.FindNode(call)
	if !ok {
		return never
	}
	c := t.failureAt(at, e)
	if c == never || c == certain {
		return c
	}
	l := &led{t, t.computed(e)}
	switch way := l.to(at, 0); {
	case way == certain || t.toldBy(e):
		return certain
	case c == open:
		return way
	}
	return perhaps
}

// failureAt is the chance of an expression at a place: that of what it got last on the way there,
// or what has been asked about it since.
func (t *telling) failureAt(at inspector.Cursor, e ast.Expr) chance {
	if t.given(e, t.lit.Type) {
		return never
	}
	put, value := t.lastPut(at, e)
	for _, f := range t.facts(at) {
		if put != nil && f.cond.Pos() < put.Pos() {
			continue // it was another one
		}
		if err := t.failed(f); err != nil && t.same(err, e) {
			return certain
		}
		test, ok := f.cond.(*ast.BinaryExpr)
		if ok && t.same(test.X, e) && t.Pass.TypesInfo.Types[test.Y].IsNil() {
			return never
		}
	}
	if put == nil {
		return t.made(e)
	}
	where, ok := t.Root.FindNode(put)
	if !ok || value == nil || put.Pos() > at.Node().Pos() {
		return perhaps // it was put there in an earlier round, or nobody knows what
	}
	return t.failureAt(where, value)
}

// lastPut is the code that was the last to put something in a place on the way to another one,
// and the value, nil when that is not known.
func (t *telling) lastPut(at inspector.Cursor, place ast.Expr) (ast.Node, ast.Expr) {
	if _, call := t.place(place).(*ast.CallExpr); call {
		return nil, nil
	}
	put := t.putting(place, at.Node())
	for _, code := range slices.Backward(leading(at)) {
		if code == nil {
			continue
		}
		if value := t.assigned(code, place); value != nil {
			return code, value
		}
		if put.does(code, 0) {
			return code, nil
		}
	}
	return nil, nil
}

// assigned is the value that a statement assigns to a place, nil for none.
func (t *telling) assigned(stmt ast.Node, place ast.Expr) ast.Expr {
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != len(assign.Rhs) {
		return nil
	}
	i := slices.IndexFunc(assign.Lhs, func(e ast.Expr) bool { return t.same(e, place) })
	if i < 0 {
		return nil
	}
	return assign.Rhs[i]
}

// made is the chance of an error by what it is made of. What is not known of one that the
// literal, or one in it, is told of is its own.
func (t *telling) made(e ast.Expr) chance {
	e = t.computed(e)
	if t.given(e, t.lit) || t.Pass.TypesInfo.Types[e].IsNil() {
		return never
	}
	if t.isSome(e) {
		return certain
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		return t.made(e.X)
	case *ast.CallExpr:
		return t.returned(e)
	case *ast.SelectorExpr, *ast.Ident, *ast.IndexExpr, *ast.StarExpr:
		return t.stored(e)
	}
	return perhaps
}

// isSome says whether an expression is an error that cannot be nil.
func (p *Package) isSome(e ast.Expr) bool {
	if _, ok := e.(*ast.CompositeLit); ok {
		return true
	}
	t := p.Pass.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Basic, *types.Struct, *types.Array:
		return true
	}
	return false
}

// stored is the chance of what stands in a place that may have had several values.
func (t *telling) stored(e ast.Expr) chance {
	if id, ok := e.(*ast.Ident); ok {
		if v, ok := t.Pass.TypesInfo.Uses[id].(*types.Var); ok && v.Kind() != types.PackageVar {
			return t.storedHere(v)
		}
	}
	v := t.packageVar(e)
	if v == nil || v.Pkg() == t.Pass.Pkg && !t.isFixed(v) {
		return open
	}
	return certain
}

// storedHere is the chance of a local variable.
func (t *telling) storedHere(v *types.Var) chance {
	if t.isUnset(v) {
		return never
	}
	return perhaps
}

// isUnset says whether a local variable is declared without a value and never gets one.
func (p *Package) isUnset(v *types.Var) bool {
	at, ok := p.Root.FindByPos(v.Pos(), v.Pos())
	if !ok {
		return false
	}
	spec, ok := at.Parent().Node().(*ast.ValueSpec)
	if !ok || len(spec.Values) > 0 {
		return false
	}
	for fn := range at.Enclosing((*ast.FuncDecl)(nil)) {
		return !p.rewrites(fn.Node(), v)
	}
	return false
}

// packageVar is the variable of a package that a place is part of, nil for others. Behind a pointer
// it would be part of something else.
func (p *Package) packageVar(e ast.Expr) *types.Var {
	switch part := ast.Unparen(e).(type) {
	case *ast.IndexExpr:
		return p.packageVar(part.X)
	case *ast.SelectorExpr:
		v, ok := p.Pass.TypesInfo.Uses[part.Sel].(*types.Var)
		_, pointer := syntax.Underlying(p.Pass.TypesInfo, part.X).(*types.Pointer)
		if ok && v.IsField() && !pointer {
			return p.packageVar(part.X)
		}
	}
	v, ok := p.named(e).(*types.Var)
	if !ok || v.Kind() != types.PackageVar {
		return nil
	}
	return v
}

// isFixed says whether a variable of the package always has the value which it is declared with,
// and so has each part of it.
func (p *Package) isFixed(v *types.Var) bool {
	value := p.initial(v)
	if value == nil || p.Pass.TypesInfo.Types[value].IsNil() {
		return false
	}
	is := func(e ast.Expr) bool { return e != nil && p.packageVar(e) == v }
	return !slices.ContainsFunc(p.Pass.Files, func(file *ast.File) bool {
		return contains(file, func(n ast.Node) bool { return changes(n, is) })
	})
}

// changes says whether a node changes what a place has, or may, by its address.
func changes(n ast.Node, is func(ast.Expr) bool) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return slices.ContainsFunc(n.Lhs, is)
	case *ast.RangeStmt:
		return is(n.Key) || is(n.Value)
	case *ast.UnaryExpr:
		return n.Op == token.AND && is(n.X)
	}
	return false
}

// errorName is what functions are called that make errors, and getterName what those are called
// that tell of one that there may be.
var (
	errorName  = regexp.MustCompile(`(?i)err|fail|wrap|^new`)
	getterName = regexp.MustCompile(`(?i)^(get|last|first)?_?(err(or)?|failure)$`)
)

// returned is the chance of what a call returns. What adds to an error may make none of nil.
func (t *telling) returned(call *ast.CallExpr) chance {
	if t.Pass.TypesInfo.Types[call.Fun].IsType() {
		return t.made(call.Args[0])
	}
	if fn, _ := t.calleeIn("fmt", call); fn != nil {
		return certain
	}
	name := syntax.CalledName(call)
	if name == nil || t.isEnd(call) {
		return perhaps
	}
	if len(call.Args) == 0 {
		if c := t.got(call, name.Name); c != perhaps {
			return c
		}
	}
	if fn, _ := t.calleeIn("errors", call); fn == nil && !errorName.MatchString(name.Name) {
		return perhaps
	}
	least := certain
	for _, arg := range call.Args {
		if !t.keepsFailure(arg) {
			continue
		}
		if least = t.made(arg); least == certain {
			break
		}
	}
	return least
}

// got is the chance of what a function returns that is given nothing: it may tell what stands in a
// place of others, going by what it returns, or by its name.
func (t *telling) got(call *ast.CallExpr, name string) chance {
	body := t.called(call)
	if body == nil {
		if getterName.MatchString(name) {
			return open
		}
		return perhaps
	}
	if t.getters[body] || len(t.getters) == deepest {
		return perhaps
	}
	t.getters[body] = true
	defer delete(t.getters, body)
	least := certain
	for _, ret := range returned(body) {
		at, ok := t.Root.FindNode(ret)
		if !ok {
			return perhaps
		}
		switch t.failureAt(at, ret.Results[0]) {
		case open, never:
			return open
		case perhaps:
			least = perhaps
		case certain:
		}
	}
	return least
}

// returned lists the statements of a body that return one value.
func returned(body *ast.BlockStmt) []*ast.ReturnStmt {
	var all []*ast.ReturnStmt
	ast.Inspect(body, func(n ast.Node) bool {
		if ret, ok := n.(*ast.ReturnStmt); ok && len(ret.Results) == 1 {
			all = append(all, ret)
		}
		_, other := n.(*ast.FuncLit)
		return !other
	})
	return all
}

// given says whether an expression has to do with an error that is a parameter in code.
func (t *telling) given(e ast.Expr, code ast.Node) bool {
	return contains(t.computed(e), func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return false
		}
		v, ok := t.Pass.TypesInfo.Uses[id].(*types.Var)
		return ok && v.Kind() == types.ParamVar && isFailure(v.Type()) &&
			code.Pos() <= v.Pos() && v.Pos() < code.End()
	})
}
