package adapt

import (
	"maps"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// runtimeName is the name of the package of promises.
const runtimeName = "promise"

// Imports are the packages that the file imports.
type imports struct {
	used   map[string]string   // names of packages by path
	bodies []*Body             // which may have other names for them
	local  map[string][]string // names of parameters by the path of a package that the adapter uses
}

func newImports() *imports {
	return &imports{
		used:  map[string]string{verify.RuntimePath: runtimeName},
		local: make(map[string][]string),
	}
}

// adapter adds what an adapter uses. Its parameters are named as none of these
// packages is.
func (i *imports) adapter(a *adapter) {
	names := []string{a.k, a.promise, a.err}
	for _, list := range [][]*param{a.params, a.beside, a.outcome.params} {
		for _, p := range list {
			names = append(names, p.name)
		}
	}
	if a.recv != nil {
		names = append(names, a.recv.name)
	}
	i.local[verify.RuntimePath] = append(i.local[verify.RuntimePath], names...)
	for pkg := range a.spelling.used {
		i.used[pkg.Path()] = pkg.Name()
		i.local[pkg.Path()] = append(i.local[pkg.Path()], names...)
	}
	if a.op.Body == nil {
		return
	}
	i.bodies = append(i.bodies, a.op.Body)
	for _, p := range a.op.Body.Pieces {
		if p.Path != "" {
			i.used[p.Path] = p.Package
			i.local[p.Path] = append(i.local[p.Path], names...)
		}
	}
}

// declare tells the file the name of every import: that which all bodies have
// for it, if they do, or that of the package, unless it means something else.
func (i *imports) declare(file *jen.File, taken scope) {
	for _, path := range slices.Sorted(maps.Keys(i.used)) {
		name := i.used[path]
		if alias := i.alias(path); alias != "" {
			name = alias
		}
		tried := maps.Clone(taken)
		for taken[name] || i.shadowed(path, name) {
			tried[name] = true
			name = tried.fresh(i.used[path])
		}
		taken[name] = true
		if name == i.used[path] {
			file.ImportName(path, name)
		} else {
			file.ImportAlias(path, name)
		}
	}
}

// alias is the one name that the bodies have for a package, "" for none.
func (i *imports) alias(path string) string {
	alias := ""
	for _, b := range i.bodies {
		name, ok := b.Imports[path]
		if !ok || name == "." {
			continue
		}
		if alias != "" && name != alias {
			return ""
		}
		alias = name
	}
	return alias
}

// shadowed reports whether a name for a package means something else where it
// is used: a parameter, or a variable of a body that has another name for the
// package, or comes to use it.
func (i *imports) shadowed(path, name string) bool {
	if slices.Contains(i.local[path], name) {
		return true
	}
	return slices.ContainsFunc(i.bodies, func(b *Body) bool {
		own, ok := b.Imports[path]
		return (ok || path == verify.RuntimePath) && own != name && b.Names[name]
	})
}
