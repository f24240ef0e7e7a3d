package rewrite_test

import (
	"bytes"
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/rewrite"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// migratedPrograms is how many programs TestMigratedPrograms takes.
const migratedPrograms = 4

// TestMigratedPrograms changes the signatures of generated programs: every stage
// compiles, a second run changes nothing, and the programs log the same events before
// and after. For a longer run, take TestPrograms with -signatures.
func TestMigratedPrograms(t *testing.T) {
	r := newRound(t)
	r.signatures = true
	r.run(t, generate(*seed, migratedPrograms), migratedPrograms)
	for _, f := range r.faults {
		t.Errorf("seed %d: %s: %s", f.program.Seed, f.kind, f.detail)
	}
}

// A migration takes the programs of a batch through all stages.
type migration struct {
	*round
	batch     *batch
	fset      *token.FileSet
	pkg       *verify.Checked
	withdrawn map[string]bool
}

// migrate changes the signatures of a batch, twice.
func (r *round) migrate(tb testing.TB, b *batch, fset *token.FileSet, pkg *verify.Checked) {
	tb.Helper()
	m := &migration{round: r, batch: b, fset: fset, pkg: pkg, withdrawn: make(map[string]bool)}
	m.all(tb)
	once := maps.Clone(b.after)
	m.all(tb)
	for _, p := range b.programs {
		name := r.file(b, p)
		if !bytes.Equal(once[name], b.after[name]) {
			r.fail(p, "second run", "changes\n%s\ninto\n%s", once[name], b.after[name])
		}
	}
}

// all makes the changes of all stages until there are none left: those of a later stage
// may make others of an earlier one possible.
func (m *migration) all(tb testing.TB) {
	tb.Helper()
	const most = 100
	found, steps := m.propose(tb), 0
	for changed := true; changed; {
		changed = false
		for stage := range found.Stages {
			for m.step(tb, stage, found) {
				found, changed = m.propose(tb), true
				if steps++; steps == most {
					tb.Fatalf("stage %d does not come to an end: %s", stage, m.batch.name)
				}
			}
		}
	}
}

// propose analyzes the batch.
func (m *migration) propose(tb testing.TB) *rewrite.Signatures {
	tb.Helper()
	for name, text := range m.batch.after {
		save(tb, name, string(text))
	}
	p := m.loaded(m.fset, m.pkg, m.batch)
	opts := &checker.Options{Sequential: true}
	analyzers := []*analysis.Analyzer{rewrite.NewSignatures(analyzer.Config{}, nil)}
	graph, err := checker.Analyze(analyzers, []*packages.Package{p}, opts)
	if err != nil {
		tb.Fatal(err)
	}
	if err := graph.Roots[0].Err; err != nil {
		tb.Fatal(err)
	}
	return graph.Roots[0].Result.(*rewrite.Signatures)
}

// step makes the changes of one stage, and reports whether there were any.
func (m *migration) step(tb testing.TB, stage int, found *rewrite.Signatures) bool {
	tb.Helper()
	var fixes []*patch.Fix
	var names []string
	for _, change := range found.Stages[stage] {
		file := m.fset.Position(change.Pos).Filename
		name := fmt.Sprint(filepath.Base(file), stage, change.Func, string(change.Edits[0].NewText))
		if m.program(m.batch, file) == nil || m.withdrawn[name] {
			continue
		}
		fixes = append(fixes, &patch.Fix{
			Edits: change.Edits, Comments: change.Comments, Declares: change.Declares,
		})
		names = append(names, name)
	}
	result := patch.Apply(&patch.Package{
		Fset: m.fset, Types: m.pkg.Types, Sizes: types.SizesFor("gc", "amd64"), GoVersion: "go1.27",
		Files: sorted(m.batch.after), Texts: maps.Clone(m.batch.after), Importer: m.std,
	}, fixes)
	for i, fix := range fixes {
		if fix.Err != nil {
			m.withdrawn[names[i]] = true
			m.counts["changes withdrawn"]++
			tb.Logf("%s: %v", names[i], fix.Err)
		}
	}
	m.counts[fmt.Sprintf("changes of stage %d", stage)] += len(fixes)
	if result.Checked == nil {
		return false
	}
	maps.Copy(m.batch.after, result.Texts)
	m.pkg = result.Checked
	return true
}
