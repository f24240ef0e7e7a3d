package main

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
)

// warner reports the warnings of what it requires, for where no analyzer runs that
// does so anyway.
func warner(finder *analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     "warnings",
		Doc:      "report what is wrong with declarations",
		Requires: []*analysis.Analyzer{finder},
		Run: func(pass *analysis.Pass) (any, error) {
			for _, warning := range pass.ResultOf[finder].(*analyzer.Result).Warnings() {
				pass.Report(warning)
			}
			return nil, nil
		},
	}
}

// directed says whether a package may be worth a warning for its directives.
func directed(pkg *packages.Package) bool { return slices.ContainsFunc(pkg.Syntax, analyzer.Directed) }

// warn writes what is wrong with declarations. It is no error: a body is not always
// understood.
func warn(w io.Writer, paths report.Paths, outcomes []*drive.Outcome) {
	type warning struct {
		at   token.Position
		line string
	}
	var all []warning
	for _, o := range outcomes {
		for _, d := range o.Diagnostics {
			if analyzer.IsWarning(d) {
				at := o.Package.Fset.PositionFor(d.Pos, false)
				line := fmt.Sprintf("%s: warning: %s", paths.Short(position(at)), d.Message)
				all = append(all, warning{at, line})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b warning) int { // files are read in any order
		return cmp.Or(cmp.Compare(a.at.Filename, b.at.Filename), cmp.Compare(a.at.Offset, b.at.Offset))
	})
	told := make(map[string]bool) // packages are analyzed with and without their tests
	for _, found := range all {
		if !told[found.line] {
			fmt.Fprintln(w, found.line)
		}
		told[found.line] = true
	}
}
