package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// circular is an error about a package to adapt that one to generate for cannot import, because
// it is imported itself; nil for none.
func circular(targets, sources []*packages.Package) error {
	for _, target := range targets {
		for _, source := range sources {
			way := &imported{target.PkgPath, make(map[*packages.Package]bool)}
			if by := way.by(source); len(by) > 0 {
				return fmt.Errorf("-for %s: %s cannot import it: it imports %s",
					source.PkgPath, target.PkgPath, strings.Join(by, ", which imports "))
			}
		}
	}
	return nil
}

// An imported is a package that is looked for among the imports of others.
type imported struct {
	path string
	seen map[*packages.Package]bool
}

// by lists the packages by way of which one imports that which is looked for, and that itself; none
// when it does not.
func (i *imported) by(pkg *packages.Package) []string {
	if pkg == nil || i.seen[pkg] {
		return nil
	}
	i.seen[pkg] = true
	for _, path := range slices.Sorted(maps.Keys(pkg.Imports)) {
		if path == i.path {
			return []string{path}
		}
		if way := i.by(pkg.Imports[path]); len(way) > 0 {
			return append([]string{path}, way...)
		}
	}
	return nil
}
