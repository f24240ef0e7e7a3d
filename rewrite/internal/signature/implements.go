package signature

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// onlyImplements refuses methods that are there for an interface: those of a type that
// other packages cannot name, or with a name that they cannot use, that nobody in the
// program mentions. Whoever calls them knows the interface, whose method keeps its callback.
func (p *Package) onlyImplements(f *Function) (text, remedy string) {
	fn := f.Op.Func
	owner := f.Op.Owner()
	if owner == nil || fn.Exported() && owner.Obj().Exported() || p.Rounds.Mentions(fn) {
		return "", ""
	}
	for _, pkg := range append([]*types.Package{p.Types}, p.Types.Imports()...) {
		if iface := implemented(fn, pkg); iface != nil {
			return fmt.Sprintf("it is only called as a method of the interface %s, which keeps its callback",
				types.TypeString(iface.Type(), types.RelativeTo(p.Types))), generate
		}
	}
	return "", ""
}

// implemented finds an interface of a package that has a method which is implemented by
// this one, nil for none.
func implemented(fn *types.Func, pkg *types.Package) *types.TypeName {
	recv := fn.Signature().Recv().Type()
	for _, name := range pkg.Scope().Names() {
		obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() || !types.IsInterface(obj.Type()) {
			continue
		}
		iface := obj.Type().Underlying().(*types.Interface)
		method, _, _ := types.LookupFieldOrMethod(obj.Type(), false, fn.Pkg(), fn.Name())
		if method == nil || obj.Type().(*types.Named).TypeParams().Len() > 0 {
			continue
		}
		if types.Implements(recv, iface) || types.Implements(types.NewPointer(recv), iface) {
			return obj
		}
	}
	return nil
}

// saysImplements reports whether a doc comment begins with that a function implements an
// interface, which its package declares or imports.
//
//	// Load implements [store.Loader].
//	// Load implements the method of the interface *Loader.
func saysImplements(pkg *types.Package, doc *ast.CommentGroup, name string) bool {
	words := strings.Fields(doc.Text())
	if len(words) < 2 || words[0] != name || words[1] != "implements" {
		return false
	}
	filler := func(word string) bool { return !slices.Contains(fillers, word) }
	rest := words[2:]
	at := slices.IndexFunc(rest, filler)
	if at < 0 {
		return false
	}
	of := strings.Split(strings.Trim(rest[at], "[]*.,;:"), ".")
	if isInterfaceIn(pkg, of[0]) {
		return true
	}
	return len(of) > 1 && slices.ContainsFunc(pkg.Imports(), func(other *types.Package) bool {
		return other.Name() == of[0] && isInterfaceIn(other, of[1])
	})
}

// fillers are words before the name of an interface.
var fillers = []string{"the", "a", "an", "interface", "method", "of"}

func isInterfaceIn(pkg *types.Package, name string) bool {
	obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
	return ok && types.IsInterface(obj.Type())
}
