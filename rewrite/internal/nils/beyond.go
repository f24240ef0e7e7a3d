package nils

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/promises"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A passed is a type of what these packages and others give each other.
type passed struct {
	typ types.Type
	out bool // these packages give it, and the others call what they get
}

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
	sig, isFunc := t.Underlying().(*types.Signature)
	switch obj.(type) {
	case *types.Func:
		n.exchange(sig, false, at)
	case *types.TypeName:
		if isFunc {
			n.both(t, at)
		}
	case *types.Var:
		n.both(t, at)
	}
}

func (n *Nils) both(t types.Type, at token.Position) {
	n.pass(passed{t, true}, at)
	n.pass(passed{t, false}, at)
}

// pass notes what may be nil because something passes between these packages and others.
func (n *Nils) pass(p passed, at token.Position) {
	p.typ = types.Unalias(p.typ)
	if syntax.IsParameter(p.typ) || n.passed[p] {
		return
	}
	n.passed[p] = true
	switch t := p.typ.Underlying().(type) {
	case *types.Signature:
		n.passFunction("", t, p.out, at)
	case *types.Interface:
		for m := range t.Methods() {
			n.passFunction(m.Name(), m.Signature(), p.out, at)
		}
	case *types.Struct:
		if t == p.typ { // fields of types with a name are passed where they are named
			n.passFields(t, p.out, at)
		}
	case *types.Map:
		n.pass(passed{t.Key(), p.out}, at)
		n.pass(passed{t.Elem(), p.out}, at)
	case interface{ Elem() types.Type }: // pointer, slice, array, channel
		n.pass(passed{t.Elem(), p.out}, at)
	}
}

func (n *Nils) passFields(t *types.Struct, out bool, at token.Position) {
	for f := range t.Fields() {
		n.pass(passed{f.Type(), out}, at)
	}
}

// passFunction notes what calls of a function give, or what it returns: a value, or a method of
// an interface.
func (n *Nils) passFunction(name string, sig *types.Signature, out bool, at token.Position) {
	s := n.shapeOf(name, sig)
	if out {
		eachFunction(sig.Params(), func(_ *types.Var, i int) { n.unknown(argument{s, i}, at) })
	} else {
		eachFunction(sig.Results(), func(_ *types.Var, i int) { n.unknown(output{s, i}, at) })
	}
	n.exchange(sig, out, at)
}

// exchange notes what may be nil because of what a function gets and returns, which these
// packages give to others, or they call.
func (n *Nils) exchange(sig *types.Signature, out bool, at token.Position) {
	for v := range sig.Params().Variables() {
		n.pass(passed{v.Type(), !out}, at)
	}
	for v := range sig.Results().Variables() {
		n.pass(passed{v.Type(), out}, at)
	}
}

// hides notes that a function of others may call what it gets as something of any type.
//
//	dep.Register("order", func(n int, done func(int, error)) { … })
func (n *Nils) hides(u unit, call *ast.CallExpr) {
	fn, ok := typeutil.Callee(u.info, call).(*types.Func)
	if !ok || n.Is != nil || !n.apart(fn) {
		return
	}
	for i, arg := range call.Args {
		t := u.info.TypeOf(arg)
		if t == nil || !isAny(fn.Origin().Signature(), i) {
			continue
		}
		at := u.fset.PositionFor(arg.Pos(), false)
		n.pass(passed{t, true}, at)
		for sel := range types.NewMethodSet(t).Methods() {
			if m := sel.Obj().(*types.Func); m.Exported() {
				n.passFunction(m.Name(), m.Signature(), true, at)
			}
		}
	}
}

// isAny reports whether an argument may be of any type.
func isAny(sig *types.Signature, index int) bool {
	last := sig.Params().Len() - 1
	if last < 0 {
		return false
	}
	t := sig.Params().At(min(index, last)).Type()
	if list, ok := t.(*types.Slice); ok && sig.Variadic() && index >= last {
		t = list.Elem()
	}
	iface, ok := t.Underlying().(*types.Interface)
	return ok && iface.NumMethods() == 0
}

// unkeyed notes what a struct of others gets that is written without the names of its fields.
func (n *Nils) unkeyed(u unit, lit *ast.CompositeLit) {
	if n.Is != nil || len(lit.Elts) == 0 {
		return
	}
	t, ok := syntax.Underlying(u.info, lit).(*types.Struct)
	if _, keyed := lit.Elts[0].(*ast.KeyValueExpr); !ok || keyed || !n.apart(t.Field(0)) {
		return
	}
	n.passFields(t, true, u.fset.PositionFor(lit.Pos(), false))
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
