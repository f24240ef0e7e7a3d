package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unnest-go/unnest/analyzer"
)

// TestBugs runs every analyzer on the package of its name, and compares what
// its fixes make of it. That has to compile.
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
				compiles(t, result.Pass)
			}
		})
	}
}

// compiles checks the types of a package after its fixes.
func compiles(t *testing.T, pass *analysis.Pass) {
	t.Helper()
	var files []*ast.File
	for _, file := range pass.Files {
		name := pass.Fset.File(file.FileStart).Name()
		if _, err := os.Stat(name + ".golden"); err == nil {
			name += ".golden"
		}
		parsed, err := parser.ParseFile(pass.Fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, parsed)
	}
	cfg := types.Config{Importer: imported{pass.Pkg}}
	if _, err := cfg.Check(pass.Pkg.Path(), pass.Fset, files, nil); err != nil {
		t.Errorf("after the fixes: %v", err)
	}
}

// An imported is the packages that one imports.
type imported struct{ by *types.Package }

func (i imported) Import(path string) (*types.Package, error) {
	for _, pkg := range i.by.Imports() {
		if pkg.Path() == path {
			return pkg, nil
		}
	}
	return nil, fmt.Errorf("%s is not imported", path)
}
