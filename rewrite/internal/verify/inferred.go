package verify

import (
	"go/ast"
	"go/types"
	"iter"
)

// inferred goes through the names that are declared without a type, by :=, with the types that they
// come to have, as these are written. Such a name is one of the text before: what is written anew has its
// types. Where another variable of the name was there before, as a parameter, it had the type
// of that.
//
//	n, err := check(u) // (int, *Fault)
func (f *function) inferred(head, tail int) iter.Seq2[*ast.Ident, string] {
	return func(yield func(*ast.Ident, string) bool) {
		for _, m := range f.mentions[head : len(f.mentions)-tail] {
			if f.short[m.id] && m.obj != nil && !yield(m.id, written(m.obj)) {
				return
			}
		}
	}
}

// typesOf are the types that variables of a name have.
func (f *function) typesOf(name string, head, tail int) map[string]bool {
	all := make(map[string]bool)
	for _, m := range f.mentions[head : len(f.mentions)-tail] {
		if _, ok := m.obj.(*types.Var); ok && m.id.Name == name {
			all[written(m.obj)] = true
		}
	}
	return all
}

// written is the type of an object, as it is written without the names that it has for others.
func written(obj types.Object) string { return types.TypeString(types.Unalias(obj.Type()), nil) }
