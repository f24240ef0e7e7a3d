package cps

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A struct has the methods of an atomic that is embedded in it, and may be set by way of
// an interface that has them, too:
//
//	type latch struct{ atomic.Bool }
//
//	func reset(v interface{ Store(bool) }) { v.Store(false) }

// promotes notes the atomics that are embedded in a struct.
func (m *moved) promotes(typ *ast.StructType) {
	st, ok := m.pass.TypesInfo.TypeOf(typ).(*types.Struct)
	if !ok {
		return // does not type-check
	}
	for field := range st.Fields() {
		if field.Embedded() && setsGuard(field.Type()) {
			m.promoted = append(m.promoted, field)
		}
	}
}

// setsGuard says whether a type has methods that set an atomic.
func setsGuard(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	return ofAtomic(typeObject(types.Unalias(t)))
}

// byInterface notes that a method of an interface is called, or handed on.
func (m *moved) byInterface(sel *ast.SelectorExpr) {
	fn, ok := m.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if ok && syntax.IsAbstract(fn) {
		m.indirect = append(m.indirect, fn)
	}
}

// setIndirectly notes that embedded atomics may be set by way of interfaces.
func (m *moved) setIndirectly() {
	for _, field := range m.promoted {
		for _, fn := range m.indirect {
			obj, _, _ := types.LookupFieldOrMethod(field.Type(), true, nil, fn.Name())
			method, ok := obj.(*types.Func)
			if ok && fn.Name() != loadOp && takesSame(method.Signature(), fn.Signature()) {
				m.note(field, motion{op: storeOp})
			}
		}
	}
}

// takesSame says whether two functions take the same, as far as the types are known.
func takesSame(a, b *types.Signature) bool {
	if a.Params().Len() != b.Params().Len() {
		return false
	}
	for i := range a.Params().Len() {
		t := b.Params().At(i).Type()
		if !syntax.IsParameter(t) && !types.Identical(a.Params().At(i).Type(), t) {
			return false
		}
	}
	return true
}
