package cps

import (
	"go/types"

	"github.com/unnest-go/unnest/internal/typewalk"
)

// A surface is what other packages can name, or get from what they can name: the types of
// a package, and the fields of these.
//
//	func New() *svc { … } // svc, and its exported fields, wherever they come from
type surface struct {
	moved *moved
	pkg   *types.Package
	seen  map[types.Object]bool
}

// exposed says whether other packages may do as they like with a variable or a field: it
// is one of theirs, or they can name it. Nobody imports a program.
func (m *moved) exposed(v *types.Var) bool {
	switch {
	case !m.own(v.Pkg()) || m.isLent(m.place(v)):
		return true
	case m.closed() || !v.Exported():
		return false
	case v.IsField():
		return m.outside().seen[m.place(v)]
	}
	return ofPackage(v)
}

// closed says whether no other package can call the functions of this one by their names.
func (m *moved) closed() bool { return m.pass.Pkg.Name() == "main" }

// outside is the surface of the package. It is walked when the first field is asked for.
func (m *moved) outside() *surface {
	if m.surface == nil {
		m.surface = &surface{moved: m, pkg: m.pass.Pkg, seen: make(map[types.Object]bool)}
		scope := m.pass.Pkg.Scope()
		for _, name := range scope.Names() {
			if obj := scope.Lookup(name); obj.Exported() {
				m.surface.walk(obj.Type())
			}
		}
	}
	return m.surface
}

// walk adds what a type is made of.
func (s *surface) walk(t types.Type) {
	typewalk.Walk(t, func(t types.Type) bool {
		switch t := t.(type) {
		case *types.Alias:
			s.walk(types.Unalias(t))
		case *types.Named:
			s.declared(t.Origin())
		case *types.Struct:
			s.fields(t)
			return false
		}
		return true
	})
}

// declared adds a type of the package, with its exported methods.
func (s *surface) declared(t *types.Named) {
	if t.Obj().Pkg() != s.pkg || s.seen[t.Obj()] {
		return
	}
	s.seen[t.Obj()] = true
	for m := range t.Methods() {
		if m.Exported() {
			s.walk(m.Signature())
		}
	}
	s.walk(t.Underlying())
}

// fields adds the exported fields of a struct. What is embedded may have others.
func (s *surface) fields(t *types.Struct) {
	for f := range t.Fields() {
		if f.Exported() || f.Embedded() {
			s.seen[s.moved.place(f)] = true
			s.walk(f.Type())
		}
	}
}
