package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
)

// In code without mistakes each kind is made in many places, one at a time, and
// nearly all have to be found. What is made is in planters.
func TestSeededMistakes(t *testing.T) {
	clean := loadClean(t)
	var mutants []*packages.Package
	planted := make(map[string][]seed)
	for kind, plant := range planters {
		seeds := slices.Clip(plant(clean))
		if len(seeds) < 20 {
			t.Errorf("%s: %d places, want 20", kind, len(seeds))
		}
		for i := range seeds {
			seeds[i].mutant = clean.with(t, seeds[i])
			mutants = append(mutants, seeds[i].mutant)
		}
		planted[kind] = seeds
	}
	found := findMistakes(t, append(mutants, clean.Package))
	for kind := range found[clean.Package] {
		t.Errorf("%s is found in clean code", kind)
	}
	for _, a := range analyzer.Bugs(analyzer.Config{}) {
		hits := 0
		for _, s := range planted[a.Name] {
			if found[s.mutant][a.Name] {
				hits++
				continue
			}
			t.Logf("%s is not found: %s", a.Name, s)
		}
		t.Logf("%s: %d of %d", a.Name, hits, len(planted[a.Name]))
		if hits*100 < len(planted[a.Name])*95 {
			t.Errorf("%s: %d of %d are found, want 95 %%", a.Name, hits, len(planted[a.Name]))
		}
	}
}

// A program is the clean package with the text of its files.
type program struct {
	*packages.Package
	text map[*ast.File][]byte
}

func loadClean(t *testing.T) *program {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedDeps},
		"./internal/bugs/testdata/seeds")
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded) != 1 || len(loaded[0].Errors) > 0 {
		t.Fatalf("the clean package does not load: %v", loaded[0].Errors)
	}
	clean := &program{loaded[0], make(map[*ast.File][]byte)}
	for _, file := range clean.Syntax {
		text, err := os.ReadFile(clean.name(file))
		if err != nil {
			t.Fatal(err)
		}
		clean.text[file] = text
	}
	return clean
}

func (p *program) name(file *ast.File) string { return p.Fset.File(file.FileStart).Name() }

// with is the package with a mistake in it.
func (p *program) with(t *testing.T, s seed) *packages.Package {
	t.Helper()
	mutant := *p.Package
	mutant.Syntax = nil
	for _, file := range p.Syntax {
		if file != s.file {
			if filepath.Base(p.name(file)) == "ops.go" {
				mutant.Syntax = append(mutant.Syntax, file) // what the others need
			}
			continue
		}
		text := s.apply(p.text[file], p.Fset.File(file.FileStart))
		mode := parser.ParseComments | parser.SkipObjectResolution
		parsed, err := parser.ParseFile(p.Fset, p.name(file), text, mode)
		if err != nil {
			t.Fatalf("%s: %v\n%s", s, err, text)
		}
		mutant.Syntax = append(mutant.Syntax, parsed)
	}
	mutant.TypesInfo = &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Instances: make(map[*ast.Ident]types.Instance),
		Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object),
		Implicits: make(map[ast.Node]types.Object), Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Scopes: make(map[ast.Node]*types.Scope), FileVersions: make(map[*ast.File]string),
	}
	cfg := types.Config{Importer: importer(p.Imports), Sizes: p.TypesSizes, Error: func(err error) {
		if soft := err.(types.Error).Soft; !soft { //nolint:errorlint,forcetypeassert // as documented
			t.Errorf("%s: %v", s, err)
		}
	}}
	mutant.Types, _ = cfg.Check(p.PkgPath, p.Fset, mutant.Syntax, mutant.TypesInfo) // reported by Error
	mutant.ID = s.String()
	return &mutant
}

type importer map[string]*packages.Package

func (i importer) Import(path string) (*types.Package, error) {
	if i[path] == nil {
		return nil, fmt.Errorf("%s is not imported by the clean package", path)
	}
	return i[path].Types, nil
}

// findMistakes is the set of kinds found in each package.
func findMistakes(t *testing.T, pkgs []*packages.Package) map[*packages.Package]map[string]bool {
	t.Helper()
	graph, err := checker.Analyze(analyzer.Bugs(analyzer.Config{}), pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[*packages.Package]map[string]bool)
	for _, action := range graph.Roots {
		if action.Err != nil {
			t.Fatal(action.Err)
		}
		for range action.Diagnostics {
			if found[action.Package] == nil {
				found[action.Package] = make(map[string]bool)
			}
			found[action.Package][action.Analyzer.Name] = true
		}
	}
	return found
}
