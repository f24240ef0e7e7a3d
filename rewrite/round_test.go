package rewrite_test

import (
	"bytes"
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/rewrite"
	"github.com/unnest-go/unnest/rewrite/internal/edit"
	"github.com/unnest-go/unnest/rewrite/internal/progen"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// A round rewrites, builds and runs generated programs, many in one package
// and all in one binary.
type round struct {
	dir    string
	std    types.Importer
	faults []fault
	counts map[string]int // what became of the pyramids
	claims []claim
	quiet  bool // nothing is built

	signatures bool // are changed
}

// A fault is a property that does not hold for a program.
type fault struct {
	program *progen.Program
	kind    string // the property, in a word or two
	detail  string
}

// A batch is the programs of one package.
type batch struct {
	name     string
	programs []*progen.Program
	more     string // a file that the package has beside them
	observed string // the table of the operations that they declare
	before   map[string][]byte
	after    map[string][]byte
}

func newRound(tb testing.TB) *round {
	tb.Helper()
	dir := *keep
	if dir == "" {
		dir = tb.TempDir()
	}
	return &round{
		dir:    dir,
		std:    shared().imp,
		counts: make(map[string]int),
	}
}

// oddFile declares names in the package that a rewriting would like to use.
const oddFile = "package main\n\nvar k, promise, err3, r2 = 1, 2, 3, 4\n\n" +
	"func r() int { return k + promise + err3 + r2 }\n"

// run takes the programs through all properties.
func (r *round) run(tb testing.TB, programs []*progen.Program, perBatch int) {
	tb.Helper()
	var batches []*batch
	for chunk := range slices.Chunk(programs, perBatch) {
		b := &batch{name: fmt.Sprintf("b%d", len(batches)), programs: chunk}
		if len(batches)%2 == 1 {
			b.more = oddFile
		}
		r.rewrite(tb, b)
		batches = append(batches, b)
	}
	if !r.quiet {
		r.compare(tb, batches)
	}
}

func (r *round) fail(p *progen.Program, kind, format string, args ...any) {
	r.faults = append(r.faults, fault{p, kind, fmt.Sprintf(format, args...)})
}

// file is the name of a program's file.
func (r *round) file(b *batch, p *progen.Program) string {
	return filepath.Join(r.dir, "in", b.name, p.Name+".go")
}

// program is the one that a file belongs to.
func (r *round) program(b *batch, file string) *progen.Program {
	for _, p := range b.programs {
		if r.file(b, p) == file {
			return p
		}
	}
	return nil
}

// mostRuns is how often the tool runs until nothing is left: fixes may lie in
// the text of others, or make others possible.
const mostRuns = 5

// rewrite checks the properties of the text of a batch.
func (r *round) rewrite(tb testing.TB, b *batch) {
	tb.Helper()
	fset := token.NewFileSet()
	b.before = map[string][]byte{filepath.Join(r.dir, "in", b.name, "lab.go"): []byte(progen.Lab)}
	if b.more != "" {
		b.before[filepath.Join(r.dir, "in", b.name, "more.go")] = []byte(b.more)
	}
	for _, p := range b.programs {
		b.before[r.file(b, p)] = p.Text
	}
	pkg := r.sound(tb, b, fset)
	b.observed = observers(pkg.Types)
	b.after = maps.Clone(b.before)
	if r.signatures {
		r.migrate(tb, b, fset, pkg)
		return
	}
	for run := 0; pkg != nil; run++ {
		for name, text := range b.after {
			save(tb, name, string(text))
		}
		all := r.propose(tb, fset, pkg, b)
		if run == 0 {
			r.count(all)
		}
		if run == mostRuns {
			r.unstable(b, fset, all)
			return
		}
		before := maps.Clone(b.after)
		pkg = r.apply(tb, b, fset, pkg, all)
		r.texts(fset, b, before, all)
	}
}

// apply applies the fixes to the texts of a batch, and returns the package as it
// is then, nil when nothing changed.
func (r *round) apply(
	tb testing.TB, b *batch, fset *token.FileSet, pkg *verify.Checked, all []*rewrite.Rewrite,
) *verify.Checked {
	tb.Helper()
	var fixes []*patch.Fix
	var owners []*progen.Program
	for _, found := range all {
		p := r.program(b, fset.Position(found.Finding.Chain.Head().Call.Pos()).Filename)
		if p == nil {
			tb.Fatal("a finding in the lab: ", found.Finding.Chain)
		}
		if len(found.Edits) == 0 || r.faulty(p) {
			continue
		}
		r.disjoint(fset, p, found)
		fixes = append(fixes, &patch.Fix{Edits: found.Edits})
		owners = append(owners, p)
	}
	result := patch.Apply(&patch.Package{
		Fset: fset, Types: pkg.Types, Sizes: types.SizesFor("gc", "amd64"), GoVersion: "go1.27",
		Files: sorted(b.after), Texts: maps.Clone(b.after), Importer: r.std,
	}, fixes)
	for i, fix := range fixes {
		if fix.Err != nil {
			r.fail(owners[i], "unsound", "%v", fix.Err)
		}
	}
	maps.Copy(b.after, result.Texts)
	return result.Checked
}

// unstable reports programs that the tool keeps changing.
func (r *round) unstable(b *batch, fset *token.FileSet, all []*rewrite.Rewrite) {
	for _, found := range all {
		pos := fset.Position(found.Finding.Chain.Head().Call.Pos())
		if p := r.program(b, pos.Filename); len(found.Edits) > 0 && !r.faulty(p) {
			r.fail(p, "run after run", "rewrites %v at %v", found.Finding.Chain, pos)
		}
	}
}

// sound drops the programs that do not compile: the generator is not that
// careful.
func (r *round) sound(tb testing.TB, b *batch, fset *token.FileSet) *verify.Checked {
	tb.Helper()
	for {
		pkg, errs := verify.Check(fset, r.input(b.before))
		if len(errs) == 0 {
			return pkg
		}
		n := len(b.before)
		for _, err := range errs {
			p := r.program(b, err.Pos.Filename)
			if p == nil {
				if b.before[err.Pos.Filename] != nil {
					tb.Fatal(err)
				}
				continue // dropped already
			}
			delete(b.before, err.Pos.Filename)
			b.programs = slices.DeleteFunc(slices.Clone(b.programs), func(q *progen.Program) bool {
				return q == p
			})
			r.counts["programs that do not compile"]++
			tb.Log(err)
		}
		if len(b.before) == n {
			tb.Fatal(errs)
		}
	}
}

func sorted[V any](m map[string]V) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (r *round) input(texts map[string][]byte) *verify.Package {
	p := &verify.Package{
		Path: "main", GoVersion: "go1.27", Sizes: types.SizesFor("gc", "amd64"), Importer: r.std,
	}
	for _, name := range sorted(texts) {
		p.Files = append(p.Files, verify.File{Name: name, Src: texts[name]})
	}
	return p
}

// propose runs the analyzer.
func (r *round) propose(
	tb testing.TB, fset *token.FileSet, pkg *verify.Checked, b *batch,
) []*rewrite.Rewrite {
	tb.Helper()
	p := r.loaded(fset, pkg, b)
	analyzers := []*analysis.Analyzer{rewrite.New(analyzer.Config{})}
	graph, err := checker.Analyze(analyzers, []*packages.Package{p}, &checker.Options{Sequential: true})
	if err != nil {
		tb.Fatal(err)
	}
	if err := graph.Roots[0].Err; err != nil {
		tb.Fatal(err)
	}
	r.claim(b, graph)
	return graph.Roots[0].Result.(*rewrite.Result).Rewrites
}

// loaded is a batch as it is by now, for the analyzers.
func (r *round) loaded(fset *token.FileSet, pkg *verify.Checked, b *batch) *packages.Package {
	return &packages.Package{
		ID: "main", PkgPath: "main", Name: "main", Fset: fset, Syntax: pkg.Files,
		CompiledGoFiles: sorted(b.after),
		Types:           pkg.Types, TypesInfo: pkg.Info, TypesSizes: types.SizesFor("gc", "amd64"),
	}
}

// count keeps what becomes of the pyramids.
func (r *round) count(all []*rewrite.Rewrite) {
	for _, found := range all {
		f := found.Finding
		switch {
		case f.Refusal != nil:
			r.counts["pyramids refused: "+f.Refusal.Rule]++
		case len(f.Cuts) > 0:
			r.counts["pyramids rewritten partly: "+f.Cuts[0].Reason.Rule]++
		default:
			r.counts["pyramids rewritten"]++
		}
	}
}

// disjoint checks the edits of one fix.
func (r *round) disjoint(fset *token.FileSet, p *progen.Program, found *rewrite.Rewrite) {
	for i := 1; i < len(found.Edits); i++ {
		if found.Edits[i-1].End > found.Edits[i].Pos {
			r.fail(p, "edits", "edits at %v are not sorted and disjoint", fset.Position(found.Edits[i].Pos))
		}
	}
}

// texts compares the files before and after one run.
func (r *round) texts(fset *token.FileSet, b *batch, texts map[string][]byte, all []*rewrite.Rewrite) {
	edits := make(map[string][]analysis.TextEdit)
	for _, found := range all {
		for _, e := range found.Edits {
			name := fset.Position(e.Pos).Filename
			edits[name] = append(edits[name], e)
		}
	}
	for name, list := range edits {
		p, before, after := r.program(b, name), texts[name], b.after[name]
		if bytes.Equal(before, after) {
			continue
		}
		if err := verify.Comments(before, after); err != nil {
			r.fail(p, "comments", "%v", err)
		}
		if line := changedOutside(fset, before, after, list); line != "" {
			r.fail(p, "lines outside", "%q is not in the output", line)
		}
		if form, err := edit.Reformat(before, after); err != nil || !bytes.Equal(form, after) {
			r.fail(p, "form", "not gofmt's form, as the input: %v", err)
		}
	}
}

// faulty reports whether a fix of a program was withdrawn; it will be proposed
// again.
func (r *round) faulty(p *progen.Program) bool {
	return slices.ContainsFunc(r.faults, func(f fault) bool { return f.program == p })
}

func save(tb testing.TB, file, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		tb.Fatal(err)
	}
}
