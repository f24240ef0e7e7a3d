package otherbuilds

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/builds"
)

// A world is the package as another build has it, with the bodies of functions of one file alone. Of the
// packages that it imports, some are read again, as that build has them; the others are as in this build.
type world struct {
	*Finder
	build   *builds.Build
	file    *ast.File
	again   map[string]*source        // one file of each package that is read again, by path
	read    map[string]*types.Package // those, and those that only the other build imports
	guessed bool                      // such a one is being read

	// Derived:
	pkg    *types.Package
	info   *types.Info
	broken bool // the file does not compile
}

// world type-checks the package for a build.
func (f *Finder) world(file *ast.File, build *builds.Build, again map[string]*source) *world {
	key := fmt.Sprint(file.FileStart, build, slices.Sorted(maps.Keys(again)))
	if f.worlds == nil {
		f.worlds = make(map[string]*world)
	}
	w := f.worlds[key]
	if w == nil {
		w = &world{Finder: f, build: build, file: file, again: again, read: make(map[string]*types.Package)}
		w.info = &types.Info{Defs: make(map[*ast.Ident]types.Object)}
		w.pkg = w.check(f.Pkg.Path(), f.of(file))
		f.worlds[key] = w
	}
	return w
}

// check type-checks the package of a file. What it takes from packages that are not known has no type.
func (w *world) check(path string, s *source) *types.Package {
	var files []*ast.File
	for _, one := range w.around(s) {
		switch {
		case one == w.of(w.file):
			files = append(files, w.file)
		case w.build.Usually(one.when):
			files = append(files, one.tree())
		}
	}
	conf := &types.Config{FakeImportC: true, Importer: w, Error: w.complain}
	pkg, _ := conf.Check(path, w.Fset, files, w.info)
	return pkg
}

// complain notes that names in the file are missing: it is not for the build, as it is.
func (w *world) complain(err error) {
	e, ok := errors.AsType[types.Error](err)
	if ok && strings.Contains(e.Msg, "undefined") && w.file.FileStart <= e.Pos && e.Pos <= w.file.FileEnd {
		w.broken = true
	}
}

// Import gives a package. One that this build does not have is looked for in the standard library, but
// not what that imports.
func (w *world) Import(path string) (*types.Package, error) {
	if pkg := w.read[path]; pkg != nil {
		return pkg, nil
	}
	s, known := w.again[path], w.imported(path)
	if s == nil && known != nil {
		return known, nil
	}
	if s == nil {
		list := w.in(filepath.Join(build.Default.GOROOT, "src", filepath.FromSlash(path)))
		i := slices.IndexFunc(list, func(s *source) bool { return s.pkg != "" && !s.isTest() })
		if i < 0 || w.guessed {
			return nil, fmt.Errorf("package %s is not known in this build", path)
		}
		s, w.guessed = list[i], true
		defer func() { w.guessed = false }()
	}
	w.read[path] = cmp.Or(known, types.NewPackage(path, "")) // for packages that import each other
	w.read[path] = w.check(path, s)
	return w.read[path], nil
}

// differs reports whether a variable has another type there than what is written here.
func (w *world) differs(v types.Object, text string) bool {
	for _, there := range w.info.Defs {
		if w.broken || there == nil || there.Pos() != v.Pos() {
			continue
		}
		written, err := types.Eval(w.Fset, w.pkg, v.Pos(), text)
		if err != nil {
			return plain(v.Type()) != plain(there.Type()) // the file does not import yet what is named
		}
		return !types.Identical(written.Type, there.Type()) && plain(written.Type) != plain(there.Type())
	}
	return false
}

// plain writes a type, or that of which it is an alias. Those of a package that is there twice, as this
// build has it and read again, are no other ones.
func plain(t types.Type) string { return types.TypeString(types.Unalias(t), nil) }

// imported is a package that the one of this build imports, by way of others, too; nil if it does
// not, or has some names of it alone.
func (f *Finder) imported(path string) *types.Package {
	if f.known == nil {
		f.known = map[string]*types.Package{"unsafe": types.Unsafe}
		f.know(f.Pkg)
	}
	if pkg := f.known[path]; pkg != nil && pkg.Complete() {
		return pkg
	}
	return nil
}

func (f *Finder) know(pkg *types.Package) {
	for _, one := range pkg.Imports() {
		if f.known[one.Path()] == nil {
			f.known[one.Path()] = one
			f.know(one)
		}
	}
}
