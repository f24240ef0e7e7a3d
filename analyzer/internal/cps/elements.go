package cps

import (
	"go/ast"
	"go/types"
	"slices"
)

// The elements of a slice get other values in ways that name none of them.

// elements are the types of those of slices.
type elements []types.Type

// add adds that of a slice, if it may have a guard in it.
func (e *elements) add(slice types.Type) {
	s, ok := slice.Underlying().(*types.Slice)
	if !ok {
		return // of a string
	}
	switch s.Elem().Underlying().(type) {
	case *types.Struct, *types.Array, *types.Interface:
		*e = append(*e, s.Elem())
	}
}

// has says whether a type is among them, or another instance of it. A type parameter may
// stand for any other.
func (e elements) has(t types.Type) bool {
	return slices.ContainsFunc(e, func(elem types.Type) bool {
		switch elem := types.Unalias(elem).(type) {
		case *types.Named:
			same, ok := types.Unalias(t).(*types.Named)
			return ok && same.Obj() == elem.Obj()
		case *types.TypeParam:
			_, ok := types.Unalias(t).(*types.TypeParam)
			return ok
		}
		return types.Identical(elem, t)
	})
}

// movers are the functions that move the elements of their first argument, or set them.
var movers = map[string]bool{"clear": true, "copy": true, "Slice": true, "SliceStable": true}

// elements notes what a builtin, or package sort, does to the elements of a slice.
func (m *moved) elements(call *ast.CallExpr) {
	obj := calleeObject(m.pass.TypesInfo, call)
	if obj == nil || len(call.Args) == 0 || obj.Pkg() != nil && obj.Pkg().Path() != "sort" {
		return
	}
	t := m.pass.TypesInfo.TypeOf(call.Args[0])
	if t == nil {
		return // does not type-check
	}
	if obj.Name() == "append" {
		m.appended.add(t)
		return
	}
	if s, ok := t.Underlying().(*types.Slice); ok && movers[obj.Name()] {
		m.fields(s.Elem())
	}
}

// overwritten notes that what is appended to a slice that was cut takes the place of what
// was there.
//
//	conns = conns[:0]
//	conns = append(conns, conn{})
func (m *moved) overwritten() {
	for _, elem := range m.appended {
		if m.cut.has(elem) {
			m.fields(elem)
		}
	}
}
