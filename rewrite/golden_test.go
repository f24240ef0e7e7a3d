package rewrite_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/rewrite"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// load type-checks a package of several files.
func (b *bench) load(t *testing.T, files map[string][]byte) *packages.Package {
	t.Helper()
	pkg := &packages.Package{ID: "main", PkgPath: "main", Name: "main", Fset: b.fset}
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	dir := t.TempDir()
	for _, name := range names {
		path := filepath.Join(dir, name)
		write(t, path, string(files[name])) // the analyzer reads it again
		mode := parser.ParseComments | parser.SkipObjectResolution
		file, err := parser.ParseFile(b.fset, path, files[name], mode)
		if err != nil {
			t.Fatalf("parse: %v\n%s", err, numbered(files[name]))
		}
		pkg.Syntax = append(pkg.Syntax, file)
		pkg.CompiledGoFiles = append(pkg.CompiledGoFiles, path)
	}
	pkg.TypesInfo = &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
	pkg.TypesSizes = types.SizesFor("gc", "amd64")
	conf := types.Config{Importer: b.imp, Sizes: pkg.TypesSizes, GoVersion: "go1.27"}
	var err error
	pkg.Types, err = conf.Check("main", b.fset, pkg.Syntax, pkg.TypesInfo)
	if err != nil {
		t.Fatalf("type-check: %v\n%s", err, numbered(files["in.go"]))
	}
	return pkg
}

// rewrites runs the tool on a package.
func (b *bench) rewrites(t *testing.T, cfg analyzer.Config, files map[string][]byte) []*rewrite.Rewrite {
	t.Helper()
	pkg := b.load(t, files)
	a := rewrite.New(cfg)
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, []*packages.Package{pkg}, &checker.Options{
		Sequential: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	root := graph.Roots[0]
	if root.Err != nil {
		t.Fatal(root.Err)
	}
	return root.Result.(*rewrite.Result).Rewrites
}

// apply returns in.go with all edits.
func (b *bench) apply(t *testing.T, src []byte, all []*rewrite.Rewrite) []byte {
	t.Helper()
	var edits []analysis.TextEdit
	for _, r := range all {
		for _, e := range r.Edits {
			same := func(o analysis.TextEdit) bool {
				return o.Pos == e.Pos && o.End == e.End && bytes.Equal(o.NewText, e.NewText)
			}
			if !slices.ContainsFunc(edits, same) {
				edits = append(edits, e)
			}
		}
	}
	slices.SortFunc(edits, func(x, y analysis.TextEdit) int { return int(y.Pos - x.Pos) })
	out := bytes.Clone(src)
	end := len(src)
	for _, e := range edits {
		from, to := b.fset.Position(e.Pos).Offset, b.fset.Position(e.End).Offset
		if to > end {
			t.Fatalf("edits overlap at %v", b.fset.Position(e.Pos))
		}
		out = slices.Concat(out[:from], e.NewText, out[to:])
		end = from
	}
	formatted, err := format.Source(dropImports(t, out))
	if err != nil {
		t.Fatalf("output does not parse: %v\n%s", err, numbered(out))
	}
	return formatted
}

// dropImports removes the imports that are not used any more, each of which
// has a line of its own, as drivers do.
func dropImports(t *testing.T, src []byte) []byte {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, parser.Mode(0))
	if err != nil {
		t.Fatalf("output does not parse: %v\n%s", err, numbered(src))
	}
	lines := bytes.SplitAfter(src, []byte("\n"))
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		if !astutil.UsesImport(file, path) {
			lines[fset.Position(spec.Pos()).Line-1] = nil
		}
	}
	return bytes.Join(lines, nil)
}

func numbered(src []byte) string {
	var b strings.Builder
	for i, line := range strings.Split(string(src), "\n") {
		fmt.Fprintf(&b, "%4d  %s\n", i+1, line)
	}
	return b.String()
}

// section returns a file of an archive, nil when there is none.
func section(ar *txtar.Archive, name string) []byte {
	for _, f := range ar.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

func setSection(ar *txtar.Archive, name string, data []byte) {
	for i := range ar.Files {
		if ar.Files[i].Name == name {
			ar.Files[i].Data = data
			return
		}
	}
	ar.Files = append(ar.Files, txtar.File{Name: name, Data: data})
}

// config reads the flags of a case, a line "flags: …" of its comment.
func config(comment []byte) analyzer.Config {
	var cfg analyzer.Config
	for line := range strings.Lines(string(comment)) {
		flags, ok := strings.CutPrefix(line, "flags:")
		if !ok {
			continue
		}
		fs := flag.NewFlagSet("", flag.PanicOnError)
		fs.BoolVar(&cfg.Assume, "assume", false, "")
		fs.IntVar(&cfg.Depth, "depth", 2, "")
		fs.Func("once", "", func(s string) error { cfg.Once = append(cfg.Once, s); return nil })
		_ = fs.Parse(strings.Fields(flags)) // panics on an error
	}
	return cfg
}

// TestGolden rewrites the program of every case: the verdicts and the output
// are as recorded, the output compiles, keeps every comment, and a second run
// finds nothing to rewrite.
func TestGolden(t *testing.T) {
	b := shared()
	programs := make(map[string]*program)
	for _, file := range cases(t) {
		name := strings.TrimPrefix(strings.TrimSuffix(filepath.ToSlash(file), ".txtar"), "testdata/")
		t.Run(name, func(t *testing.T) {
			if p := b.golden(t, file); p != nil {
				programs[name] = p
			}
		})
	}
	if !t.Failed() {
		b.sameEvents(t, programs)
	}
}

func cases(t *testing.T) []string {
	t.Helper()
	var all []string
	patterns := []string{"testdata/*.txtar", "testdata/scenarios/*.txtar", "testdata/hazards/*.txtar"}
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, files...)
	}
	return all
}

