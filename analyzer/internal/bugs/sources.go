package bugs

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A source is a place that a value comes from.
type source struct {
	place ast.Expr
	read  ast.Node // what reads it in the function that asks
	other bool     // what it belongs to has another name there
}

// sourcesAt lists the sources of an expression that is read at a place.
func (p *Package) sourcesAt(at inspector.Cursor, e ast.Expr) []source {
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		return reader{p, fn.Node(), 0}.sources(e, 0)
	}
	return nil
}

// A reader looks for the sources of what a function reads.
type reader struct {
	*Package
	in    ast.Node // the function
	depth int      // of calls
}

// sources lists those of the value with an index among those of an expression. A variable of the function
// that gets one value is that, and what a function of the package returns has that as its sources.
func (r reader) sources(e ast.Expr, index int) []source {
	e = ast.Unparen(e)
	switch n := e.(type) {
	case *ast.Ident:
		from := r.only(n)
		if from.value == nil || spans(from.value, n) {
			return []source{{place: r.place(n), read: n}}
		}
		return r.sources(from.value, from.index)
	case *ast.TypeAssertExpr:
		return r.sources(n.X, 0)
	case *ast.CallExpr:
		return r.returned(n, index)
	}
	return []source{{place: r.place(e), read: e}}
}

// only is the only value but nil that a variable of the function ever gets, empty for others.
func (r reader) only(id *ast.Ident) origin {
	if all := r.values(id); len(all) == 1 {
		return all[0]
	}
	return origin{}
}

// values lists all values but nil that a variable of the function gets there, none for others.
func (r reader) values(id *ast.Ident) []origin {
	v, ok := r.Pass.TypesInfo.ObjectOf(id).(*types.Var)
	own := ok && r.in.Pos() <= v.Pos() && v.Pos() < r.in.End()
	if !own || v.Kind() != types.LocalVar && v.Kind() != types.ResultVar {
		return nil
	}
	var all []origin
	note := func(n ast.Node, names []ast.Expr) {
		i := slices.IndexFunc(names, func(e ast.Expr) bool { return r.stands(e, v) })
		if i < 0 {
			return
		}
		if from := declared(names[i], n); from.value == nil || !r.isNil(from.value) {
			all = append(all, from)
		}
	}
	ast.Inspect(r.in, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			note(n, n.Lhs)
		case *ast.ValueSpec:
			if len(n.Values) > 0 {
				note(n, syntax.Exprs(n.Names))
			}
		case *ast.RangeStmt:
			note(n, []ast.Expr{n.Key, n.Value})
		}
		return true
	})
	return all
}

// returned lists the sources of what a call returns: of what a value has that others change at any time,
// or of what a function of the package returns, as the caller names them.
func (r reader) returned(call *ast.CallExpr, index int) []source {
	if r.Pass.TypesInfo.Types[call.Fun].IsType() {
		return r.sources(call.Args[0], 0)
	}
	if on := r.atomic(call, "Load"); on != nil {
		return []source{{place: r.place(on), read: call}}
	}
	body := r.called(call)
	if body == nil || r.depth == deepest {
		return nil
	}
	at, ok := r.Root.FindNode(body)
	if !ok {
		return nil
	}
	inner := reader{r.Package, at.Parent().Node(), r.depth + 1}
	var all []source
	for _, e := range inner.results(body, index) {
		i := 0
		if e.parts > 1 {
			i = index
		}
		for _, from := range inner.sources(e.value, i) {
			from.read = call
			all = append(all, inner.outside(from, call))
		}
	}
	return all
}

// results lists what the statements of a body return as the value with an index.
func (r reader) results(body *ast.BlockStmt, index int) []origin {
	typ, _ := function(r.in)
	var names []*ast.Ident
	for _, field := range typ.Results.List {
		names = append(names, field.Names...)
	}
	var all []origin
	for _, ret := range returnStmts(body) {
		switch {
		case len(ret.Results) == 0 && index < len(names):
			all = append(all, origin{names[index], index, 1})
		case len(ret.Results) == 1 && index > 0:
			all = append(all, origin{ret.Results[0], index, index + 1}) // all that another one returns
		case index < len(ret.Results) && !r.isNil(ret.Results[index]):
			all = append(all, origin{ret.Results[index], index, 1})
		}
	}
	return all
}

// outside is a source as a call of the function names it: what belongs to the receiver or a parameter
// belongs to what is given for that.
func (r reader) outside(from source, call *ast.CallExpr) source {
	name := root(from.place)
	if name == nil {
		from.other = true
		return from
	}
	v := r.Pass.TypesInfo.ObjectOf(name)
	if v == nil || v.Pos() < r.in.Pos() || r.in.End() <= v.Pos() {
		return from // it is no other one there
	}
	given := r.given(v, call)
	if given == nil {
		from.other = true
		return from
	}
	from.place = replaced(from.place, given)
	return from
}

// given is what a call of the function gives for its receiver, or a parameter; nil when that is not known.
func (r reader) given(v types.Object, call *ast.CallExpr) ast.Expr {
	if on, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && v == r.receiver(call) {
		if !r.isDirect(on) {
			return nil
		}
		return pointed(on.X)
	}
	for i, arg := range call.Args {
		if param, _ := r.parameter(call, i); param == v {
			return pointed(arg)
		}
	}
	return nil
}

// pointed is what an address is that of, or the expression itself.
func pointed(e ast.Expr) ast.Expr {
	if ref, ok := ast.Unparen(e).(*ast.UnaryExpr); ok {
		return ref.X
	}
	return e
}

// root is the name that a place begins with, nil for none.
func root(place ast.Expr) *ast.Ident {
	switch e := ast.Unparen(place).(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return root(e.X)
	case *ast.IndexExpr:
		return root(e.X)
	case *ast.StarExpr:
		return root(e.X)
	}
	return nil
}

// replaced is a place that begins with something else.
func replaced(place, by ast.Expr) ast.Expr {
	switch e := ast.Unparen(place).(type) {
	case *ast.SelectorExpr:
		return &ast.SelectorExpr{X: replaced(e.X, by), Sel: e.Sel}
	case *ast.IndexExpr:
		return &ast.IndexExpr{X: replaced(e.X, by), Index: e.Index}
	case *ast.StarExpr:
		return &ast.StarExpr{X: replaced(e.X, by)}
	}
	return by
}

// atomic is what a call calls a method of that changes or reads it at once, nil for others.
func (p *Package) atomic(call *ast.CallExpr, methods ...string) ast.Expr {
	fn, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Func)
	on, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !isSel || fn.Pkg() == nil || fn.Pkg().Path() != "sync/atomic" || fn.Signature().Recv() == nil {
		return nil
	}
	if !slices.Contains(methods, fn.Name()) {
		return nil
	}
	return on.X
}
