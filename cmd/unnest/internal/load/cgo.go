package load

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Files that use cgo are read as they were written, and the types of C are unknown
// then. That is enough unless a package computes with constants of C, say, which
// another one exports. Only then are such dependencies read as cgo translates
// them, which needs a compiler of C, and whatever it needs.

// lacksC reports whether roots seem not to compile because the types of C are
// unknown in what they import.
func (p *Program) lacksC(roots []*packages.Package) bool {
	return p.usesC.Load() && slices.ContainsFunc(roots, func(pkg *packages.Package) bool {
		for _, err := range pkg.TypeErrors {
			if strings.Contains(err.Msg, "invalid type") {
				return true
			}
		}
		return false
	})
}

// importsC reports whether a file uses cgo.
func importsC(f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == `"C"` })
}

// translate has dependencies that use cgo read as it translates them. Roots stay as
// they were written.
func translate(listed, roots []*packages.Package) {
	packages.Visit(listed, func(pkg *packages.Package) bool {
		if !slices.Contains(roots, pkg) && !standard(pkg) && len(pkg.CompiledGoFiles) > 0 {
			pkg.GoFiles = pkg.CompiledGoFiles
		}
		return true
	}, nil)
}
