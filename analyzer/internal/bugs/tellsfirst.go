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

// tellsFirst says whether a continuation goes on with an error that it has from elsewhere: with
// one that there is where it is launched, or since all that it tells others are such errors.
//
//	if err != nil {
//		tx.Rollback(func(failed error) { done(nil, err) })
//	}
func (p *Package) tellsFirst(lit *ast.FuncLit, launch inspector.Cursor) bool {
	goesOn := func(f fact) bool {
		err := p.failed(f)
		return err != nil && p.goesOnWith(lit.Body, err)
	}
	return slices.ContainsFunc(p.facts(launch), goesOn) || p.tellsFailures(lit)
}

// goesOnWith says whether code has to do with an error, or with what is made of it.
func (p *Package) goesOnWith(code ast.Node, err ast.Expr) bool {
	return contains(code, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		return ok && p.madeOf(e, err)
	})
}

// failed is the error that there is by a fact, nil for none: it is not nil, or is a certain one.
func (p *Package) failed(f fact) ast.Expr {
	switch test := f.cond.(type) {
	case *ast.BinaryExpr:
		is := f.is == (test.Op == token.EQL)
		compares := test.Op == token.EQL || test.Op == token.NEQ
		if compares && p.keepsFailure(test.X) && is != p.Pass.TypesInfo.Types[test.Y].IsNil() {
			return test.X
		}
	case *ast.CallExpr:
		if f.is && len(test.Args) > 0 && p.keepsFailure(test.Args[0]) {
			return test.Args[0] // errors.Is, os.IsNotExist
		}
	}
	return nil
}

// madeOf says whether an expression is an error, or a variable that is made of it.
func (p *Package) madeOf(e, err ast.Expr) bool {
	if p.same(e, err) {
		return true
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	value := p.valueOf(id)
	return value != nil && contains(value, func(n ast.Node) bool {
		part, ok := n.(ast.Expr)
		return ok && p.same(part, err)
	})
}

// tellsFailures says whether a literal tells others of failures from elsewhere only, and of one.
func (p *Package) tellsFailures(lit *ast.FuncLit) bool {
	t := &telling{Package: p, lit: lit, seen: make(map[*ast.FuncLit]bool)}
	t.read(lit.Body)
	return t.failures > 0 && !t.others
}

// A telling is what a literal tells others.
type telling struct {
	*Package
	lit      *ast.FuncLit
	failures int                   // how often it tells of one from elsewhere
	others   bool                  // it tells of something else, or lets others tell
	seen     map[*ast.FuncLit]bool // the literals that were read, which it calls by variables
}

// read reads the code of the literal, or that of one which it calls by a variable.
func (t *telling) read(code ast.Node) {
	called := make(map[ast.Node]bool)
	ast.Inspect(code, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			called[ast.Unparen(n.Fun)] = true
			t.tells(n)
		case *ast.BinaryExpr:
			called[n.X], called[n.Y] = true, true // it is compared
		case *ast.Ident:
			v, ok := t.Pass.TypesInfo.Uses[n].(*types.Var)
			t.others = t.others || ok && !called[n] && failureOf(v.Type()) >= 0
		case *ast.SelectorExpr:
			called[n.Sel] = called[n]
		}
		return !t.others
	})
}

// tells notes what a call tells a function that is told of errors.
func (t *telling) tells(call *ast.CallExpr) {
	typ := t.Pass.TypesInfo.TypeOf(call.Fun)
	if typ == nil {
		return
	}
	if err := failureOf(typ); err >= 0 {
		if len(call.Args) > err && t.fails(call, err) {
			t.failures++
		} else {
			t.others = true
		}
		return
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return
	}
	if lit := t.Index.Held(id); lit != nil && !t.seen[lit] && !spans(lit, call) {
		t.seen[lit] = true
		t.read(lit.Body)
	}
}

