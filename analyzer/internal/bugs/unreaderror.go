package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

var unreadError = &Rule{
	Name: "unreaderror",
	Doc:  "find continuations that never look at their error",
	find: func(p *Package) {
		for _, c := range p.continuations() {
			if u := p.unread(c.lit); u != nil && u.tested == nil && !p.tellsEnd(c) {
				p.Pass.ReportRangef(u.name, "the error %s of a callback is never looked at", u.name.Name)
			}
		}
	},
}

// An unread is the error of a continuation that does not mention it.
type unread struct {
	name   *ast.Ident // the parameter
	tested *ast.Ident // the error that is tested instead, nil for none
}

// unread returns the named error parameter that a continuation has and does
// not mention. It returns nil when there is none, and when it may well be on
// purpose: nothing is done, the values are ignored, too, which is how one waits
// for the end of something, or a value says by itself whether there is one: it is compared
// with one that is none, or a flag. Who tests another error does mean to look at one.
func (p *Package) unread(lit *ast.FuncLit) *unread {
	if len(lit.Body.List) == 0 {
		return nil
	}
	b := &body{info: p.Pass.TypesInfo, lit: lit, params: p.params(lit)}
	ast.Inspect(lit.Body, b.read)
	tested := b.outer()
	if tested == nil && (b.decides || b.waits()) {
		return nil
	}
	for _, field := range lit.Type.Params.List {
		for _, name := range field.Names {
			obj := b.info.Defs[name]
			if obj != nil && name.Name != "_" && isFailure(obj.Type()) && !b.mentioned(obj) {
				return &unread{name: name, tested: tested}
			}
		}
	}
	return nil
}

// params is the set of a literal's parameters.
func (p *Package) params(lit *ast.FuncLit) map[types.Object]bool {
	params := make(map[types.Object]bool)
	for _, field := range lit.Type.Params.List {
		for _, name := range field.Names {
			params[p.Pass.TypesInfo.Defs[name]] = true
		}
	}
	return params
}

// A body is what a continuation reads.
type body struct {
	info    *types.Info
	lit     *ast.FuncLit
	params  map[types.Object]bool
	names   []*ast.Ident // all that are used
	tests   []*ast.Ident // errors that are compared with nil
	answers ast.Expr     // a condition on which the continuation answers all the same
	decides bool         // a value says whether there is one
}

func (b *body) read(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Ident:
		b.names = append(b.names, n)
	case *ast.BinaryExpr:
		b.compared(n)
	case *ast.IfStmt:
		b.asked(n.Cond)
		if contains(n.Body, b.answer) {
			b.answers = n.Cond
		}
	case *ast.CaseClause:
		for _, e := range n.List {
			b.asked(e)
		}
	}
	return true
}

// answer says whether a node calls a function that somebody has given, and tells it of no
// error.
func (b *body) answer(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return false
	}
	_, given := b.info.Uses[id].(*types.Var)
	return given && !slices.ContainsFunc(call.Args, func(e ast.Expr) bool {
		return isFailure(b.info.TypeOf(e))
	})
}

// asked notes that a condition is a parameter, or that it is not.
func (b *body) asked(cond ast.Expr) {
	ast.Inspect(cond, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			t := b.info.TypeOf(n)
			b.decides = b.decides || b.params[b.info.Uses[n]] && t.Underlying() == types.Typ[types.Bool]
		case *ast.ParenExpr, *ast.UnaryExpr:
			return true
		case *ast.BinaryExpr:
			return n.Op == token.LAND || n.Op == token.LOR
		}
		return false
	})
}

// compared notes what a comparison with nil, or another value that is none, tells.
func (b *body) compared(n *ast.BinaryExpr) {
	x := ast.Unparen(n.X)
	if call, ok := x.(*ast.CallExpr); ok && len(call.Args) == 1 && b.info.Types[call.Fun].IsBuiltin() {
		x = ast.Unparen(call.Args[0]) // its length
	}
	id, ok := x.(*ast.Ident)
	if !ok || !isZero(b.info, n.Y) {
		return
	}
	obj, ok := b.info.Uses[id].(*types.Var)
	switch {
	case !ok:
		return // a constant or a function
	case b.params[obj]:
		nothing := n.Op == token.EQL && n == b.answers && !b.info.Types[n.Y].IsNil()
		b.decides = b.decides || !nothing // to tell of none is to tell of success
	case isFailure(obj.Type()) && b.info.Types[n.Y].IsNil():
		b.tests = append(b.tests, id)
	}
}

// waits says whether the continuation is given values and uses none of them.
func (b *body) waits() bool {
	for _, id := range b.names {
		if b.params[b.info.Uses[id]] {
			return false
		}
	}
	sig, ok := b.info.TypeOf(b.lit).(*types.Signature)
	return ok && sig.Params().Len() > 1
}

// mentioned says whether the body uses an object.
func (b *body) mentioned(obj types.Object) bool {
	for _, id := range b.names {
		if b.info.Uses[id] == obj {
			return true
		}
	}
	return false
}

// outer is the first error tested that belongs to a function around and that
// the continuation leaves as it is.
func (b *body) outer() *ast.Ident {
	for _, id := range b.tests {
		v, ok := b.info.Uses[id].(*types.Var)
		inside := b.lit.Pos() <= v.Pos() && v.Pos() < b.lit.End()
		if ok && !inside && !v.IsField() && v.Parent() != v.Pkg().Scope() && !assigns(b.info, b.lit.Body, v) {
			return id
		}
	}
	return nil
}

// assigns says whether code may give a variable another value, or its first.
func assigns(info *types.Info, code ast.Node, v types.Object) bool {
	found := false
	ast.Inspect(code, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			for _, name := range spec.Names {
				found = found || info.Defs[name] == v
			}
		}
		return !found
	})
	return found || written(info, code, v)
}

// written says whether code may assign a variable.
func written(info *types.Info, code ast.Node, v types.Object) bool {
	found := false
	is := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && info.ObjectOf(id) == v
	}
	ast.Inspect(code, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = found || slices.ContainsFunc(n.Lhs, is)
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && is(n.X) // whoever gets the address may
		}
		return !found
	})
	return found
}
