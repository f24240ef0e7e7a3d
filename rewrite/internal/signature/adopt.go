package signature

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/promises"
	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// Adopt is the stage behind Settle: what settles the promise of another function with its own
// continuation is that promise, or returns it. Such are the links of pyramids that were
// flattened before their operations had promises.
//
//	Pattern: ThenCall(func(v V, k func(R, error)) { …; GPromise(v).Settle(k) }) =>
//	Then(func(v V) *promise.Promise[R] { …; return GPromise(v) })
//	So long as: k is used for nothing else, and no way out of the handler leads past the end.
//	Because: what a handler returns is launched as soon as it has returned.
//	Pattern: promise.Call(func(k func(R, error)) { FPromise(x).Settle(k) }).….Settle(done) =>
//	FPromise(x).….Settle(done)
//	So long as:
//	- the chain is launched in the same statement, which is neither go nor defer
//	- the values of what stands between do not change, so that x may be evaluated before
//	Because: the promise of FPromise is as cold as that of Call.
//	In both: FPromise adapts an operation, does not ask for its caller, and no comment would be lost.
func (p *Package) Adopt() ([]*Change, error) {
	p.index()
	var all []*Change
	for _, file := range p.Files {
		found := p.adoptions(file)
		if len(found) == 0 {
			continue
		}
		src, err := p.Source(file)
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			a.src = src
			if c := a.change(); c != nil {
				all = append(all, c)
			}
		}
	}
	return all, nil
}

// An adoption is a call of package promise with a literal that ends by settling a promise with
// its own continuation.
type adoption struct {
	*Package
	src     *plan.Source
	call    *ast.CallExpr
	around  []ast.Node // the call
	lit     *ast.FuncLit
	k       *ast.Field    // the last parameter of the literal
	settle  *ast.ExprStmt // its last statement
	promise *ast.CallExpr // what is settled there
}

// adoptions finds those of a file.
func (p *Package) adoptions(file *ast.File) []*adoption {
	var all []*adoption
	ast.PreorderStack(file, nil, func(n ast.Node, stack []ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !p.isPromise(call, "Call", "ThenCall", "HandleCall") {
			return true
		}
		a := &adoption{Package: p, call: call, around: slices.Clone(stack)}
		if a.ends() && !p.Kept(syntax.CalledName(call).Pos()) {
			all = append(all, a)
		}
		return true
	})
	return all
}

// ends reports whether the literal ends as that of an adoption does.
func (a *adoption) ends() bool {
	lit, ok := a.call.Args[0].(*ast.FuncLit)
	if !ok || len(lit.Body.List) == 0 {
		return false
	}
	a.lit = lit
	params := lit.Type.Params.List
	a.k = params[len(params)-1]
	body := lit.Body.List
	a.settle, ok = body[len(body)-1].(*ast.ExprStmt)
	if !ok || len(a.k.Names) != 1 || plan.LeavesEarly(body[:len(body)-1]) {
		return false
	}
	call, ok := a.settle.X.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !a.isPromise(call, "Settle") {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	a.promise, ok = sel.X.(*ast.CallExpr)
	return ok && a.settlesOnce(call.Args[0]) && a.adapts()
}

// settlesOnce reports whether an expression is the continuation, which is used nowhere else.
func (a *adoption) settlesOnce(arg ast.Expr) bool {
	k := a.Info.Defs[a.k.Names[0]]
	id, ok := arg.(*ast.Ident)
	if !ok || k == nil || a.Info.Uses[id] != k {
		return false
	}
	uses := 0
	ast.Inspect(a.lit.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && a.Info.Uses[id] == k {
			uses++
		}
		return true
	})
	return uses == 1
}

// adapts reports whether the promise is that of an operation.
func (a *adoption) adapts() bool {
	fn, ok := typeutil.Callee(a.Info, a.promise).(*types.Func)
	return ok && a.isAdapter(fn.Origin()) && !a.Callers.AskAs(a.Info, a.promise.Fun)
}

// change writes the promise in place of what settles it, nil where it cannot stand there.
func (a *adoption) change() *Change {
	name := syntax.CalledName(a.call)
	var edits []analysis.TextEdit
	if name.Name == "Call" {
		edits = a.stands()
	} else {
		edits = a.returns(name)
	}
	if edits == nil {
		return nil
	}
	return &Change{
		Pos: name.Pos(), Func: syntax.NameOf(a.promise), Edits: a.Import(a.src, edits),
	}
}

// stands puts the promise in place of the call.
func (a *adoption) stands() []analysis.TextEdit {
	from, to := a.promise.Pos(), a.promise.End()
	if len(a.lit.Body.List) != 1 || !a.launched() ||
		a.commented(a.call.Pos(), from) || a.commented(to, a.call.End()) {
		return nil
	}
	return []analysis.TextEdit{
		{Pos: a.call.Pos(), End: from, NewText: []byte{}}, {Pos: to, End: a.call.End(), NewText: []byte{}},
	}
}