// fails says whether a call tells of a failure from elsewhere. An error of which nothing is
// known is one where no value stands beside it.
func (t *telling) fails(call *ast.CallExpr, err int) bool {
	if chance := t.failure(call, call.Args[err]); chance != perhaps {
		return chance == certain
	}
	valued := false
	for i, arg := range call.Args {
		made, ok := ast.Unparen(arg).(*ast.CompositeLit)
		empty := isZero(t.Pass.TypesInfo, arg) || ok && len(made.Elts) == 0
		valued = valued || i != err && !empty
	}
	return len(call.Args) > 1 && !valued
}

// A chance says whether an expression is a failure from elsewhere.
type chance int

// The chances.
const (
	perhaps chance = iota
	certain
	never
)

// failure is the chance of an expression in a call.
func (t *telling) failure(call *ast.CallExpr, e ast.Expr) chance {
	at, ok := t.Root.FindNode(call)
	if !ok {
		return never
	}
	return t.failureAt(at, e)
}

// failureAt is the chance of an expression at a place. What others may change is what was
// assigned last on the way there.
func (t *telling) failureAt(at inspector.Cursor, e ast.Expr) chance {
	if t.given(e, t.lit.Type) {
		return never
	}
	for _, f := range t.facts(at) {
		if err := t.failed(f); err != nil && t.same(err, e) {
			return certain
		}
		test, ok := f.cond.(*ast.BinaryExpr)
		if ok && t.same(test.X, e) && t.Pass.TypesInfo.Types[test.Y].IsNil() {
			return never
		}
	}
	if t.isOthers(t.place(e)) {
		for _, stmt := range slices.Backward(before(at)) {
			value := t.assigned(stmt, e)
			if where, ok := t.Root.FindNode(stmt); value != nil && ok {
				return t.failureAt(where, value)
			}
		}
	}
	return t.made(e)
}

// assigned is the value that a statement assigns to a place, nil for none.
func (t *telling) assigned(stmt ast.Stmt, place ast.Expr) ast.Expr {
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
// literal, or one in it, is told of is its own, and what stands in a place of others may be none.
func (t *telling) made(e ast.Expr) chance {
	e = t.computed(e)
	if t.given(e, t.lit) || t.Pass.TypesInfo.Types[e].IsNil() {
		return never
	}
	switch e := e.(type) {
	case *ast.CompositeLit:
		return certain
	case *ast.UnaryExpr:
		return t.made(e.X)
	case *ast.CallExpr:
		return t.returned(e)
	case *ast.SelectorExpr, *ast.Ident:
		return t.stored(e)
	case *ast.IndexExpr, *ast.StarExpr:
		return never
	}
	return perhaps
}

// stored is the chance of what a variable has that may have had several values.
func (t *telling) stored(e ast.Expr) chance {
	v, ok := t.named(e).(*types.Var)
	switch {
	case !ok:
		return perhaps
	case v.IsField():
		return never
	case v.Parent() != v.Pkg().Scope():
		if t.isUnset(v) {
			return never
		}
		return perhaps
	case v.Pkg() != t.Pass.Pkg || t.isSentinel(e):
		return certain
	}
	return never
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

// isSentinel says whether an expression names a variable of the package that always has the
// value which it is declared with.
func (p *Package) isSentinel(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	value, v := p.beginning(id), p.Pass.TypesInfo.Uses[id].(*types.Var)
	return value != nil && !p.Pass.TypesInfo.Types[value].IsNil() &&
		!slices.ContainsFunc(p.Pass.Files, func(file *ast.File) bool { return p.rewrites(file, v) })
}

// errorName is what functions are called that make errors.
var errorName = regexp.MustCompile(`(?i)err|fail|wrap|^new`)

// returned is the chance of what a call returns. What adds to an error may make none of nil.
func (t *telling) returned(call *ast.CallExpr) chance {
	if t.Pass.TypesInfo.Types[call.Fun].IsType() {
		return t.made(call.Args[0])
	}
	if fn, _ := t.calleeIn("fmt", call); fn != nil {
		return certain
	}
	name := syntax.CalledName(call)
	if name == nil || t.isEnd(call) || !errorName.MatchString(name.Name) {
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
