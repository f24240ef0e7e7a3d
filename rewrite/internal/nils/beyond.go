package nils

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/promises"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A passed is a type of what these packages and others give each other.
type passed struct {
	typ   types.Type
	out   bool // these packages give it, and the others call what they get
	plain bool // the others ask for nothing else

	ask asks // what the others ask for, if it is more than the type tells
}

// with is what passes with it, the same way.
func (p passed) with(t types.Type) passed { return passed{t, p.out, p.plain, p.ask} }

// back is what passes with it, the other way.
func (p passed) back(t types.Type) passed { return passed{t, !p.out, p.plain, p.ask} }

// apart reports whether an object is one of other packages, in which nobody looks. Promises are
// known.
func (n *Nils) apart(obj types.Object) bool {
	return obj != nil && obj.Pkg() != nil && !n.paths[obj.Pkg().Path()] && obj.Pkg().Path() != promises.Path
}

// beyond notes that others may call the functions which they get with nil, and that functions
// which they give may return it: by a function of theirs, a variable, a field, or a type for
// functions.
//
//	dep.Serve(func(n int, done func(int, error)) { … })
func (n *Nils) beyond(u unit, id *ast.Ident) {
	obj := u.info.Uses[id]
	if n.Is != nil || !n.apart(obj) {
		return
	}
	t, at := obj.Type(), u.fset.PositionFor(id.Pos(), false)
	if instance, ok := u.info.Instances[id]; ok {
		t = instance.Type
	}
	p := passed{typ: t, plain: plain(obj), ask: reflects[obj.Pkg().Path()]}
	switch obj := obj.(type) {
	case *types.Func:
		n.exchange(t.(*types.Signature), p, at)
		if recv := obj.Signature().Recv(); recv != nil && !types.IsInterface(recv.Type()) {
			n.pass(p.back(recv.Type()), at)
		}
	case *types.TypeName:
		if _, isStruct := t.Underlying().(*types.Struct); !isStruct && !types.IsInterface(t) {
			n.both(p, at)
		}
	case *types.Var:
		n.both(p, at)
	}
}

func (n *Nils) both(p passed, at token.Position) {
	n.pass(p, at)
	n.pass(p.back(p.typ), at)
}

// pass notes what may be nil because something passes between these packages and others. What
// both can change passes both ways.
func (n *Nils) pass(p passed, at token.Position) {
	p.typ = types.Unalias(p.typ)
	if n.passed[p] {
		return
	}
	n.passed[p] = true
	if syntax.IsParameter(p.typ) {
		n.open(p)
		return
	}
	switch t := p.typ.Underlying().(type) {
	case *types.Signature:
		n.passFunction("", t, p, at)
	case *types.Interface:
		n.open(p)
		for m := range t.Methods() {
			n.passFunction(m.Name(), m.Signature(), p, at)
		}
	case *types.Struct:
		if t == p.typ { // fields of types with a name are passed where they are named
			n.passFields(t, p, at)
		}
	case *types.Array:
		n.pass(p.with(t.Elem()), at)
	case *types.Map:
		n.both(p.with(t.Key()), at)
		n.both(p.with(t.Elem()), at)
	case interface{ Elem() types.Type }: // pointer, slice, channel
		n.both(p.with(t.Elem()), at)
	}
}

func (n *Nils) passFields(t *types.Struct, p passed, at token.Position) {
	for f := range t.Fields() {
		n.pass(p.with(f.Type()), at)
	}
}

// passFunction notes what calls of a function give, or what it returns: a value, or a method,
// which others can name.
func (n *Nils) passFunction(name string, sig *types.Signature, p passed, at token.Position) {
	if name != "" && !token.IsExported(name) {
		return
	}
	s := n.shapeOf(name, sig)
	if p.out {
		eachFunction(sig.Params(), func(_ *types.Var, i int) { n.note(argument{s, i}, Place{at, true}) })
	} else {
		eachFunction(sig.Results(), func(_ *types.Var, i int) { n.unknown(output{s, i}, at) })
	}
	n.exchange(sig, p, at)
}

// exchange notes what may be nil because of what a function gets and returns, which these
// packages give to others, or they call.
func (n *Nils) exchange(sig *types.Signature, p passed, at token.Position) {
	for v := range sig.Params().Variables() {
		n.pass(p.back(v.Type()), at)
	}
	for v := range sig.Results().Variables() {
		n.pass(p.with(v.Type()), at)
	}
}

// unkeyed notes what a struct of others gets that is written without the names of its fields.
func (n *Nils) unkeyed(u unit, lit *ast.CompositeLit) {
	if n.Is != nil || len(lit.Elts) == 0 {
		return
	}
	t, ok := u.literal(lit).(*types.Struct)
	if _, keyed := lit.Elts[0].(*ast.KeyValueExpr); !ok || keyed || !n.apart(t.Field(0)) {
		return
	}
	n.passFields(t, passed{out: true}, u.fset.PositionFor(lit.Pos(), false))
}

// never are functions of which it is known that they return no nil.
var never = map[string]bool{
	"context.AfterFunc":       true,
	"context.WithCancel":      true,
	"context.WithCancelCause": true,
	"context.WithDeadline":    true,
	"context.WithTimeout":     true,
	"os/signal.NotifyContext": true,
	"sync.OnceFunc":           true,
}

// returnsNil reports whether a function may return nil. Of one in which nobody looks it is not
// known, nor of a method of an interface that others may have.
func (n *Nils) returnsNil(fn *types.Func, part int) bool {
	fn = fn.Origin()
	key, results := chain.KeyOf(fn), fn.Signature().Results()
	switch {
	case n.has(n.result(fn, part)):
		return true
	case n.Is != nil || n.declared[key]:
		return false
	case part < results.Len() && isParam(results.At(part)):
		return true
	case syntax.IsAbstract(fn):
		return fn.Exported() || n.apart(fn)
	case n.Whole != nil && n.Whole.knows(key):
		return n.Whole.has(result{key, part})
	}
	return n.apart(fn) && !never[fn.FullName()]
}

// knows reports whether a function has a body in these packages.
func (n *Nils) knows(key string) bool {
	n.once.Do(n.find)
	return n.declared[key]
}
