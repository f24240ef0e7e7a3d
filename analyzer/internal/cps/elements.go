package cps

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// The elements of a slice get other values in ways that name none of them.

// elements are the types of those of slices.
type elements []types.Type

// add adds that of a slice, if it may have a guard in it.
func (e *elements) add(slice types.Type) {
	s, ok := syntax.Core(slice).Underlying().(*types.Slice)
	if !ok {
		return // of a string
	}
	switch s.Elem().Underlying().(type) {
	case *types.Struct, *types.Array, *types.Interface:
		*e = append(*e, s.Elem())
	}
}

// has says whether a type is among them, or another instance of it.
func (e elements) has(t types.Type) bool {
	return slices.ContainsFunc(e, func(elem types.Type) bool {
		if elem, ok := types.Unalias(elem).(*types.Named); ok {
			same, ok := types.Unalias(t).(*types.Named)
			return ok && same.Obj() == elem.Obj()
		}
		return types.Identical(elem, t)
	})
}

// isParameter says whether a type is a type parameter.
func isParameter(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
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
	if s, ok := syntax.Core(t).Underlying().(*types.Slice); ok && movers[obj.Name()] {
		m.fields(s.Elem())
	}
}

// overwritten notes that what is appended to a slice that was cut takes the place of what
// was there.
//
//	conns = conns[:0]
//	conns = append(conns, conn{})
func (m *moved) overwritten() {
	given := m.given()
	for _, elem := range m.appended {
		for _, cut := range m.cut {
			if given.mayBeSame(elem, cut) {
				m.fields(elem)
				m.fields(cut)
			}
		}
	}
}

// mayBeSame says whether two types may be instances of the same, where the type parameters of the
// package stand for these.
func (e elements) mayBeSame(t, other types.Type) bool {
	switch {
	case isParameter(t) && isParameter(other):
		return true
	case isParameter(t):
		return e.has(other)
	case isParameter(other):
		return e.has(t)
	}
	return elements{t}.has(other)
}

// given are the types that type parameters stand for in the package.
func (m *moved) given() elements {
	var all elements
	for _, instance := range m.pass.TypesInfo.Instances {
		for t := range instance.TypeArgs.Types() {
			all = append(all, t)
		}
	}
	return all
}
