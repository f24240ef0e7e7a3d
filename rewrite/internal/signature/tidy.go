package signature

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/promises"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// Tidy is the third stage: a promise that does nothing but settle another one
// with its own continuation is that one.
//
//	Pattern: return promise.Call(func(k func(T, error)) {
//		if x == 0 {
//			k(zero, ErrEmpty)
//			return
//		}
//		var user User
//		promise.Call(…).Keep(&user).Then(…).Settle(k)
//	})
//	=>
//	if x == 0 {
//		return promise.Call(func(k func(T, error)) { k(zero, ErrEmpty) })
//	}
//	var user User
//	return promise.Call(…).Keep(&user).Then(…)
//	So long as:
//	- the chain begins with Call, Recurse or Loop, or with a function that adapts an operation
//	- what stands before it, and what that function is given, has no effect
//	- k is called nowhere else but in exits, with a value and nil, or an error
//	that is not nil and a zero value
//	- the function is one that a shim calls which was made with it: others may hold a promise for a
//	while before they start it; or it is a twin, and what stands before the chain depends on
//	nothing that might change meanwhile
//	Because: building a chain does nothing, and settling a promise of an outcome
//	calls k with that outcome.
func (p *Package) Tidy() ([]*Change, error) {
	p.index()
	var all []*Change
	for fn := range p.Chains {
		d, ok := p.decls[fn]
		if !ok || !p.twins && !p.hasOwnShim(fn) {
			continue // of another package, or written by hand
		}
		src, err := p.Source(d.file)
		if err != nil {
			return nil, err
		}
		t := &tidier{Package: p, src: src, pkg: p.Promise(src), decl: d.node}
		if c := t.change(); c != nil {
			c.Made = name(fn)
			all = append(all, c)
		}
	}
	return all, nil
}

// hasOwnShim reports whether a function was made with a shim.
func (p *Package) hasOwnShim(fn *types.Func) bool {
	for shim, d := range p.decls {
		adapts := slices.Contains(p.Adapters[chain.KeyOf(shim)], fn)
		if adapts && documents(d.node.Doc, shimDoc(shim, fn.Name())) {
			return true
		}
	}
	return false
}

// A tidier takes the body of one function out of Call.
type tidier struct {
	*Package
	src  *plan.Source
	pkg  string
	decl *ast.FuncDecl

	lit   *ast.FuncLit // what Call is given
	k     types.Object
	value string
	edits []analysis.TextEdit
	uses  int // of k that are accounted for

	done     types.Object // a completion that is made from k, nil for none
	doneUses int
}

func (t *tidier) change() *Change {
	ret, call := t.only()
	if call == nil {
		return nil
	}
	if !t.body() || t.uses != t.count(t.k) || t.done != nil && t.doneUses != t.count(t.done) {
		return t.shorter()
	}
	from, to := t.lit.Body.Lbrace+1, t.lit.Body.Rbrace
	text := t.src.Slice(from, to)
	before := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	t.edit(ret.Pos(), from+token.Pos(before), "")
	t.edit(from+token.Pos(len(strings.TrimRight(text, " \t\r\n"))), ret.End(), "")
	return t.made()
}

// made is the change of the edits that there are.
func (t *tidier) made() *Change {
	return &Change{Pos: t.decl.Name.Pos(), Func: t.decl.Name.Name, Edits: t.Import(t.src, t.edits)}
}

func (t *tidier) edit(from, to token.Pos, text string) {
	t.edits = append(t.edits, analysis.TextEdit{Pos: from, End: to, NewText: []byte(text)})
}

// only reads the body as the return of a Call.
func (t *tidier) only() (*ast.ReturnStmt, *ast.CallExpr) {
	if len(t.decl.Body.List) != 1 {
		return nil, nil
	}
	ret, ok := t.decl.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return nil, nil
	}
	call, ok := ret.Results[0].(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !t.isPromise(call, "Call") {
		return nil, nil
	}
	lit, ok := call.Args[0].(*ast.FuncLit)
	if !ok || len(lit.Type.Params.List) != 1 || len(lit.Type.Params.List[0].Names) != 1 {
		return nil, nil
	}
	t.lit = lit
	t.k = t.Info.Defs[lit.Type.Params.List[0].Names[0]]
	t.value = t.typeArg()
	return ret, call
}

// typeArg is the type argument of the promise that the function returns, as it
// is written there.
func (t *tidier) typeArg() string {
	star, ok := t.decl.Type.Results.List[0].Type.(*ast.StarExpr)
	if !ok {
		return ""
	}
	index, ok := star.X.(*ast.IndexExpr)
	if !ok {
		return ""
	}
	return t.src.Slice(index.Index.Pos(), index.Index.End())
}

