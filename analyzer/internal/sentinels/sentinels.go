// Package sentinels finds the variables of other packages that have the name of an error
// that stands for a kind of failure, but may be nil.
//
// In go a package and the facts of those that it imports; out come variables that are
// declared without a value or with one that may be nil, or are assigned.
package sentinels

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/internal/leftout"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A Fact lists the variables of a package that may be nil, by name.
type Fact struct{ Unset []string }

// AFact marks Fact as a fact.
func (*Fact) AFact() {}

// String lists the variables.
func (f *Fact) String() string { return "unset: " + strings.Join(f.Unset, ", ") }

// Find returns the variables of the imported packages that may be nil, with those of the package
// itself that files which are not analyzed set, and exports the latter and those that its own files
// tell of.
func Find(pass *analysis.Pass) map[types.Object]bool {
	own, found := new(Fact), make(map[types.Object]bool)
	for _, file := range pass.Files {
		own.Unset = append(own.Unset, syntax.Unset(file)...)
	}
	for _, v := range setElsewhere(pass) {
		found[v] = true
		if v.Exported() {
			own.Unset = append(own.Unset, v.Name())
		}
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

// setElsewhere lists the variables with the name of an error that files of the package set which are
// not analyzed.
func setElsewhere(pass *analysis.Pass) []types.Object {
	scope := pass.Pkg.Scope()
	names := slices.DeleteFunc(scope.Names(), func(name string) bool {
		_, ok := scope.Lookup(name).(*types.Var)
		return !ok || !syntax.NamesFailure(name)
	})
	if len(names) == 0 {
		return nil
	}
	var set []types.Object
	for _, file := range leftout.Files(pass, names...) {
		leftout.Set(file, nil, func(name leftout.Name, _ bool) {
			v := scope.Lookup(name.Text)
			if !name.Field && slices.Contains(names, name.Text) && !slices.Contains(set, v) {
				set = append(set, v)
			}
		})
	}
	return set
}
