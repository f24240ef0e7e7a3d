package signature

import (
	"fmt"
	"go/types"
)

// onlyImplements refuses methods that are there for an interface: those of a type that
// other packages cannot name, or with a name that they cannot use, that nobody here
// mentions. Whoever calls them knows the interface, whose method keeps its callback.
func (p *Package) onlyImplements(f *Function) (text, remedy string) {
	fn := f.Op.Func
	recv := fn.Signature().Recv()
	if recv == nil || fn.Exported() && isExported(recv.Type()) || p.mentioned(fn) {
		return "", ""
	}
	for _, pkg := range append([]*types.Package{p.Types}, p.Types.Imports()...) {
		if iface := implemented(recv.Type(), fn.Name(), pkg); iface != nil {
			return fmt.Sprintf("it is only called as a method of the interface %s, which keeps its callback",
				types.TypeString(iface.Type(), types.RelativeTo(p.Types))), generate
		}
	}
	return "", ""
}

// isExported reports whether other packages can name the type of a receiver.
func isExported(recv types.Type) bool {
	if pointer, ok := types.Unalias(recv).(*types.Pointer); ok {
		recv = pointer.Elem()
	}
	named, ok := types.Unalias(recv).(*types.Named)
	return ok && named.Obj().Exported()
}

// mentioned reports whether something in the package mentions a function.
func (p *Package) mentioned(fn *types.Func) bool {
	for _, obj := range p.Info.Uses {
		if other, ok := obj.(*types.Func); ok && other.Origin() == fn {
			return true
		}
	}
	return false
}

// implemented finds an interface of a package with a method of that name that a type
// implements, nil for none.
func implemented(t types.Type, method string, pkg *types.Package) *types.TypeName {
	for _, name := range pkg.Scope().Names() {
		obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() {
			continue
		}
		iface, ok := obj.Type().Underlying().(*types.Interface)
		if !ok || obj.Type().(*types.Named).TypeParams().Len() > 0 || !has(iface, method) {
			continue
		}
		if types.Implements(t, iface) || types.Implements(types.NewPointer(t), iface) {
			return obj
		}
	}
	return nil
}

func has(iface *types.Interface, method string) bool {
	for m := range iface.Methods() {
		if m.Name() == method {
			return true
		}
	}
	return false
}
