package analyzer

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/analyzer/internal/bugs"
)

// Bugs returns the analyzers that report mistakes in code that passes
// continuations, one for each kind.
func Bugs(cfg Config) []*analysis.Analyzer { return BugsOn(New(cfg)) }

// BugsOn is Bugs for those who run other analyzers, too, on what the analyzer
// of [New] finds: a package is examined once for all of them.
func BugsOn(pyramids *analysis.Analyzer) []*analysis.Analyzer {
	var all []*analysis.Analyzer
	for _, rule := range bugs.Rules {
		all = append(all, &analysis.Analyzer{
			Name:     rule.Name,
			Doc:      rule.Doc,
			URL:      "https://pkg.go.dev/github.com/unnest-go/unnest/analyzer#hdr-" + rule.Name,
			Requires: []*analysis.Analyzer{inspect.Analyzer, pyramids},
			Run: func(pass *analysis.Pass) (any, error) {
				if pass.TypesInfo == nil {
					return nil, nil // declarations only
				}
				rule.Report(&bugs.Package{
					Pass:  pass,
					Index: pass.ResultOf[pyramids].(*Result).index,
					Root:  pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root(),
				})
				return nil, nil
			},
		})
	}
	return all
}
