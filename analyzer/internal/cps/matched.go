package cps

import (
	"go/types"
	"iter"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/nearest"
)

// Unmatched returns the patterns of Config.Once that mean no function, field
// or type of this package and no callee asked about so far. A driver that
// examines several packages reports those that are unmatched in all of them.
func (x *Index) Unmatched() []string {
	var texts []string
	for _, p := range x.patterns {
		if !x.matched[p] && !x.declares(p) {
			texts = append(texts, p.text)
		}
	}
	return texts
}

// declares says whether the package declares what a pattern means.
func (x *Index) declares(p *pattern) bool {
	for obj, owner := range takers(x.pass.Pkg) {
		if p.matches(namesOf(obj, owner)) {
			return true
		}
	}
	return false
}

// Nearest returns the name, among the functions of this package and the exported ones
// of those that it imports, that is most like a pattern; "" when none is. It is
// the pattern itself where it means one of them, which then nobody calls.
func (x *Index) Nearest(text string) string {
	name, _, _ := strings.Cut(text, "(")
	var candidates []string
	for _, pkg := range append([]*types.Package{x.pass.Pkg}, x.pass.Pkg.Imports()...) {
		for obj, owner := range takers(pkg) {
			if pkg != x.pass.Pkg && !obj.Exported() {
				continue
			}
			names := namesOf(obj, owner)
			if x.means(text, names) {
				return text
			}
			candidates = append(candidates, names...)
		}
	}
	slices.Sort(candidates)
	return nearest.Of(name, candidates)
}

// means says whether the pattern with this text matches one of the names.
func (x *Index) means(text string, names []string) bool {
	return slices.ContainsFunc(x.patterns, func(p *pattern) bool {
		return p.text == text && p.matches(names)
	})
}

// takers yields the functions, methods and fields of a package that take or
// are functions without results, each with the type that it belongs to.
func takers(pkg *types.Package) iter.Seq2[types.Object, string] {
	return func(yield func(types.Object, string) bool) {
		scope := pkg.Scope()
		for _, name := range scope.Names() {
			obj := scope.Lookup(name)
			if takes(obj) && !yield(obj, "") {
				return
			}
			named, ok := types.Unalias(obj.Type()).(*types.Named)
			if _, isType := obj.(*types.TypeName); !ok || !isType {
				continue // not a type with members
			}
			for _, member := range members(named) {
				if takes(member) && !yield(member, name) {
					return
				}
			}
		}
	}
}

// members returns the methods and fields of a type.
func members(named *types.Named) []types.Object {
	var members []types.Object
	for m := range named.Methods() {
		members = append(members, m)
	}
	switch t := named.Underlying().(type) {
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			members = append(members, m)
		}
	case *types.Struct:
		for f := range t.Fields() {
			members = append(members, f)
		}
	}
	return members
}

// takes says whether an object is a function that takes a callback, or what may be
// one itself: a type, a field or a variable.
func takes(obj types.Object) bool {
	sig, ok := obj.Type().Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for v := range sig.Params().Variables() {
		if isCallback(v.Type()) || len(callbackFields(v.Type())) > 0 {
			return true
		}
	}
	_, declared := obj.(*types.Func)
	return !declared && isCallback(obj.Type())
}
