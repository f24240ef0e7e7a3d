package rewrite_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/rewrite"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// TestSignatures changes the signatures of every case: the verdicts and the
// output are as recorded, every stage compiles and keeps every comment, a second
// run changes nothing, and the program prints the same events before and after.
func TestSignatures(t *testing.T) {
	b := shared()
	programs := make(map[string]*program)
	for _, file := range signatureCases(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			if p := b.signatures(t, file); p != nil {
				programs[name] = p
			}
		})
	}
	if !t.Failed() {
		b.sameEvents(t, programs)
	}
}

func signatureCases(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("testdata/signatures/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// signatures checks one case, and returns its program when it was changed.
func (b *bench) signatures(t *testing.T, file string) *program {
	t.Helper()
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	in := section(ar, "in.go")
	c := &change{bench: b, t: t, text: in, withdrawn: make(map[string]bool)}
	c.run()
	out := c.text
	again := &change{bench: b, t: t, text: out, withdrawn: c.withdrawn}
	again.run()
	if diff := cmp.Diff(string(out), string(again.text)); diff != "" {
		t.Errorf("a second run changes the output (-first +second):\n%s", diff)
	}
	if *update {
		setSection(ar, "verdicts", c.verdicts.Bytes())
		setSection(ar, "out.go", out)
		if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(section(ar, "verdicts")), c.verdicts.String()); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(string(section(ar, "out.go")), string(out)); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}
	if bytes.Equal(in, out) {
		return nil
	}
	return &program{before: in, after: out}
}

// A change takes one program through all stages.
type change struct {
	*bench
	t         *testing.T
	text      []byte
	verdicts  bytes.Buffer
	withdrawn map[string]bool
}

func (c *change) run() {
	c.t.Helper()
	const most = 50
	found, pkg := c.propose()
	for _, s := range found.Functions {
		pos := s.Position(c.fset)
		if filepath.Base(pos.Filename) != "in.go" {
			continue
		}
		fmt.Fprintf(&c.verdicts, "line %d: %s => %s\n", pos.Line, s.Func.Name(), s.Name)
		if s.Refusal != nil {
			fmt.Fprintf(&c.verdicts, "\t%s: %s; %s\n", s.Refusal.Rule, s.Refusal.Text, s.Refusal.Remedy)
		}
	}
	for stage, round := 0, 0; stage < len(found.Stages); stage++ {
		if !c.step(stage, found, pkg) {
			continue
		}
		if round++; round == most {
			c.t.Fatalf("stage %d does not come to an end:\n%s", stage, c.text)
		}
		found, pkg = c.propose()
		stage = -1 // what has become flat can return a promise now
	}
}

// propose analyzes the text.
func (c *change) propose() (*rewrite.Signatures, *packages.Package) {
	c.t.Helper()
	pkg := c.load(c.t, c.files(c.t, c.text))
	a := rewrite.NewSignatures(analyzer.Config{}, nil)
	opts := &checker.Options{Sequential: true}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, []*packages.Package{pkg}, opts)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := graph.Roots[0].Err; err != nil {
		c.t.Fatal(err)
	}
	return graph.Roots[0].Result.(*rewrite.Signatures), pkg
}

// step makes the changes of one stage, and reports whether there were any.
func (c *change) step(stage int, found *rewrite.Signatures, pkg *packages.Package) bool {
	c.t.Helper()
	var fixes []*patch.Fix
	var names []string
	for _, change := range found.Stages[stage] {
		name := fmt.Sprint(stage, change.Func)
		if filepath.Base(c.fset.Position(change.Pos).Filename) != "in.go" || c.withdrawn[name] {
			continue
		}
		fixes = append(fixes, &patch.Fix{
			Edits: change.Edits, Comments: change.Comments, Declares: change.Declares,
		})
		names = append(names, name)
	}
	texts := make(map[string][]byte)
	for _, name := range pkg.CompiledGoFiles {
		text, err := os.ReadFile(name)
		if err != nil {
			c.t.Fatal(err)
		}
		texts[name] = text
	}
	result := patch.Apply(&patch.Package{
		Fset: c.fset, Types: pkg.Types, Sizes: pkg.TypesSizes, GoVersion: "go1.27",
		Files: pkg.CompiledGoFiles, Texts: texts, Importer: c.imp,
	}, fixes)
	for i, fix := range fixes {
		if fix.Err != nil {
			c.withdrawn[names[i]] = true
			fmt.Fprintf(&c.verdicts, "withdrawn at stage %s: %v\n", names[i], fix.Err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(result.Texts)) {
		c.text = result.Texts[name]
	}
	return result.Texts != nil
}
