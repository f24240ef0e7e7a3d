package cps_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unnest-go/unnest/analyzer/internal/cps"
)

// infer returns an analyzer that exports the facts.
func infer(cfg *cps.Config) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "cps",
		Doc:        "infers one-shot continuations",
		FactTypes:  []analysis.Fact{new(cps.OneShot)},
		ResultType: reflect.TypeFor[*cps.Index](),
		Run:        func(pass *analysis.Pass) (any, error) { return cps.Infer(pass, cfg) },
	}
}

// launches returns an analyzer that reports every launch.
func launches(cfg *cps.Config) *analysis.Analyzer {
	inference := infer(cfg)
	return &analysis.Analyzer{
		Name:     "launches",
		Doc:      "reports the calls that take one-shot continuations",
		Requires: []*analysis.Analyzer{inference},
		Run: func(pass *analysis.Pass) (any, error) {
			report(pass, pass.ResultOf[inference].(*cps.Index))
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

// TestFacts compares the facts of functions with what is said of them. The
// packages are loaded together, which is most of the time.
func TestFacts(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), infer(new(cps.Config)),
		"paths", "passing", "guards", "stored", "fields", "recursion", "across", "directives")
}

func TestLaunches(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), launches(new(cps.Config)), "launches", "traps")
}