// launched reports whether the chain that begins with the call is launched in the same statement,
// and nothing stands between that is evaluated in an order.
func (a *adoption) launched() bool {
	at := ast.Node(a.call)
	for i, n := range slices.Backward(a.around) {
		fun := a.of(n)
		if fun != at {
			return false
		}
		at = n
		link, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		if slices.ContainsFunc(link.Args, func(e ast.Expr) bool { return !a.fixed(e) }) {
			return false
		}
		if a.isPromise(link, "Settle", "Await", "Start") {
			return !postpones(a.around[i-1])
		}
		if !a.isPromise(link, promises.Links...) {
			return false
		}
	}
	return false
}

// of is what an expression calls, selects from or instantiates, nil for others.
func (a *adoption) of(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.CallExpr:
		return n.Fun
	case *ast.SelectorExpr:
		return n.X
	case *ast.IndexExpr:
		return n.X
	}
	return nil
}

// postpones reports whether a statement makes its call later than it evaluates what that is given.
func postpones(n ast.Node) bool {
	switch n.(type) {
	case *ast.GoStmt, *ast.DeferStmt:
		return true
	}
	return false
}

// fixed reports whether an expression has the same value whatever is called before it: a literal,
// the address of a variable, a function, a variable that is never assigned.
func (a *adoption) fixed(e ast.Expr) bool {
	if a.src.IsNil(e) {
		return true
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		return true
	case *ast.UnaryExpr:
		_, ok := e.X.(*ast.Ident)
		return ok && e.Op == token.AND
	case *ast.Ident:
		return a.src.Constant(a.Info.Uses[e])
	case *ast.SelectorExpr:
		_, ok := a.Info.Uses[e.Sel].(*types.Func)
		return ok && a.Info.Selections[e] == nil
	case *ast.CallExpr:
		fn, ok := typeutil.Callee(a.Info, e).(*types.Func)
		return ok && (fn.FullName() == "context.Background" || fn.FullName() == "context.TODO")
	}
	return false
}

// links are the methods whose handlers return a promise, by those whose handlers settle one.
var links = map[string]string{"ThenCall": "Then", "HandleCall": "Handle"}

// returns makes the handler return the promise.
func (a *adoption) returns(name *ast.Ident) []analysis.TextEdit {
	t, ok := a.k.Type.(*ast.FuncType)
	params := a.lit.Type.Params
	if !ok || len(params.List) < 2 || a.commented(params.Pos(), params.End()) ||
		a.commented(a.promise.End(), a.settle.End()) {
		return nil
	}
	link := analysis.TextEdit{Pos: name.Pos(), End: name.End(), NewText: []byte(links[name.Name])}
	if a.isHandler() {
		fun := a.src.Slice(a.promise.Fun.Pos(), a.promise.Fun.End())
		return []analysis.TextEdit{link, {Pos: a.lit.Pos(), End: a.lit.End(), NewText: []byte(fun)}}
	}
	value := t.Params.List[0].Type
	result := ") *" + a.Promise(a.src) + ".Promise[" + a.src.Slice(value.Pos(), value.End()) + "]"
	return []analysis.TextEdit{
		link,
		{Pos: params.List[len(params.List)-2].End(), End: params.End(), NewText: []byte(result)},
		{Pos: a.settle.Pos(), End: a.settle.Pos(), NewText: []byte("return ")},
		{Pos: a.promise.End(), End: a.settle.End(), NewText: []byte{}},
	}
}

// isHandler reports whether the function that returns the promise is all that the handler is: it is
// given the only value, as that is.
func (a *adoption) isHandler() bool {
	params, args := a.lit.Type.Params.List, a.promise.Args
	if len(params) != 2 || len(params[0].Names) != 1 || len(a.lit.Body.List) != 1 || len(args) != 1 ||
		a.commented(a.lit.Pos(), a.lit.End()) {
		return false
	}
	v := a.Info.Defs[params[0].Names[0]]
	id, ok := args[0].(*ast.Ident)
	if !ok || v == nil || a.Info.Uses[id] != v {
		return false
	}
	called := syntax.CalledName(a.promise)
	fn, ok := a.Info.Uses[called].(*types.Func)
	if _, generic := a.Info.Instances[called]; !ok || generic || fn.Signature().Recv() != nil {
		return false
	}
	takes := fn.Signature().Params()
	return !fn.Signature().Variadic() && types.Identical(takes.At(0).Type(), v.Type())
}

func (a *adoption) commented(from, to token.Pos) bool { return len(comments(a.src, from, to)) > 0 }
