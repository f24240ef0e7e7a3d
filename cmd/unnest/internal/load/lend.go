package load

import (
	"context"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/rewrite/patch"
)

// lend lets the packages that have a file in the overlay import what it imports: the go
// command, which has listed the files on disk, may not know that they do. It returns
// packages that are to be added to the program for it.
func (p *Program) lend(ctx context.Context, listed []*packages.Package) ([]*packages.Package, error) {
	known := make(map[string]*packages.Package)
	var borrowers []*packages.Package
	packages.Visit(listed, nil, func(pkg *packages.Package) {
		known[pkg.ID] = pkg
		if slices.ContainsFunc(sources(pkg), p.overlaid) {
			borrowers = append(borrowers, pkg)
		}
	})
	var lent []*packages.Package
	for _, pkg := range borrowers {
		for _, path := range p.added(pkg) {
			imp := known[path+variant(pkg)]
			if imp == nil {
				imp = known[path]
			}
			if imp == nil {
				found, err := p.find(ctx, path)
				if err != nil {
					return nil, err
				}
				lent = append(lent, found...)
				imp = found[0]
				known[path] = imp
			}
			if pkg.Imports == nil {
				pkg.Imports = make(map[string]*packages.Package)
			}
			pkg.Imports[path] = imp
		}
	}
	return lent, nil
}

// added lists what the files of a package import in the overlay only.
func (p *Program) added(pkg *packages.Package) []string {
	var paths []string
	for _, name := range sources(pkg) {
		if !p.overlaid(name) {
			continue
		}
		// An error shows again when the whole file is parsed.
		file, _ := parser.ParseFile(token.NewFileSet(), name, p.config.Overlay[name], parser.ImportsOnly)
		for _, spec := range file.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			if pkg.Imports[path] == nil && path != "unsafe" && path != "C" {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// variant is what the ID of a package has behind its path, when it is one for a test.
func variant(pkg *packages.Package) string {
	if at := strings.Index(pkg.ID, " ["); at >= 0 {
		return pkg.ID[at:]
	}
	return ""
}

// find lists a package that none of those listed imports.
func (p *Program) find(ctx context.Context, path string) ([]*packages.Package, error) {
	if path == patch.RuntimePath {
		return p.findRuntime(ctx)
	}
	return p.listOne(ctx, p.config.Dir, path)
}
