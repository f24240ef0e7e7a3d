package askers_test

import (
	"reflect"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unnest-go/unnest/analyzer/internal/askers"
	"github.com/unnest-go/unnest/analyzer/internal/standard"
	"github.com/unnest-go/unnest/internal/syntax"
)

// TestFind compares the facts of functions with what comments want.
func TestFind(t *testing.T) {
	a := &analysis.Analyzer{
		Name: "askers", Doc: "finds what asks for its caller", FactTypes: []analysis.Fact{new(askers.Fact)},
		ResultType: reflect.TypeFor[*syntax.Callers](),
		Run: func(pass *analysis.Pass) (any, error) {
			return askers.Find(standard.Pass(pass), nil), nil
		},
	}
	analysistest.Run(t, analysistest.TestData(), a, "logs", "app")
}
