// Package standard keeps to itself what the bodies of the standard library say.
//
// In go a pass; out comes one that exports no facts if the package is of the standard library.
// Some drivers read the bodies of its functions and others do not, the command among them. All
// of them have to find the same, so what its functions do with a continuation, and whether they
// ask by whom they are called, is known from tables alone; and what it declares is trusted: its
// errors are some, and who writes its values calls nobody.
package standard

import (
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/syntax"
)

// Pass is the pass itself for a package that is not of the standard library.
func Pass(pass *analysis.Pass) *analysis.Pass {
	if !has(pass) {
		return pass
	}
	own := *pass
	own.ExportObjectFact = func(types.Object, analysis.Fact) {}
	own.ExportPackageFact = func(analysis.Fact) {}
	return &own
}

// has reports whether the package of a pass is one of the standard library.
func has(pass *analysis.Pass) bool {
	module := ""
	if pass.Module != nil {
		module = pass.Module.Path
	}
	return syntax.OfStandard(module, pass.Pkg.Path())
}
