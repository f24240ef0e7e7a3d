package cps

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"github.com/unnest-go/unnest/internal/typewalk"
)

// A value goes as it is between a struct type with a name and an identical one without, and
// between two of these that are written in different places. So fields of theirs are one place:
// what is done to one is done to all.
//
//	type conn struct{ state struct{ fired atomic.Bool } }
//
//	func renew(p *struct{ fired atomic.Bool }) { *p = struct{ fired atomic.Bool }{} }
//
//	renew(&c.state)

// A spelled is a struct type as it is written in one place.
type spelled struct {
	*types.Struct
	unnamed bool
}

// place is what stands for a variable or field: of fields that are one place, the first.
func (m *moved) place(v *types.Var) *types.Var {
	v = v.Origin()
	if !v.IsField() {
		return v
	}
	if m.places == nil {
		m.places = make(map[*types.Var]*types.Var)
		for _, alike := range m.structs() {
			m.unite(alike)
		}
	}
	for m.places[v] != nil {
		v = m.places[v]
	}
	return v
}

// same is the place that stands for a place, if that is one of those.
func (m *moved) same(at any) any {
	if v, ok := at.(*types.Var); ok {
		return m.place(v)
	}
	return at
}

// unite notes that the fields of structs without a name are those of all that are identical.
func (m *moved) unite(structs []spelled) {
	for _, one := range structs {
		for _, other := range structs {
			if one.unnamed && mayBeIdentical(one.Struct, other.Struct) {
				m.join(one.Struct, other.Struct)
			}
		}
	}
}

// join notes that the fields of two structs are one place.
func (m *moved) join(a, b *types.Struct) {
	for i := range a.NumFields() {
		first, other := m.place(a.Field(i)), m.place(b.Field(i))
		if first != other {
			m.places[other] = first
		}
	}
}

// mayBeIdentical says whether two structs with fields of the same names may be identical, where
// type parameters stand for types.
func mayBeIdentical(a, b *types.Struct) bool {
	return types.Identical(a, b) || typewalk.IsGeneric(a) || typewalk.IsGeneric(b)
}

// structs lists the struct types that are written in the package, by the names of their fields.
func (m *moved) structs() map[string][]spelled {
	all := make(map[string][]spelled)
	for _, file := range m.pass.Files {
		named := make(map[ast.Expr]bool)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				named[n.Type] = !n.Assign.IsValid()
			case *ast.StructType:
				if st, ok := m.pass.TypesInfo.TypeOf(n).(*types.Struct); ok {
					all[fieldsOf(st)] = append(all[fieldsOf(st)], spelled{st, !named[n]})
				}
			}
			return true
		})
	}
	return all
}

// fieldsOf are the names of the fields of a struct.
func fieldsOf(st *types.Struct) string {
	names := new(strings.Builder)
	for f := range st.Fields() {
		fmt.Fprintf(names, "%s %t ", f.Name(), f.Embedded())
	}
	return names.String()
}