// golden checks one case, and returns its program when it was rewritten.
func (b *bench) golden(t *testing.T, file string) *program {
	t.Helper()
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	in := section(ar, "in.go")
	cfg := config(ar.Comment)
	files := b.files(t, in)
	all := b.rewrites(t, cfg, files)
	out := b.apply(t, in, all)
	again := b.rewrites(t, cfg, b.files(t, out))
	if slices.ContainsFunc(again, func(r *rewrite.Rewrite) bool { return len(r.Edits) > 0 }) {
		t.Errorf("a second run rewrites the output:\n%s", b.apply(t, out, again))
	}
	if diff := cmp.Diff(comments(in), comments(out)); diff != "" {
		t.Errorf("comments before and after (-before +after):\n%s", diff)
	}
	b.sameNames(t, in, out, all)
	verdicts := b.verdicts(all)
	if *update {
		setSection(ar, "verdicts", verdicts)
		setSection(ar, "out.go", out)
		if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(section(ar, "verdicts")), string(verdicts)); diff != "" {
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

// sameNames checks that names in the output mean what they meant, as drivers do.
func (b *bench) sameNames(t *testing.T, in, out []byte, all []*rewrite.Rewrite) {
	t.Helper()
	fset := token.NewFileSet()
	check := func(text []byte) *verify.Checked {
		pkg := &verify.Package{
			Path: "main", GoVersion: "go1.27", Sizes: types.SizesFor("gc", "amd64"), Importer: b.imp,
		}
		for name, text := range b.files(t, text) {
			pkg.Files = append(pkg.Files, verify.File{Name: name, Src: text})
		}
		checked, errs := verify.Check(fset, pkg)
		if len(errs) > 0 {
			t.Fatal(errs[0])
		}
		return checked
	}
	spans := make(map[string][]verify.Span)
	for _, r := range all {
		for _, e := range r.Edits {
			from, to := b.fset.Position(e.Pos).Offset, b.fset.Position(e.End).Offset
			spans["in.go"] = append(spans["in.go"], verify.Span{Start: from, End: to})
		}
	}
	if err := verify.Bindings(fset, check(in), check(out), spans); err != nil {
		t.Error(err)
	}
}

// files adds the common operations to a program.
func (b *bench) files(t *testing.T, in []byte) map[string][]byte {
	t.Helper()
	ops, err := os.ReadFile("testdata/ops.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"in.go": in, "ops.go": ops}
}

// verdicts writes what was found, a line or more for each finding.
func (b *bench) verdicts(all []*rewrite.Rewrite) []byte {
	var out bytes.Buffer
	for _, r := range all {
		b.verdict(&out, r.Finding, "")
		for _, f := range r.Beside {
			b.verdict(&out, f, "and ")
		}
		if r.Refusal != nil {
			fmt.Fprintf(&out, "\tline %d: %v\n", b.fset.Position(r.Refusal.Pos).Line, r.Refusal)
			fmt.Fprintf(&out, "\t%s\n", r.Refusal.Remedy)
		}
	}
	return out.Bytes()
}

func (b *bench) verdict(out *bytes.Buffer, f *chain.Finding, indent string) {
	c := f.Chain
	line := b.fset.Position(c.Head().Call.Pos()).Line
	fmt.Fprintf(out, "%sline %d: depth %d, %v: %v\n", indent, line, c.Depth(), c.Evidence(), c)
	for i, cut := range f.Cuts {
		again := i > 0 && cut.Reason == f.Cuts[i-1].Reason
		if cut.Before < len(c.Steps) && !again {
			fmt.Fprintf(out, "%s\tcut before %s: %s\n", indent, c.Steps[cut.Before].Name, cut.Reason.Text)
		}
	}
	for _, inner := range f.Inner {
		b.verdict(out, inner, indent+"\t")
	}
}

// indents are what gofmt changes in comments of several lines.
var indents = regexp.MustCompile(`\n[ \t]+`)

// comments lists the comments of a file, sorted.
func comments(src []byte) []string {
	fset := token.NewFileSet()
	var s scanner.Scanner
	s.Init(fset.AddFile("", -1, len(src)), src, nil, scanner.ScanComments)
	var list []string
	for {
		_, tok, lit := s.Scan()
		if tok == token.EOF {
			slices.Sort(list)
			return list
		}
		if tok == token.COMMENT {
			list = append(list, indents.ReplaceAllString(lit, "\n"))
		}
	}
}
