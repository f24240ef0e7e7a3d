package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/rewrite"
)

// circular is an error about a package to adapt that one to generate for cannot import, because
// it is imported itself, be it in other builds or in tests; nil for none.
func (g *generator) circular(targets, sources []*packages.Package) error {
	loaded := make(map[string]*packages.Package)
	packages.Visit(sources, nil, func(pkg *packages.Package) { loaded[pkg.PkgPath] = pkg })
	for _, target := range targets {
		for _, source := range sources {
			way := &imported{target.PkgPath, source, loaded, make(map[visit]bool)}
			from := visit{source.PkgPath, strings.HasSuffix(g.output, "_test.go")}
			if by := way.by(from, source.Module); len(by) > 0 {
				return fmt.Errorf("-for %s: %s cannot import it: it imports %s",
					source.PkgPath, target.PkgPath, strings.Join(by, ", which imports "))
			}
		}
	}
	return nil
}

// An imported is a package that is looked for among the imports of another one.
type imported struct {
	path   string
	source *packages.Package            // the other one
	loaded map[string]*packages.Package // what this build has, by the paths
	seen   map[visit]bool
}

// A visit is to a package that is imported.
type visit struct {
	path string
	test bool // or its imports are, by a test: then no other tests count
}

// by lists the packages by way of which one imports that which is looked for, and that itself; none
// when it does not. The module is its own, or that of a package that imports it.
func (i *imported) by(at visit, module *packages.Module) []string {
	if i.seen[at] {
		return nil
	}
	i.seen[at] = true
	pkg, name := i.loaded[at.path], ""
	if pkg != nil {
		module, name = pkg.Module, pkg.Name
	}
	dir := i.directory(at.path, module)
	imports := rewrite.Imports(dir, name)
	if pkg != nil {
		for path := range pkg.Imports {
			imports[path] = ""
		}
	}
	way := i.along(imports, at.test, module)
	if len(way) == 0 && !at.test {
		way = i.along(rewrite.TestImports(dir, name), true, module)
	}
	return way
}

// along is by for what a package imports, with the names of files that do in other builds.
func (i *imported) along(imports map[string]string, test bool, module *packages.Module) []string {
	for _, path := range slices.Sorted(maps.Keys(imports)) {
		text := path
		if file := imports[path]; file != "" {
			text += " in " + file
		}
		if path == i.path {
			return []string{text}
		}
		if way := i.by(visit{path, test}, module); len(way) > 0 {
			return append([]string{text}, way...)
		}
	}
	return nil
}

// directory is that of a package whose files are to be read, "" for others: those of other modules
// import no package of this one.
func (i *imported) directory(path string, module *packages.Module) string {
	pkg := i.loaded[path]
	if module == nil || !module.Main && pkg != i.source {
		return ""
	}
	if pkg != nil {
		return pkg.Dir
	}
	rest, ok := strings.CutPrefix(path+"/", module.Path+"/")
	if !ok {
		return ""
	}
	return filepath.Join(module.Dir, rest)
}