// isPromise reports whether a call calls a function of the promise package.
func (p *Package) isPromise(call *ast.CallExpr, names ...string) bool {
	fn, ok := typeutil.Callee(p.Info, call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != verify.RuntimePath {
		return false
	}
	for _, name := range names {
		if fn.Name() == name {
			return true
		}
	}
	return false
}

// body reads the statements of the literal.
func (t *tidier) body() bool {
	list := t.lit.Body.List
	if len(list) > 0 && t.unit(list[0]) {
		list = list[1:]
	}
	if len(list) == 0 || t.value == "" {
		return false
	}
	for _, stmt := range list[:len(list)-1] {
		if !t.quiet(stmt) && !t.exits(stmt) {
			return false
		}
	}
	return t.settles(list[len(list)-1])
}

// settles reads the statement that settles the chain with k.
func (t *tidier) settles(stmt ast.Stmt) bool {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !t.isPromise(call, "Settle") {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !t.cold(sel.X) {
		return false
	}
	if t.isK(call.Args[0]) {
		t.uses++
		t.edit(stmt.Pos(), stmt.Pos(), t.notes(sel.X.End(), call.End())+"return ")
		t.edit(sel.X.End(), stmt.End(), "")
		return true
	}
	return t.ends(sel, call)
}

// notes copies the comments of a range, each on a line of its own: those of error
// exits, which stand before Settle.
func (t *tidier) notes(from, to token.Pos) string {
	var b strings.Builder
	for _, group := range t.src.File.Comments {
		for _, c := range group.List {
			if from <= c.Pos() && c.End() <= to {
				b.WriteString(t.src.Slice(c.Pos(), c.End()) + "\n")
			}
		}
	}
	return b.String()
}

// cold reports whether an expression builds a chain and does nothing else.
func (t *tidier) cold(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	if t.isPromise(call, "Call", "TryCall", "Recurse", "Loop") {
		return t.earlyAll(call.Args)
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok && t.isPromise(call, promises.Links...) {
		return t.cold(sel.X) && t.earlyAll(call.Args)
	}
	fn, ok := typeutil.Callee(t.Info, call).(*types.Func)
	if !ok || !t.isAdapter(fn.Origin()) || !t.earlyAll(call.Args) {
		return false
	}
	sel, isMethod := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return !isMethod || t.early(sel.X)
}

// isAdapter reports whether a function returns the promise of an operation, which is cold.
func (p *Package) isAdapter(fn *types.Func) bool {
	if p.Settled[fn] {
		return false
	}
	for _, list := range p.Adapters {
		if slices.Contains(list, fn) {
			return true
		}
	}
	return false
}

func (t *tidier) isK(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && t.Info.Uses[id] == t.k
}

// count is how often a variable is used.
func (t *tidier) count(obj types.Object) int {
	n := 0
	for _, id := range t.src.Uses(obj) {
		if t.Info.Uses[id] != nil {
			n++
		}
	}
	return n
}

// exits reads a statement that reports an outcome and leaves.
func (t *tidier) exits(stmt ast.Stmt) bool {
	test, ok := stmt.(*ast.IfStmt)
	if !ok || test.Init != nil || test.Else != nil || !t.early(test.Cond) || len(test.Body.List) != 2 {
		return false
	}
	report, ok := test.Body.List[0].(*ast.ExprStmt)
	ret, returns := test.Body.List[1].(*ast.ReturnStmt)
	if !ok || !returns || len(ret.Results) > 0 {
		return false
	}
	text := t.reported(report.X)
	if text == "" {
		return false
	}
	between := t.src.Slice(report.End(), ret.Pos()) // perhaps a comment
	end := report.End() + token.Pos(len(strings.TrimRight(between, " \t\r\n;")))
	t.edit(report.Pos(), report.End(), "return "+text)
	t.edit(end, ret.End(), "")
	return true
}

// reported writes the promise of an outcome that is reported by a call, "" when it
// is not.
func (t *tidier) reported(e ast.Expr) string {
	if err := t.isDone(e); err != nil {
		t.doneUses++
		if t.src.IsNil(err) || t.pure(err) && t.src.Fails(err) {
			return t.outcome(t.value+"{}", err)
		}
		return ""
	}
	call, ok := e.(*ast.CallExpr)
	const both = 2
	if !ok || !t.isK(call.Fun) || len(call.Args) != both {
		return ""
	}
	t.uses++
	value, err := call.Args[0], call.Args[1]
	one := t.src.IsNil(err) || t.zero(value) && t.src.Fails(err)
	if !one || !t.pure(value) || !t.pure(err) {
		return ""
	}
	return t.outcome(t.src.Slice(value.Pos(), value.End()), err)
}

// outcome writes the promise of an outcome. It is as cold as that of the chain: a handler of one
// that has settled would run before the handlers behind it are in place, and what it launches
// might call back by then.
func (t *tidier) outcome(value string, err ast.Expr) string {
	return fmt.Sprintf("%s.Call(func(%s func(%s, error)) { %[2]s(%[4]s, %[5]s) })",
		t.pkg, t.k.Name(), t.value, value, t.src.Slice(err.Pos(), err.End()))
}

// zero reports whether a value is the zero value of what the promise delivers.
func (t *tidier) zero(value ast.Expr) bool {
	return t.src.ZeroOf(value, t.k.Type().Underlying().(*types.Signature).Params().At(0).Type())
}
