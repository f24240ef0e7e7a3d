package adapt

import (
	"cmp"
	"go/types"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// runtimeName is the name of the package of promises.
const runtimeName = "promise"

// Imports are the packages that the file imports.
type imports struct {
	self *types.Package
	used map[string]string // names by path
}

func newImports(self *types.Package) *imports {
	return &imports{self: self, used: map[string]string{verify.RuntimePath: runtimeName}}
}

func (i *imports) add(pkgs map[*types.Package]bool) {
	for pkg := range pkgs {
		i.used[pkg.Path()] = pkg.Name()
	}
}

// declare tells the file the name of every import: that of the package,
// unless the package declares something of that name.
func (i *imports) declare(file *jen.File, taken scope) {
	type imported struct{ path, name string }
	var list []imported
	for path, name := range i.used {
		list = append(list, imported{path, name})
	}
	slices.SortFunc(list, func(a, b imported) int { return cmp.Compare(a.path, b.path) })
	for _, imp := range list {
		name := taken.fresh(imp.name)
		if name == imp.name {
			file.ImportName(imp.path, name)
		} else {
			file.ImportAlias(imp.path, name)
		}
	}
}
