package signature

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/spell"
	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// Settle is the second stage: the callers of shims that are not part of a
// pyramid call the function that returns the promise.
//
//	Pattern: F(x, k) => FPromise(x).Settle(k)
//	So long as: k has no call outside of function literals, and does not ask for its caller.
//	Because: the promise is settled in the same statement. A call in k would come
//	after that of FPromise, where both came before that of F.
//
// A go or defer statement keeps the call of the shim: it would call the function that
// returns the promise at once, which may read what has changed later.
func (p *Package) Settle() ([]*Change, error) {
	p.index()
	var all []*Change
	for _, file := range p.Files {
		var calls []*ast.CallExpr
		ast.Inspect(file, func(n ast.Node) bool {
			if stmt, ok := n.(*ast.ExprStmt); ok {
				if call, ok := ast.Unparen(stmt.X).(*ast.CallExpr); ok && p.shimOf(call) != nil {
					calls = append(calls, call)
				}
			}
			return true
		})
		if len(calls) == 0 {
			continue
		}
		src, err := p.Source(file)
		if err != nil {
			return nil, err
		}
		for _, call := range calls {
			if c := p.settle(src, call); c != nil {
				all = append(all, c)
			}
		}
	}
	return all, nil
}

// shimOf is the shim that a call calls, nil when it is something else.
func (p *Package) shimOf(call *ast.CallExpr) *types.Func {
	fn, ok := typeutil.Callee(p.Info, call).(*types.Func)
	if !ok || !p.Shims[chain.KeyOf(fn.Origin())] || call.Ellipsis.IsValid() {
		return nil
	}
	if len(call.Args) != fn.Signature().Params().Len() {
		return nil // a method expression, or the results of a call
	}
	return fn.Origin()
}

// settle changes one call.
func (p *Package) settle(src *plan.Source, call *ast.CallExpr) *Change {
	shim := p.shimOf(call)
	adapters := p.Adapters[chain.KeyOf(shim)]
	if len(adapters) != 1 {
		return nil
	}
	id := syntax.CalledName(call)
	kept := p.unwrapped(call)
	handler, inside := p.handler(src, call, kept)
	targs, ok := src.TypeArgs(call, shim, len(call.Args)-1)
	if handler == "" || !ok || !p.calls(src, call, adapters[0]) {
		return nil
	}
	from, beside := call.Lparen+1, around(src, call)
	if n := len(call.Args); n > 1 {
		from = call.Args[n-2].End()
	}
	head, tail, _ := strings.Cut(handler, keep)
	c := &Change{Pos: call.Pos(), Func: shim.Name()}
	c.Edits = append(c.Edits, analysis.TextEdit{
		Pos: id.Pos(), End: id.End(), NewText: []byte(adapters[0].Name() + targs),
	})
	before := beside.stays + ").Settle(" + beside.before + head
	c.Edits = append(c.Edits, analysis.TextEdit{Pos: from, End: kept.Pos(), NewText: []byte(before)})
	c.Edits = append(c.Edits, inside...)
	c.Edits = append(c.Edits, analysis.TextEdit{
		Pos: kept.End(), End: call.Rparen, NewText: []byte(tail + beside.after),
	})
	c.Edits = p.Import(src, c.Edits)
	return c
}

// unwrapped is the callback of a call, or the continuation of which package promise makes
// one.
//
//	Pattern: F(x, promise.ErrorOnly(k)) => FPromise(x).Settle(k)
func (p *Package) unwrapped(call *ast.CallExpr) ast.Expr {
	k := call.Args[len(call.Args)-1]
	made, ok := ast.Unparen(k).(*ast.CallExpr)
	if !ok || len(made.Args) != 1 {
		return k
	}
	fn, ok := typeutil.Callee(p.Info, made).(*types.Func)
	_, s := conventionOf(p.Info.TypeOf(k))
	if !ok || s == nil || s.plain() || fn.FullName() != verify.RuntimePath+"."+s.adapter {
		return k
	}
	return made.Args[0]
}

// keep stands for the text of the callback.
const keep = "\x00"

