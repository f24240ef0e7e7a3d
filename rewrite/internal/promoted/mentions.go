package promoted

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// Mentions reports whether a name is looked for in the type that has a method, or in one
// that it is embedded in: by a selector, or by an interface.
func (p *Promoted) Mentions(method *types.Func, name string) bool {
	owner := keyOf((&chain.Operation{Func: method}).Owner())
	return p.Asks(name) || slices.ContainsFunc(p.units, func(u unit) bool { return u.selects(owner, name) })
}

// Asks reports whether an interface has a method of a name, one that is written in a package or is
// declared in one that is imported, itself or by others.
func (p *Promoted) Asks(name string) bool {
	p.once.Do(p.find)
	return p.asked[name]
}

// selects reports whether a selector has a name, of something with the type in it.
func (u unit) selects(owner, name string) bool {
	for sel, s := range u.info.Selections {
		if sel.Sel.Name != name {
			continue
		}
		if _, in := depths(pointed(s.Recv()))[owner]; in {
			return true
		}
	}
	return false
}

// asks notes the methods of the interfaces of a package.
func (p *Promoted) asks(u unit) {
	for _, file := range u.files {
		for n := range ast.Preorder(file) {
			if n, ok := n.(*ast.InterfaceType); ok {
				p.methods(u.info.TypeOf(n))
			}
		}
	}
}

// imported notes the methods of the interfaces that a package declares, and those that it imports.
func (p *Promoted) imported(pkg *types.Package, seen map[*types.Package]bool) {
	if pkg == nil || seen[pkg] {
		return
	}
	seen[pkg] = true
	for _, of := range pkg.Scope().Names() {
		if t, ok := pkg.Scope().Lookup(of).(*types.TypeName); ok {
			p.methods(t.Type())
		}
	}
	for _, other := range pkg.Imports() {
		p.imported(other, seen)
	}
}

// methods notes those of an interface.
func (p *Promoted) methods(t types.Type) {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok {
		return
	}
	for m := range iface.Methods() {
		p.asked[m.Name()] = true
	}
}
