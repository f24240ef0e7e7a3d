package cps

import (
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// Operations lists the functions and methods of the package, and the methods
// of its interfaces, that take a one-shot continuation, in the order of their
// names. With assumed come those of which nothing is known but the shape.
//
// A function with several continuations is listed when only one of them is
// told of failure: that one is told of the outcome.
func (x *Index) Operations(assumed bool) []*chain.Operation {
	var found []*chain.Operation
	seen := make(map[*types.Func]bool) // of an interface that is declared as another one
	for _, fn := range functionsIn(x.pass.Pkg) {
		if seen[fn] {
			continue
		}
		seen[fn] = true
		if op := x.operation(fn, assumed); op != nil {
			found = append(found, op)
		}
	}
	return found
}

// functionsIn lists what can be called that a package declares, in the order of the names.
func functionsIn(pkg *types.Package) []*types.Func {
	var all []*types.Func
	for _, name := range pkg.Scope().Names() {
		all = append(all, functionsOf(pkg.Scope().Lookup(name))...)
	}
	return all
}

// functionsOf lists what can be called that an object declares: itself, or the
// methods of a type.
func functionsOf(obj types.Object) []*types.Func {
	switch obj := obj.(type) {
	case *types.Func:
		return []*types.Func{obj}
	case *types.TypeName:
		named, ok := obj.Type().(*types.Named)
		if !ok || obj.IsAlias() {
			return nil
		}
		var all []*types.Func
		for m := range named.Methods() {
			all = append(all, m)
		}
		if iface, ok := named.Underlying().(*types.Interface); ok {
			for m := range iface.ExplicitMethods() {
				all = append(all, m)
			}
		}
		return all
	}
	return nil
}

// operation judges a function by its declaration, nil when it takes no
// continuation.
func (x *Index) operation(fn *types.Func, assumed bool) *chain.Operation {
	sig := fn.Signature()
	var all, told []*chain.Operation
	for i := range sig.Params().Len() {
		op := x.parameter(fn, i)
		if op == nil || op.Evidence == chain.Assumed && !assumed {
			continue
		}
		all = append(all, op)
		if errorLike(op.Convention.Sig) {
			told = append(told, op)
		}
	}
	switch {
	case len(all) == 1:
		return all[0]
	case len(told) == 1:
		return told[0]
	}
	return nil
}

// parameter judges one parameter of a function.
func (x *Index) parameter(fn *types.Func, index int) *chain.Operation {
	sig := fn.Signature()
	if sig.Variadic() && index == sig.Params().Len()-1 {
		return nil
	}
	at := slot{callee: &callee{obj: fn.Origin(), sig: sig, owner: ownerOf(fn)}, index: index}
	conv, ok := conventionOf(at.typ())
	if !ok {
		return nil
	}
	k := x.known(nil, at)
	if !k.qualifies(conv) {
		return nil
	}
	return &chain.Operation{
		Func: fn, Index: index, Convention: conv, Evidence: k.evidence, Timing: k.timing,
		NilTested: k.nilTested, Relies: k.relies, Reasons: k.reasons,
		Misnamed: !errorLike(conv.Sig) && nameVeto(at, knowledge{evidence: chain.Proven}) != nil,
	}
}