// handler is what Settle gets for a callback, with keep for its text, and what changes in
// that. It is empty where there is none.
func (p *Package) handler(src *plan.Source, call *ast.CallExpr, k ast.Expr) (string, []analysis.TextEdit) {
	sig, ok := p.Info.TypeOf(call.Fun).(*types.Signature)
	if !ok || !still(k) || p.Callers.AskAs(p.Info, k) {
		return "", nil
	}
	conv, s := conventionOf(sig.Params().At(sig.Params().Len() - 1).Type())
	switch {
	case s == nil:
		return "", nil
	case k != call.Args[len(call.Args)-1]:
		return keep, nil // a continuation as Settle takes it
	case p.mayBeNil(call, k):
		return "", nil
	case s.plain():
		return keep, nil
	case src.HidesError(call.Pos()):
		return "", nil // the handler has a parameter of that type
	}
	values, err := spelled(src, call.Pos(), conv)
	if err != nil {
		return "", nil
	}
	if lit, ok := ast.Unparen(k).(*ast.FuncLit); ok {
		return p.retold(src, lit, conv, s.value(p.Promise(src), values))
	}
	return p.telling(src, k, s, values), nil
}

// telling is a handler that calls a callback which has a name, empty for others: it would be
// evaluated now, and called later.
func (p *Package) telling(src *plan.Source, k ast.Expr, s *style, values []string) string {
	id, ok := ast.Unparen(k).(*ast.Ident)
	if !ok || !src.Constant(p.Info.Uses[id]) {
		return ""
	}
	if strings.HasPrefix(id.Name, "err") || id.Name == "r" || id.Name == "v" {
		return "" // the names are the handler's own
	}
	pkg := p.Promise(src)
	column := src.Fset.PositionFor(k.Pos(), false).Column + len(Suffix+").Settle(")
	return s.settler(pkg, s.value(pkg, values), keep, column+len(id.Name))
}

// conventionOf reads the type of a callback.
func conventionOf(t types.Type) (chain.Convention, *style) {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.Results().Len() > 0 {
		return chain.Convention{}, nil
	}
	c := chain.Convention{Sig: sig, Error: -1}
	for i := range sig.Params().Len() {
		if types.Identical(sig.Params().At(i).Type(), types.Universe.Lookup("error").Type()) {
			c.Error = i
		}
	}
	return c, convention(c)
}

// still reports whether an expression calls nothing and receives nothing.
func still(e ast.Expr) bool {
	return !syntax.Contains(e, func(n ast.Node) bool {
		if unary, ok := n.(*ast.UnaryExpr); ok {
			return unary.Op == token.ARROW
		}
		_, calls := n.(*ast.CallExpr)
		return calls
	})
}

// calls reports whether the name of the function that returns the promise means
// that function where the shim is called, and whether it takes just what the shim takes
// there: what is given may have another type otherwise, a constant or nil.
func (p *Package) calls(src *plan.Source, call *ast.CallExpr, fn *types.Func) bool {
	sig := p.Info.TypeOf(call.Fun).(*types.Signature)
	gets, _ := conventionOf(sig.Params().At(sig.Params().Len() - 1).Type())
	own := p.calledAs(src, call, fn)
	return own != nil && plan.Replaces(own, sig, gets)
}

// calledAs is the signature that a function has in place of a shim, nil where its name
// means another one.
func (p *Package) calledAs(src *plan.Source, call *ast.CallExpr, fn *types.Func) *types.Signature {
	sel, ok := syntax.Called(call).(*ast.SelectorExpr)
	switch {
	case ok && fn.Signature().Recv() != nil:
		obj, _, _ := types.LookupFieldOrMethod(p.Info.TypeOf(sel.X), true, p.Types, fn.Name())
		if method, ok := obj.(*types.Func); ok && method.Origin() == fn.Origin() {
			return src.Instantiated(call, method)
		}
		return nil
	case ok && !fn.Exported(): // behind the name of its package
		return nil
	case !ok && spell.At(p.Types, p.Info, src.File, call.Pos()).Resolve(fn.Name()) != fn:
		return nil
	}
	return src.Instantiated(call, fn)
}
