package rewrite

import (
	"fmt"
	"go/ast"
	"go/token"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/chain"
)

// Result is what the analyzer proposes for a package.
type Result struct {
	Rewrites []*Rewrite // in source order
}

// A Rewrite is the proposal for one finding.
type Rewrite struct {
	Finding    *chain.Finding
	Edits      []analysis.TextEdit // in the finding's file, sorted and disjoint; none when refused
	Refusal    *chain.Refusal      // why nothing is proposed, or nil
	Strategies []string            // how each step is translated, for people
}

// New returns an analyzer that reports pyramids with a fix for those that may
// be flattened.
func New(cfg analyzer.Config) *analysis.Analyzer { return NewFrom(&cfg) }

// NewFrom is New for a configuration that may change until the analyzer runs,
// because flags set it.
func NewFrom(cfg *analyzer.Config) *analysis.Analyzer {
	finder := analyzer.NewFrom(cfg)
	return &analysis.Analyzer{
		Name:       "unnest",
		Doc:        "report nested callbacks and flatten them into Then chains",
		URL:        "https://pkg.go.dev/github.com/unnest-go/unnest/analyzer",
		Requires:   []*analysis.Analyzer{finder},
		ResultType: reflect.TypeFor[*Result](),
		Run: func(pass *analysis.Pass) (any, error) {
			found := pass.ResultOf[finder].(*analyzer.Result)
			return run(pass, found)
		},
	}
}

func run(pass *analysis.Pass, found *analyzer.Result) (any, error) {
	result := new(Result)
	files := newFiles(pass, found.Adapters)
	for _, finding := range found.Findings {
		r, err := files.rewrite(finding)
		if err != nil {
			return nil, err
		}
		result.Rewrites = append(result.Rewrites, r)
		pass.Report(diagnostic(r))
	}
	return result, nil
}

// diagnostic is the report of a finding.
func diagnostic(r *Rewrite) analysis.Diagnostic {
	c := r.Finding.Chain
	call := c.Head().Call
	if r.Refusal != nil {
		return analysis.Diagnostic{
			Pos:      call.Pos(),
			End:      launchEnd(call),
			Category: r.Refusal.Rule,
			Message:  fmt.Sprintf("%v (%s)", r.Refusal, c),
		}
	}
	return analysis.Diagnostic{
		Pos:      call.Pos(),
		End:      launchEnd(call),
		Category: "nested",
		Message:  fmt.Sprintf("nested callbacks can be flattened using Then (%s)", c),
		SuggestedFixes: []analysis.SuggestedFix{{
			Message:   "Flatten into a Then chain",
			TextEdits: r.Edits,
		}},
	}
}

// launchEnd is the end of the callee in a launch: a diagnostic that covers the
// whole pyramid would cover the screen.
func launchEnd(call *ast.CallExpr) token.Pos { return call.Fun.End() }
