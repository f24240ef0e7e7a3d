package cps_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unnest-go/unnest/analyzer/internal/cps"
)

// analyzerWith returns an analyzer that exports the facts and reports every
// launch.
func analyzerWith(cfg *cps.Config) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:      "cps",
		Doc:       "infers one-shot continuations and reports the calls that take them",
		FactTypes: []analysis.Fact{new(cps.OneShot)},
		Run: func(pass *analysis.Pass) (any, error) {
			index, err := cps.Infer(pass, cfg)
			if err != nil {
				return nil, err
			}
			if strings.HasPrefix(pass.Pkg.Path(), "launch") || strings.HasPrefix(pass.Pkg.Path(), "trap") {
				report(pass, index)
			}
			return nil, nil
		},
	}
}

// report reports every launch at the continuation.
func report(pass *analysis.Pass, index *cps.Index) {
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				for _, l := range index.Launch(call) {
					pass.Reportf(l.Arg.Pos(), "%s", describe(l))
				}
			}
			return true
		})
	}
}

// describe is a launch in one line.
func describe(l cps.Launch) string {
	text := fmt.Sprintf("%s %s %s %s", l.Name, types.TypeString(l.Convention.Sig, nil), l.Evidence, l.Timing)
	if l.Convention.Error >= 0 {
		text += fmt.Sprintf(", error %d", l.Convention.Error)
	}
	if l.Lit == nil {
		text += ", named"
	}
	if l.Hop {
		text += ", hop"
	}
	if l.NilTested {
		text += ", nil-tested"
	}
	return text
}

func TestFacts(t *testing.T) {
	for _, pkg := range []string{
		"paths", "passing", "guards", "stored", "fields", "recursion", "across", "directives",
	} {
		t.Run(pkg, func(t *testing.T) {
			analysistest.Run(t, analysistest.TestData(), analyzerWith(new(cps.Config)), pkg)
		})
	}
}
