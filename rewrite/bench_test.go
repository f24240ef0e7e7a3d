package rewrite_test

import (
	"go/importer"
	"go/token"
	"go/types"
	"sync"
)

// A bench compiles and rewrites the programs of the golden cases.
type bench struct {
	fset *token.FileSet
	imp  types.Importer
}

// shared is the bench of all tests: the packages that programs import, which take a
// while to check, are checked once.
var shared = sync.OnceValue(func() *bench {
	fset := token.NewFileSet()
	return &bench{fset: fset, imp: remembered{
		Importer: importer.ForCompiler(fset, "source", nil), packages: make(map[string]*types.Package),
	}}
})

// A remembered importer looks for each package once. The one for sources has the go
// command look again at every import of a package that is not a standard one.
type remembered struct {
	types.Importer

	packages map[string]*types.Package
}

func (r remembered) Import(path string) (*types.Package, error) {
	if pkg := r.packages[path]; pkg != nil {
		return pkg, nil
	}
	pkg, err := r.Importer.Import(path)
	if err == nil {
		r.packages[path] = pkg
	}
	return pkg, err
}
