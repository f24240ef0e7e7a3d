package rewrite

import (
	"go/ast"
	"go/build/constraint"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/builds"
)

// A reach is what a file may call of its package: what all builds have which have the file. Else
// it stands in a file for one system, or for tests.
type reach struct {
	fset  *token.FileSet
	file  *ast.File
	files map[*token.File]*ast.File // of the package
	far   map[*ast.File]bool        // of those of them that were looked at, whether not
}

// adaptersFor are the adapters that a file may call.
func (f *files) adaptersFor(file *ast.File) map[string][]*types.Func {
	r := &reach{f.pass.Fset, file, make(map[*token.File]*ast.File), make(map[*ast.File]bool)}
	for _, other := range f.pass.Files {
		r.files[r.fset.File(other.FileStart)] = other
	}
	all := make(map[string][]*types.Func)
	for key, list := range f.adapters {
		all[key] = slices.DeleteFunc(slices.Clone(list), r.misses)
	}
	return all
}

// misses reports whether a function is none that the file may call.
func (r *reach) misses(fn *types.Func) bool {
	other := r.files[r.fset.File(fn.Pos())]
	if other == nil {
		return false // of another package
	}
	far, ok := r.far[other]
	if !ok {
		far = r.without(other)
		r.far[other] = far
	}
	return far
}

// without reports whether a build has the file, but not another one.
func (r *reach) without(other *ast.File) bool {
	name, otherName := r.fset.File(r.file.FileStart).Name(), r.fset.File(other.FileStart).Name()
	if isTest(otherName) && !isTest(name) {
		return true
	}
	needs := builds.Of(other, otherName)
	if needs == nil || other == r.file {
		return false
	}
	without := builds.Without(builds.Of(r.file, name), []constraint.Expr{needs})
	for range builds.NewPorts().Having(without) {
		return true
	}
	return false
}
