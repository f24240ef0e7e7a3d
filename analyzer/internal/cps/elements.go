package cps

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

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
			if mayBeSame(elem, cut, given) {
				m.fields(elem)
				m.fields(cut)
			}
		}
	}
}

// mayBeSame says whether two types may be instances of the same, where type parameters stand for
// the given types.
func mayBeSame(t, other types.Type, given *typeutil.Map) bool {
	switch {
	case syntax.IsParameter(t) && syntax.IsParameter(other):
		return true
	case syntax.IsParameter(t):
		return given.At(genericOf(other)) != nil
	case syntax.IsParameter(other):
		return given.At(genericOf(t)) != nil
	}
	return types.Identical(genericOf(t), genericOf(other))
}

// given are the types, or what their instances have in common, that type parameters stand for in the package.
func (m *moved) given() *typeutil.Map {
	all := new(typeutil.Map)
	for _, instance := range m.allInstances() {
		for t := range instance.TypeArgs.Types() {
			all.Set(genericOf(t), true)
		}
	}
	return all
}

// genericOf is what all instances of a type have in common: their generic type, or the type itself.
func genericOf(t types.Type) types.Type {
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Origin()
	}
	return t
}
