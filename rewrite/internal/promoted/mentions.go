package promoted

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// Mentions reports whether a name is looked for in the type that has a method, or in one
// that it is embedded in: by a selector, or by an interface.
func (p *Promoted) Mentions(method *types.Func, name string) bool {
	owner := keyOf((&chain.Operation{Func: method}).Owner())
	seen := make(map[*types.Package]bool)
	for _, u := range p.units {
		if u.selects(owner, name) || u.asks(name) || imported(u.types, name, seen) {
			return true
		}
	}
	return false
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

// asks reports whether an interface of a package has a method of a name.
func (u unit) asks(name string) bool {
	found := false
	for _, file := range u.files {
		ast.Inspect(file, func(n ast.Node) bool {
			if n, ok := n.(*ast.InterfaceType); ok {
				found = found || hasMethod(u.info.TypeOf(n), name)
			}
			return !found
		})
	}
	return found
}

// imported reports whether an interface of a package that is imported, itself or by others,
// has a method of a name.
func imported(pkg *types.Package, name string, seen map[*types.Package]bool) bool {
	if pkg == nil || seen[pkg] {
		return false
	}
	seen[pkg] = true
	for _, of := range pkg.Scope().Names() {
		if t, ok := pkg.Scope().Lookup(of).(*types.TypeName); ok && hasMethod(t.Type(), name) {
			return true
		}
	}
	for _, other := range pkg.Imports() {
		if imported(other, name, seen) {
			return true
		}
	}
	return false
}

// hasMethod reports whether a type is an interface with a method of a name.
func hasMethod(t types.Type, name string) bool {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range iface.Methods() {
		if m.Name() == name {
			return true
		}
	}
	return false
}
