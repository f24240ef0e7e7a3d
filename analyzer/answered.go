package analyzer

import (
	"go/types"
	"path"
	"strings"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// An Answered is a callback with results of a function: who calls it gets an answer, so that it
// is no continuation, whatever is declared.
type Answered struct{ Func, Param string }

// Answered is a callback with results of a function that a pattern of Config.Once means, in
// the package or one that it imports; nil for none. Trees of packages are not looked through.
func (r *Result) Answered(pattern string) *Answered {
	name, params, given := strings.Cut(strings.TrimSuffix(pattern, ")"), "(")
	for _, pkg := range append([]*types.Package{r.pkg}, r.pkg.Imports()...) {
		for _, fn := range functionsOf(pkg) {
			param := answered(fn)
			if param == nil || given && params != param.Name() || pkg != r.pkg && !fn.Exported() {
				continue
			}
			if means(name, fn) {
				return &Answered{(&chain.Operation{Func: fn}).Name(), param.Name()}
			}
		}
	}
	return nil
}

// answered is the first parameter of a function that is a function with results, nil for none.
func answered(fn *types.Func) *types.Var {
	for v := range fn.Signature().Params().Variables() {
		if sig, ok := v.Type().Underlying().(*types.Signature); ok && sig.Results().Len() > 0 {
			return v
		}
	}
	return nil
}

// means reports whether a name in a pattern is one of a function, or of the type that it is a
// method of. A * stands for any text within one segment, and these end at dots and slashes.
func means(name string, fn *types.Func) bool {
	key := chain.KeyOf(fn)
	local := strings.TrimPrefix(key, fn.Pkg().Path()+".")
	owner, _, method := strings.Cut(local, ".")
	names := []string{key, fn.Pkg().Name() + "." + local, local}
	if method {
		names = append(names, fn.Pkg().Path()+"."+owner, fn.Pkg().Name()+"."+owner, owner)
	}
	segments := func(s string) string { return strings.ReplaceAll(s, ".", "/") }
	for _, n := range names {
		if ok, err := path.Match(segments(name), segments(n)); ok && err == nil {
			return true
		}
	}
	return false
}

// functionsOf lists the functions and methods of a package, those of its interfaces among them.
func functionsOf(pkg *types.Package) []*types.Func {
	var all []*types.Func
	for _, name := range pkg.Scope().Names() {
		obj := pkg.Scope().Lookup(name)
		if fn, ok := obj.(*types.Func); ok {
			all = append(all, fn)
		}
		named, ok := obj.Type().(*types.Named)
		if _, isType := obj.(*types.TypeName); !ok || !isType {
			continue
		}
		for m := range named.Methods() {
			all = append(all, m)
		}
		if iface, ok := named.Underlying().(*types.Interface); ok {
			for m := range iface.ExplicitMethods() {
				all = append(all, m)
			}
		}
	}
	return all
}
