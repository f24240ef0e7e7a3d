package verify

import (
	"fmt"
	"go/ast"
	"go/types"
	"iter"
	"strings"
)

// inferred goes through the names that are declared without a type, by :=, with the types that they
// come to have. Such a name is one of the text before: what is written anew has its types, or comes from
// a promise. Where another variable of the name was there before, as a parameter, it had the type
// of that.
//
//	n, err := check(u) // (int, *Fault)
func (f *function) inferred(head, tail int) iter.Seq2[*ast.Ident, string] {
	return func(yield func(*ast.Ident, string) bool) {
		for _, m := range f.mentions[head : len(f.mentions)-tail] {
			if f.short[m.id] && m.obj != nil && !yield(m.id, written(m.obj.Type())) {
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
			all[written(m.obj.Type())] = true
		}
	}
	return all
}

// written is what a type is, as far as two of them cannot be confused: its name, or that of what it
// points to, and of others the kind. How these are written may differ where they are identical.
func written(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return t.Name()
	case *types.Named:
		return typeName(t.Obj())
	case *types.TypeParam:
		return typeName(t.Obj())
	case *types.Pointer:
		return "*" + written(t.Elem())
	case *types.Interface:
		return "an interface"
	case *types.Signature:
		return "a function"
	default:
		kind := strings.TrimPrefix(fmt.Sprintf("%T", t), "*types.")
		return "a " + strings.ToLower(kind)
	}
}

func typeName(obj *types.TypeName) string {
	if obj.Pkg() == nil {
		return obj.Name()
	}
	return obj.Pkg().Path() + "." + obj.Name()
}
