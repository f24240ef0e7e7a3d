package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
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
	b := &body{
		Package: p, info: p.Pass.TypesInfo, lit: lit, params: p.params(lit),
		looking: make(map[*ast.FuncLit]bool),
	}
	ast.Inspect(lit.Body, b.read)
	tested := b.outer()
	if tested == nil && (b.decides || slices.ContainsFunc(b.counted, b.tellsApart) || b.waits()) {
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
	*Package
	info    *types.Info
	lit     *ast.FuncLit
	params  map[types.Object]bool
	names   []*ast.Ident          // all that are used
	tests   []*ast.Ident          // errors that are compared with nil
	answers []*ast.CallExpr       // of what somebody has given, told of no error
	counted []*types.Var          // parameters that are compared with a value that is none
	decides bool                  // a value says whether there is one
	looking map[*ast.FuncLit]bool // literals in which answers are looked for
}

func (b *body) read(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Ident:
		b.names = append(b.names, n)
	case *ast.BinaryExpr:
		b.compared(n)
	case *ast.CallExpr:
		if b.answer(n) {
			b.answers = append(b.answers, n)
		}
	case *ast.IfStmt:
		b.asked(n.Cond)
	case *ast.CaseClause:
		for _, e := range n.List {
			b.asked(e)
		}
	}
	return true
}

// failureName is what those are called that are told of failures, whatever it is that they
// are told. The words may be parts of others, as in failover.
var failureName = regexp.MustCompile(
	`((^(on)?|_)[fF]|[a-z0-9]F)(ail(s|f|ed|ing|ures?)?([A-Z0-9_]|$)|atal)|` +
		`((^(on)?|_)[eE]|[a-z0-9]E)rr(or)?[sf]?$|` +
		`((^(on)?|_)[rR]|[a-z0-9]R)eject|((^(on)?|_)[aA]|[a-z0-9]A)bort`)

// answer says whether a call calls a function that somebody has given, and tells it of something
// that is no error; or a local literal that does. What is called like a completion is told that
// all went well where it is told nothing.
func (b *body) answer(call *ast.CallExpr) bool {
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if lit := b.Index.Held(id); lit != nil {
			return !spans(lit, call) && b.answersIn(lit)
		}
	}
	if _, known := b.named(b.computed(call.Fun)).(*types.Func); known {
		return false // a method of something: done := group.Done
	}
	v, given := b.named(call.Fun).(*types.Var)
	if !given || failureName.MatchString(v.Name()) || logsOnly(call) {
		return false
	}
	if len(call.Args) == 0 && !completionName.MatchString(v.Name()) {
		return false
	}
	return !slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return isFailure(b.info.TypeOf(e)) })
}

// answersIn says whether a literal itself answers.
func (b *body) answersIn(lit *ast.FuncLit) bool {
	if b.looking[lit] {
		return false
	}
	b.looking[lit] = true
	defer delete(b.looking, lit)
	found := false
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		found = found || ok && b.answer(call)
		_, later := n.(*ast.FuncLit)
		return !found && !later
	})
	return found
}

// tellsApart says whether somebody is not told alike of what is none and what is some: who
// answers where there is none tells of success, unless the same is told where there is some, to
// whom cannot be told of an error.
func (b *body) tellsApart(v *types.Var) bool {
	none := func(f fact) bool { return b.saysNone(f, b.amount(v)) }
	var there, elsewhere []*ast.CallExpr
	for _, call := range b.answers {
		at, ok := b.Root.FindNode(call)
		if ok && slices.ContainsFunc(b.facts(at), none) {
			there = append(there, call)
		} else {
			elsewhere = append(elsewhere, call)
		}
	}
	return !slices.ContainsFunc(there, func(call *ast.CallExpr) bool {
		alike := func(other *ast.CallExpr) bool { return b.same(call, other) }
		return failureOf(b.info.TypeOf(call.Fun)) >= 0 || !slices.ContainsFunc(elsewhere, alike)
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
	x, y := ast.Unparen(n.X), n.Y
	if b.fixed(x) {
		x, y = ast.Unparen(y), x
	}
	if call, ok := x.(*ast.CallExpr); ok && len(call.Args) == 1 && b.info.Types[call.Fun].IsBuiltin() {
		x = ast.Unparen(call.Args[0]) // its length
	}
	id, ok := x.(*ast.Ident)
	if !ok {
		return
	}
	obj, ok := b.info.Uses[id].(*types.Var)
	switch none := b.info.Types[y].IsNil(); {
	case !ok:
		return // a constant or a function
	case b.params[obj] && none:
		b.decides = true
	case b.params[obj] && (isZero(b.info, y) || b.asksNone(n, obj)):
		b.counted = append(b.counted, obj)
	case isFailure(obj.Type()) && none:
		b.tests = append(b.tests, id)
	}
}

// asksNone says whether a comparison is true where a parameter is none, and false otherwise, or
// the other way round.
func (b *body) asksNone(n *ast.BinaryExpr, v *types.Var) bool {
	return b.saysNone(fact{n, true}, b.amount(v)) || b.saysNone(fact{n, false}, b.amount(v))
}

// amount says of an expression whether it is how much a parameter is, or has.
func (b *body) amount(v *types.Var) func(ast.Expr) bool {
	return func(e ast.Expr) bool {
		if call, ok := e.(*ast.CallExpr); ok && len(call.Args) == 1 && b.isLength(e, call.Args[0]) {
			e = call.Args[0]
		}
		return b.stands(e, v)
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
