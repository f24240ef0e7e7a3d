package cps

import (
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// declared is what directives, patterns and the table of libraries say of a
// slot.
func (x *Index) declared(at slot) (knowledge, bool) {
	for _, source := range []func(*Index, slot, *knowledge) string{
		(*Index).byDirective,
		(*Index).byPattern,
		(*Index).byLibrary,
	} {
		k := knowledge{evidence: chain.Declared, when: unknown}
		if text := source(x, at, &k); text != "" {
			k.reasons = []chain.Reason{{Text: text}}
			return k, true
		}
	}
	return knowledge{}, false
}

// byDirective looks for a directive at the callee, at its type, at the field,
// or at the type of the function that is taken.
func (x *Index) byDirective(at slot, _ *knowledge) string {
	c := at.callee
	for _, obj := range []types.Object{c.obj, c.typ} {
		if fact := x.factOf(obj); fact != nil {
			if p := fact.param(at.index, at.fieldName()); p != nil && p.Declared {
				return "declared by a directive at " + obj.Name()
			}
		}
	}
	objs := []types.Object{typeObject(at.typ()), typeObject(types.Unalias(at.typ()))}
	if at.field != nil {
		objs = append(objs, at.field.Origin())
	}
	for _, obj := range objs {
		if fact := x.factOf(obj); fact != nil && fact.param(Itself, "") != nil {
			return "declared by a directive at " + obj.Name()
		}
	}
	return ""
}

// byPattern looks for a pattern of Config.Once. One that means only a field
// is asked by the name of the field.
func (x *Index) byPattern(at slot, _ *knowledge) string {
	if _, ok := at.typ().Underlying().(*types.Signature); !ok {
		return "" // an interface, whose methods may be called
	}
	c := at.callee
	if at.field != nil {
		if p := x.match(at.field, at.owner); p != nil {
			return "declared by -once " + p.text
		}
		return ""
	}
	if c.obj == nil {
		return ""
	}
	p := x.match(c.obj, c.owner)
	if p == nil || !p.covers(at.param().Name()) {
		return ""
	}
	if p.params == nil && !completes(c.sig, at.index+c.recv) {
		return "" // not named, and there is another that is told of the outcome
	}
	return "declared by -once " + p.text
}

// match returns the first pattern that means an object.
func (x *Index) match(obj types.Object, owner string) *pattern {
	var first *pattern
	if len(x.patterns) == 0 {
		return nil
	}
	names := namesOf(obj, owner)
	for _, p := range x.patterns {
		if p.matches(names) {
			x.matched[p] = true
			if first == nil {
				first = p
			}
		}
	}
	return first
}

// byLibrary looks in the table of libraries.
func (x *Index) byLibrary(at slot, k *knowledge) string {
	l := lookup(at)
	if l == nil || l.life != nil && !x.startedOnce(at.callee.call, l.life) {
		return ""
	}
	k.timing, k.when = l.timing, momentsOf(l.timing)
	k.hop, k.task = l.kind != operation, l.kind == task
	return "a library that is known: " + at.callee.obj.Pkg().Name() + "." + at.callee.name()
}

// factOf returns the fact of an object of this or another package, nil when
// there is none.
func (x *Index) factOf(obj types.Object) *OneShot {
	if obj == nil || obj.Pkg() == nil {
		return nil // a literal, or error.Error
	}
	if obj.Pkg() == x.pass.Pkg {
		return x.facts[obj]
	}
	return importFact(x.pass, obj)
}

// typeObject returns the declaration of a named type, nil for other types.
func typeObject(t types.Type) types.Object {
	switch t := t.(type) {
	case *types.Alias:
		return t.Obj()
	case *types.Named:
		return t.Obj()
	}
	return nil
}
