package cps

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/internal/typewalk"
)

// A type is outspoken when a method with which its values are written, by fmt or a logger, or
// compared as errors, calls what somebody has given it, or waits:
//
//	func (f failure) Error() string { f.tell(); return "failed" }
//
// To print one is not harmless, whatever prints it.

// written are the methods by which values are written, and errors compared.
var written = []string{
	"String", "Error", "Format", "GoString", "LogValue", "MarshalJSON", "MarshalText", "Is", "As", "Unwrap",
}

// An Outspoken is the fact about a package that it has such types.
type Outspoken struct{ Types []Speaker }

// A Speaker is one of them.
type Speaker struct {
	Name    string
	Methods []string // of a pointer to it
}

// AFact marks Outspoken as a fact.
func (*Outspoken) AFact() {}

// String lists the types.
func (f *Outspoken) String() string {
	var names []string
	for _, s := range f.Types {
		names = append(names, s.Name)
	}
	return "outspoken: " + strings.Join(names, ", ")
}

// has says whether a type of the name is outspoken.
func (f *Outspoken) has(name string) bool {
	return slices.ContainsFunc(f.Types, func(s Speaker) bool { return s.Name == name })
}

// implement says whether one of the types has the methods of an interface.
func (f *Outspoken) implement(i *types.Interface) bool {
	return slices.ContainsFunc(f.Types, func(s Speaker) bool {
		for m := range i.Methods() {
			if !slices.Contains(s.Methods, m.Name()) {
				return false
			}
		}
		return true
	})
}

// tells says whether a value of a type, which is written, may be one of such a type, or have
// one in it.
func (m *moved) tells(t types.Type) bool { return m.holds(t, make(map[types.Type]bool)) }

// holds is tells for a search that has been to some types already.
func (m *moved) holds(t types.Type, seen map[types.Type]bool) bool {
	found := false
	typewalk.Walk(t, func(t types.Type) bool {
		if found || seen[t] {
			return false
		}
		seen[t] = true
		switch t := t.(type) {
		case *types.Alias:
			found = m.holds(types.Unalias(t), seen)
		case *types.Named:
			found = m.names(t.Obj()) || m.holds(t.Underlying(), seen)
		case *types.TypeParam:
			found = m.holds(t.Constraint().Underlying(), seen)
		case *types.Interface:
			found = m.implemented(t)
			return false
		case *types.Signature:
			return false
		}
		return !found
	})
	return found
}

// names says whether a type of any package is outspoken.
func (m *moved) names(t *types.TypeName) bool {
	has := func(f *Outspoken) bool { return f.has(t.Name()) }
	return t.Pkg() != nil && m.areIn(t.Pkg(), has)
}

// implemented says whether the value of an interface may be outspoken. Somebody has to give it
// the function that it calls: that is the package, or one which it imports.
func (m *moved) implemented(i *types.Interface) bool {
	implement := func(f *Outspoken) bool { return f.implement(i) }
	known := func(p *types.Package) bool { return m.areIn(p, implement) }
	return known(m.pass.Pkg) || slices.ContainsFunc(m.pass.Pkg.Imports(), known)
}

// areIn says whether there are types in a package that are outspoken and pass a test. Bodies are
// read only of one with types that pass it whatever these are.
func (m *moved) areIn(pkg *types.Package, test func(*Outspoken) bool) bool {
	if pkg != m.pass.Pkg && m.bodies != nil && !test(m.written(pkg)) {
		return false
	}
	return test(m.outspokenIn(pkg))
}

// written returns the types of a package that may be outspoken: those with methods by which values
// are written.
func (m *moved) written(pkg *types.Package) *Outspoken {
	type key struct{}
	return syntax.WorkOut(m.bodies, pkg, key{}, func() *Outspoken {
		return &Outspoken{Types: speakers(pkg, isWritten)}
	})
}

// isWritten says whether a type has such a method, of its own or of what it embeds.
func isWritten(t types.Type) bool {
	return slices.ContainsFunc(written, func(name string) bool {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		_, ok := obj.(*types.Func)
		return ok
	})
}

// outspokenIn returns what is known of the types of a package.
func (m *moved) outspokenIn(pkg *types.Package) *Outspoken {
	fact := m.outspoken[pkg]
	if fact != nil {
		return fact
	}
	if m.outspoken == nil {
		m.outspoken = make(map[*types.Package]*Outspoken)
	}
	fact = new(Outspoken)
	m.outspoken[pkg] = fact
	switch {
	case pkg == m.pass.Pkg:
		fact.Types = m.speakers()
	case m.bodies != nil:
		fact = m.outspokenAbroad(pkg)
		m.outspoken[pkg] = fact
	default:
		m.pass.ImportPackageFact(pkg, fact)
	}
	return fact
}

// exportOutspoken exports the fact about the package. Where others read its bodies they need
// none.
func (m *moved) exportOutspoken() {
	if m.bodies != nil {
		return
	}
	if own := m.outspokenIn(m.pass.Pkg); len(own.Types) > 0 {
		m.pass.ExportPackageFact(own)
	}
}

// speakers lists the types of the package that are outspoken.
func (m *moved) speakers() []Speaker {
	o := outwardOf(m.pass)
	return speakers(m.pass.Pkg, func(t types.Type) bool { return m.isOutspoken(t, o) })
}

// speakers lists the types of a package of some kind.
func speakers(pkg *types.Package, kind func(types.Type) bool) []Speaker {
	var found []Speaker
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		t, ok := scope.Lookup(name).(*types.TypeName)
		if ok && !t.IsAlias() && kind(t.Type()) {
			found = append(found, Speaker{Name: name, Methods: methodsOf(t.Type())})
		}
	}
	return found
}

// outspokenAbroad returns what the bodies of another package tell, for all who have these: nothing
// of one that is not read.
func (m *moved) outspokenAbroad(pkg *types.Package) *Outspoken {
	type key struct{}
	return syntax.WorkOut(m.bodies, pkg, key{}, func() *Outspoken {
		own := m.bodies.Of(pkg)
		if own == nil {
			return new(Outspoken)
		}
		pass := &analysis.Pass{Pkg: own.Types, TypesInfo: own.Info, Files: own.Files}
		other := &moved{pass: pass, bodies: m.bodies}
		return &Outspoken{Types: other.speakers()}
	})
}

// methodsOf lists the methods of a pointer to a type.
func methodsOf(t types.Type) []string {
	var names []string
	for m := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		names = append(names, m.Obj().Name())
	}
	return names
}

// isOutspoken says whether a type is, by a method of its own or of what it embeds.
func (m *moved) isOutspoken(t types.Type, o *outward) bool {
	for _, name := range written {
		obj, _, _ := types.LookupFieldOrMethod(t, true, m.pass.Pkg, name)
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		if fn.Pkg() != nil && fn.Pkg() != m.pass.Pkg && m.outspokenIn(fn.Pkg()).has(ownerOf(fn.Origin())) ||
			o.callsOut(fn.Origin(), make(map[*ast.BlockStmt]bool)) {
			return true
		}
	}
	return false
}
