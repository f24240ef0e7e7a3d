package cps

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// Whoever has an unsafe.Pointer sets what it leads to as values of any type:
//
//	func zero(p unsafe.Pointer) { *(*[12]byte)(p) = [12]byte{} }
//
//	zero(unsafe.Pointer(s))

// overlaid lists the types of what a conversion makes an unsafe.Pointer lead to, or has of one,
// and of what that is a field of.
func overlaid(info *types.Info, call *ast.CallExpr) []types.Type {
	if len(call.Args) != 1 || !info.Types[call.Fun].IsType() {
		return nil
	}
	from, to := info.TypeOf(call.Args[0]), info.TypeOf(call.Fun)
	if isUnsafe(from) {
		return pointee(to)
	}
	if isUnsafe(to) {
		return append(pointee(from), enclosing(info, call.Args[0])...)
	}
	return nil
}

// isUnsafe says whether a type is unsafe.Pointer, or made of that.
func isUnsafe(t types.Type) bool {
	if t == nil {
		return false // does not type-check
	}
	basic, ok := syntax.Core(t).Underlying().(*types.Basic)
	return ok && basic.Kind() == types.UnsafePointer
}

// pointee is the type of what a pointer leads to, none for other types.
func pointee(t types.Type) []types.Type {
	if t == nil {
		return nil // of C, or does not type-check
	}
	p, ok := syntax.Core(t).Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	return []types.Type{p.Elem()}
}

// enclosing lists the types of the structs around a field or element of which an expression takes
// the address.
func enclosing(info *types.Info, e ast.Expr) []types.Type {
	ref, ok := ast.Unparen(e).(*ast.UnaryExpr)
	if !ok || ref.Op != token.AND {
		return nil
	}
	var structs []types.Type
	e = ref.X
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		default:
			return structs
		}
		if t := info.TypeOf(e); t != nil {
			structs = append(append(structs, t), pointee(t)...)
		}
	}
}

// overlaid notes that what an unsafe.Pointer leads to is set.
func (m *moved) overlaid(call *ast.CallExpr) {
	for _, t := range overlaid(m.pass.TypesInfo, call) {
		m.fields(t)
	}
}

// overlaid notes that a timer, or one in what an unsafe.Pointer leads to, may be set again by
// whoever has that.
func (f *timerFlow) overlaid(call *ast.CallExpr) {
	all := overlaid(f.info, call)
	if len(all) > 0 {
		f.flow(f.place(call.Args[0]), abroad, f.info.TypeOf(call.Args[0]))
	}
	for _, t := range all {
		f.laidOpen(t)
	}
}

// laidOpen notes that the timers in the fields of a type may be set again.
func (f *timerFlow) laidOpen(t types.Type) {
	switch t := t.Underlying().(type) {
	case *types.Struct:
		for field := range t.Fields() {
			f.flow(field, abroad, field.Type())
			f.laidOpen(field.Type())
		}
	case *types.Array:
		f.laidOpen(t.Elem())
	}
}
