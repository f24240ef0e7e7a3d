package analyzer_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unnest-go/unnest/analyzer"
)

// TestBugs runs every analyzer on the package of its name, and compares what
// its fixes make of it.
func TestBugs(t *testing.T) {
	dir, err := filepath.Abs(filepath.Join("internal", "bugs", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range analyzer.Bugs(analyzer.Config{}) {
		t.Run(a.Name, func(t *testing.T) {
			for _, result := range analysistest.RunWithSuggestedFixes(t, dir, a, a.Name) {
				for _, d := range result.Diagnostics {
					possibleAt(t, result.Pass, d.Pos)
				}
			}
		})
	}
}
