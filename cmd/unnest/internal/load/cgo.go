package load

import (
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

// sayC says of the packages that lack the types of C what is to be done about it.
func (p *Program) sayC() {
	for i, problem := range p.Problems {
		if strings.Contains(problem.Text, "invalid type") {
			p.Problems[i].Text += "; a dependency uses cgo, which could not be run: see whether go build can"
		}
	}
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
