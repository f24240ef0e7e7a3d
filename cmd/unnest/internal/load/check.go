package load

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"runtime"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// check type-checks the packages, each as soon as those that it imports are.
func (l *loading) check() {
	done := make(map[*packages.Package]chan struct{})
	for _, pkg := range l.packages {
		done[pkg] = make(chan struct{})
	}
	processors := make(chan struct{}, runtime.GOMAXPROCS(0))
	var packages sync.WaitGroup
	for _, pkg := range l.packages {
		packages.Go(func() {
			defer close(done[pkg])
			for _, imp := range pkg.Imports {
				if c := done[imp]; c != nil {
					<-c // nil: loaded before
				}
			}
			processors <- struct{}{}
			defer func() { <-processors }()
			l.checkPackage(pkg)
		})
	}
	packages.Wait()
}

func (l *loading) checkPackage(pkg *packages.Package) {
	pkg.Fset = l.program.Fset
	pkg.TypesSizes = l.program.sizes
	if pkg.PkgPath == "unsafe" {
		pkg.Types = types.Unsafe
		return
	}
	config := types.Config{
		Sizes:       l.program.sizes,
		Importer:    importer{pkg},
		FakeImportC: true, // files that use cgo are checked as they were written
		GoVersion:   l.version(pkg),
	}
	if l.wide[pkg] {
		l.checkRoot(pkg, &config)
	} else {
		l.checkDependency(pkg, &config)
	}
	for _, name := range sources(pkg) {
		l.files[name].release()
	}
}

func (l *loading) checkRoot(pkg *packages.Package, config *types.Config) {
	for _, name := range sources(pkg) {
		f := l.files[name]
		if f.err != nil {
			pkg.Errors = append(pkg.Errors, packages.Error{Msg: f.err.Error(), Kind: packages.ParseError})
		}
		if f.full != nil {
			pkg.Syntax = append(pkg.Syntax, f.full)
		}
	}
	config.Error = func(err error) {
		if typed, ok := errors.AsType[types.Error](err); ok && !patch.CgoNoise(pkg.Syntax, typed) {
			pkg.TypeErrors = append(pkg.TypeErrors, typed)
		}
	}
	pkg.TypesInfo = newInfo(pkg.Syntax)
	pkg.Types, _ = config.Check(pkg.PkgPath, l.program.Fset, pkg.Syntax, pkg.TypesInfo)
	pkg.IllTyped = len(pkg.TypeErrors) > 0 || len(pkg.Errors) > 0
}

// checkDependency checks a package as far as its importers need it. What is
// wrong with it, and what seems so because bodies are missing, does not matter
// here: the importers have the errors that do.
func (l *loading) checkDependency(pkg *packages.Package, config *types.Config) {
	var files, whole []*ast.File
	for _, name := range sources(pkg) {
		f := l.files[name]
		tree := f.forDependents()
		if tree == nil {
			continue
		}
		files = append(files, tree)
		if syntax.ImportsC(tree) && !standard(pkg) {
			l.program.usesC.Store(true)
		}
		if f.factual() && !standard(pkg) {
			pkg.Syntax = append(pkg.Syntax, tree)
		}
		if f.whole {
			whole = append(whole, tree)
		}
	}
	if pkg.Syntax != nil {
		pkg.TypesInfo = newInfo(whole) // declarations alone are few
	}
	config.IgnoreFuncBodies = pkg.Syntax == nil
	config.Error = func(error) {}
	pkg.Types, _ = config.Check(pkg.PkgPath, l.program.Fset, files, pkg.TypesInfo)
	pkg.Types.MarkComplete()
}

// version is the version of the language that a package is checked in. The texts
// of an overlay may need the runtime's, and what imports that does.
func (l *loading) version(pkg *packages.Package) string {
	if l.program.config.Overlay != nil && l.wide[pkg] || l.program.Borrows(pkg) {
		return patch.Version(GoVersion(pkg))
	}
	return GoVersion(pkg)
}

// GoVersion is the version of the language that a package is written in.
func GoVersion(pkg *packages.Package) string {
	if pkg.Module == nil || pkg.Module.GoVersion == "" {
		return ""
	}
	return "go" + pkg.Module.GoVersion
}

// An importer finds the packages that a package imports.
type importer struct{ pkg *packages.Package }

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	imp := i.pkg.Imports[path]
	if imp == nil {
		return nil, fmt.Errorf("no metadata for %s", path)
	}
	if imp.Name == "" || imp.Types == nil {
		return nil, listError([]*packages.Package{imp})
	}
	return imp.Types, nil
}

// newInfo returns an Info for files. Its maps are made as large as they become,
// going by how many bytes of source there are to an entry on average: growing
// them step by step takes a tenth of the time of checking.
func newInfo(files []*ast.File) *types.Info {
	size := 0
	for _, f := range files {
		size += int(f.FileEnd - f.FileStart)
	}
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue, size/14),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object, size/110),
		Uses:         make(map[*ast.Ident]types.Object, size/22),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection, size/150),
		Scopes:       make(map[ast.Node]*types.Scope, size/150),
		FileVersions: make(map[*ast.File]string, len(files)),
	}
}
