// Package sentinels finds the variables of other packages that have the name of an error
// that stands for a kind of failure, but may be nil.
//
// In go a package and the facts of those that it imports; out come variables that are
// declared without a value or with one that may be nil, or are assigned.
package sentinels

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A Fact lists the variables of a package that may be nil, by name.
type Fact struct{ Unset []string }

// AFact marks Fact as a fact.
func (*Fact) AFact() {}

// String lists the variables.
func (f *Fact) String() string { return "unset: " + strings.Join(f.Unset, ", ") }

// Find returns the variables of the imported packages that may be nil, and exports those of
// the package itself.
func Find(pass *analysis.Pass) map[types.Object]bool {
	own, found := new(Fact), make(map[types.Object]bool)
	for _, file := range pass.Files {
		own.Unset = append(own.Unset, syntax.Unset(file)...)
	}
	if len(own.Unset) > 0 {
		pass.ExportPackageFact(own)
	}
	for _, imp := range pass.Pkg.Imports() {
		fact := new(Fact)
		if !pass.ImportPackageFact(imp, fact) {
			continue
		}
		for _, name := range fact.Unset {
			found[imp.Scope().Lookup(name)] = true
		}
	}
	return found
}
