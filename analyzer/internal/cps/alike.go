package cps

import (
	"cmp"
	"go/types"
	"iter"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
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
//
// That goes for functions of other packages, too: what these do is not seen.

// place is what stands for a variable or field: of fields that are one place, the first.
func (m *moved) place(v *types.Var) *types.Var {
	v = m.twin(v.Origin())
	if !v.IsField() {
		return v
	}
	m.alikes()
	for m.places[v] != nil {
		v = m.places[v]
	}
	return v
}

// alikes finds fields that are one place.
func (m *moved) alikes() {
	if m.places != nil {
		return
	}
	m.places = make(map[*types.Var]*types.Var)
	all := spellingsOf(m.pass)
	for _, structs := range all.byNames {
		for one, other := range alike(structs) {
			m.join(one, other)
		}
	}
	for _, st := range all.abroad {
		m.lend(st)
	}
}

// lend notes that other packages have the places of the fields of a struct.
func (m *moved) lend(st *types.Struct) {
	for f := range st.Fields() {
		m.lent = append(m.lent, m.place(f))
	}
}

// isLent says whether they have a place.
func (m *moved) isLent(place *types.Var) bool { return slices.Contains(m.lent, place) }

// same is the place that stands for a place, if that is one of those.
func (m *moved) same(at any) any {
	if v, ok := at.(*types.Var); ok {
		return m.place(v)
	}
	return at
}

// alike yields, for structs with fields of the same names, those of which the fields are one
// place: structs without a name, and all that may be identical to them, where type parameters
// stand for types. Each is yielded with one other: a package may have thousands of the same names.
func alike(structs []spelled) iter.Seq2[*types.Struct, *types.Struct] {
	var unnamed typeutil.Map // the first of each type
	var first *types.Struct
	var generic, free bool // there is one that is generic, and one of these without a name
	for _, s := range structs {
		generic, free = generic || s.generic, free || s.generic && s.unnamed
		if s.unnamed && unnamed.At(s.Struct) == nil {
			unnamed.Set(s.Struct, s.Struct)
			first = cmp.Or(first, s.Struct)
		}
	}
	return func(yield func(_, _ *types.Struct) bool) {
		for _, s := range structs {
			other, _ := unnamed.At(s.Struct).(*types.Struct)
			if free || s.generic || generic && s.unnamed {
				other = first
			}
			if other != nil && !yield(other, s.Struct) {
				return
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
