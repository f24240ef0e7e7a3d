package signature

import (
	"fmt"
	"go/types"
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
