package rewrite

import (
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/builds"
)

// A reach is what the files of a package may call: what all builds have that have the file, and that
// compile. Else it stands in a file for one system, or for tests.
type reach struct {
	*scope // of all that compile

	pass     *analysis.Pass
	adapters map[string][]*types.Func
	trees    map[string]*ast.File       // of the package
	under    map[string]constraint.Expr // under which builds have files
	far      map[[2]string]bool         // of pairs of files, whether one may not call the other
}

func newReach(pass *analysis.Pass, adapters map[string][]*types.Func) *reach {
	r := &reach{
		pass: pass, adapters: adapters, trees: make(map[string]*ast.File),
		under: make(map[string]constraint.Expr), far: make(map[[2]string]bool),
	}
	r.scope = &scope{ports: builds.NewPorts(), uses: sync.OnceValue(r.used)}
	for _, file := range pass.Files {
		r.trees[pass.Fset.File(file.FileStart).Name()] = file
	}
	return r
}

// adaptersFor are the adapters that a file may call.
func (f *files) adaptersFor(file *ast.File) map[string][]*types.Func {
	r := f.reach()
	name := r.pass.Fset.File(file.FileStart).Name()
	all := make(map[string][]*types.Func)
	for key, list := range f.adapters {
		all[key] = slices.DeleteFunc(slices.Clone(list), func(fn *types.Func) bool {
			return r.misses(name, r.file(fn.Pos()))
		})
	}
	return all
}

// file is the name of that which has a position, "" for none.
func (r *reach) file(pos token.Pos) string {
	return r.pass.Fset.PositionFor(pos, false).Filename
}

// misses reports whether a file may not call what stands in another one.
func (r *reach) misses(file, other string) bool {
	if other == "" || other == file {
		return false
	}
	pair := [2]string{file, other}
	far, ok := r.far[pair]
	if !ok {
		far = isTest(other) && !isTest(file) || r.without(file, other)
		r.far[pair] = far
	}
	return far
}

// without reports whether a build that compiles has a file, but not another one.
func (r *reach) without(file, other string) bool {
	needs := r.when(other)
	if needs == nil {
		return false
	}
	for b := range r.ports.Having(builds.Without(r.when(file), []constraint.Expr{needs})) {
		if !r.broken(b) {
			return true
		}
	}
	return false
}

// when is the constraint under which builds have a file, nil for all.
func (r *reach) when(name string) constraint.Expr {
	when, ok := r.under[name]
	if !ok {
		when = builds.Of(r.tree(name), name)
		r.under[name] = when
	}
	return when
}

// tree is a file as far as its imports, empty where it cannot be read.
func (r *reach) tree(name string) *ast.File {
	if tree := r.trees[name]; tree != nil {
		return tree
	}
	tree, _ := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.ImportsOnly)
	if tree == nil {
		return new(ast.File)
	}
	return tree
}

// used lists what the package uses of itself, of those that have the adapters, and of those that
// have the operations.
func (r *reach) used() []use {
	own := r.pass.Pkg
	sources := map[*types.Package]*Listing{own: r.list(own)}
	for _, pkg := range own.Imports() {
		if r.concerns(pkg) {
			sources[pkg] = r.list(pkg)
		}
	}
	return usesOf(&Target{Fset: r.pass.Fset, Info: r.pass.TypesInfo, Listing: sources[own]}, sources)
}

// concerns reports whether a package has an adapter, or an operation that one adapts.
func (r *reach) concerns(pkg *types.Package) bool {
	in := func(fn *types.Func) bool { return fn.Pkg() == pkg }
	for key, list := range r.adapters {
		if strings.HasPrefix(key, pkg.Path()+".") || slices.ContainsFunc(list, in) {
			return true
		}
	}
	return false
}

// list lists what a package declares.
func (r *reach) list(pkg *types.Package) *Listing {
	dirs := make(map[string]bool)
	for _, name := range pkg.Scope().Names() {
		if file := r.file(pkg.Scope().Lookup(name).Pos()); file != "" {
			dirs[filepath.Dir(file)] = true
		}
	}
	return List(pkg.Name(), filesIn(dirs, nil))
}

// filesIn lists the files in directories, but for some.
func filesIn(dirs, but map[string]bool) []string {
	var files []string
	for dir := range dirs {
		entries, _ := os.ReadDir(dir) // what cannot be read cannot be built
		for _, entry := range entries {
			if name := filepath.Join(dir, entry.Name()); !but[name] {
				files = append(files, name)
			}
		}
	}
	return files
}
