package cps

import (
	"go/ast"
	"go/types"
	"iter"

	"github.com/unnest-go/unnest/internal/syntax"
)

// What functions and methods with type parameters set is a value of a type that has no
// fields to them. It has those of all types that they are used with.
//
//	func (p *pool[T]) put(x *T) { *x = *new(T); p.free = append(p.free, x) }

// instances notes that functions with type parameters may set what their type arguments
// are: those of other packages, and those of this one, with its types, if something in it
// sets a value of a type parameter.
func (m *moved) instances() {
	for _, local := range []bool{false, true} {
		for obj, instance := range m.allInstances() {
			_, isFunc := obj.(*types.Func)
			if m.own(obj.Pkg()) != local || !isFunc && !local || local && !m.generic {
				continue
			}
			for t := range instance.TypeArgs.Types() {
				m.fields(t) // which may be a type parameter of this package
			}
		}
	}
}

// allInstances yields what is instantiated in the files of the package, and how.
func (m *moved) allInstances() iter.Seq2[types.Object, types.Instance] {
	return func(yield func(types.Object, types.Instance) bool) {
		for _, info := range m.infos() {
			for id, instance := range info.Instances {
				if obj := info.Uses[id]; obj != nil && !yield(obj, instance) {
					return
				}
			}
		}
	}
}

// infos are what is known of the files of the package, and of those that are not analyzed.
func (m *moved) infos() []*types.Info {
	list := []*types.Info{m.pass.TypesInfo}
	for _, r := range m.hiddenIn().readings {
		list = append(list, r.Pass.TypesInfo)
	}
	return list
}

// converted notes that what a pointer to a struct leads to may be set as another type,
// which has fields of its own.
func (m *moved) converted(call *ast.CallExpr) {
	if len(call.Args) != 1 || !m.pass.TypesInfo.Types[call.Fun].IsType() {
		return
	}
	to := structBehind(m.pass.TypesInfo.TypeOf(call.Fun))
	from := structBehind(m.pass.TypesInfo.TypeOf(call.Args[0]))
	if to != nil && from != nil && from.NumFields() > 0 && from.Field(0) != to.Field(0) {
		m.fields(from)
	}
}

// structBehind is the struct that a pointer leads to, nil for none.
func structBehind(t types.Type) *types.Struct {
	if t == nil {
		return nil // does not type-check
	}
	p, ok := syntax.Core(t).Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	st, _ := p.Elem().Underlying().(*types.Struct)
	return st
}
