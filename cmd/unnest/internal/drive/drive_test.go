package drive

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// packagesOf checks packages of one file each; a package may import those
// before it.
func packagesOf(t *testing.T, sources ...string) []*packages.Package {
	t.Helper()
	fset := token.NewFileSet()
	known := make(map[string]*packages.Package)
	var all []*packages.Package
	for _, src := range sources {
		name, _, _ := strings.Cut(strings.TrimPrefix(src, "package "), "\n")
		file, err := parser.ParseFile(fset, name+".go", src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		pkg := &packages.Package{
			ID: name, PkgPath: name, Name: name, Fset: fset, Syntax: []*ast.File{file},
			Imports:   make(map[string]*packages.Package),
			TypesInfo: &types.Info{Defs: make(map[*ast.Ident]types.Object)},
		}
		config := types.Config{Importer: importerFunc(func(path string) (*types.Package, error) {
			pkg.Imports[path] = known[path]
			return known[path].Types, nil
		})}
		pkg.Types, err = config.Check(name, fset, pkg.Syntax, pkg.TypesInfo)
		if err != nil {
			t.Fatal(err)
		}
		known[name] = pkg
		all = append(all, pkg)
	}
	return all
}

type importerFunc func(string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// counted says how many functions a package and those it imports have.
type counted struct{ N int }

func (*counted) AFact() {}

// A recorder is an analyzer with facts, and one that requires it, that record
// which packages they run on.
type recorder struct {
	facts, target *analysis.Analyzer
	ran           chan string
}

func newRecorder() *recorder {
	r := &recorder{ran: make(chan string, 100)}
	r.facts = &analysis.Analyzer{
		Name: "facts", Doc: "count", Run: r.count,
		FactTypes: []analysis.Fact{new(counted)}, ResultType: reflect.TypeFor[int](),
	}
	r.target = &analysis.Analyzer{
		Name: "target", Doc: "report", Requires: []*analysis.Analyzer{r.facts}, Run: r.report,
	}
	return r
}

func (r *recorder) count(pass *analysis.Pass) (any, error) {
	r.ran <- "facts " + pass.Pkg.Path()
	n := 0
	for _, imp := range pass.Pkg.Imports() {
		var f counted
		if pass.ImportPackageFact(imp, &f) {
			n += f.N
		}
	}
	for _, file := range pass.Files {
		n += len(file.Decls)
	}
	pass.ExportPackageFact(&counted{n})
	return n, nil
}

func (r *recorder) report(pass *analysis.Pass) (any, error) {
	r.ran <- "target " + pass.Pkg.Path()
	pass.Reportf(pass.Files[0].Pos(), "%d declarations", pass.ResultOf[r.facts])
	text, err := pass.ReadFile(pass.Pkg.Path() + ".go")
	return string(text), err
}

func (r *recorder) runs() []string {
	close(r.ran)
	var all []string
	for s := range r.ran {
		all = append(all, s)
	}
	slices.Sort(all)
	return all
}

func TestRun(t *testing.T) {
	r := newRecorder()
	pkgs := packagesOf(t,
		"package a\n\nfunc A() {}\n",
		"package b\n\nimport \"a\"\n\nfunc B() { a.A() }\n",
		"package c\n\nimport \"b\"\n\nfunc C() { b.B() }\n")
	s := NewSession(r.target)
	s.Overlay(map[string][]byte{"c.go": []byte("the text of c")})
	outcomes := s.Run(pkgs[2:])
	if len(outcomes) != 1 || outcomes[0].Err != nil {
		t.Fatalf("outcomes %v", outcomes)
	}
	if got := outcomes[0].Diagnostics[0].Message; got != "5 declarations" {
		t.Errorf("diagnostic %q, want the sum over the imports", got)
	}
	if outcomes[0].Result != "the text of c" {
		t.Errorf("the analyzer read %q", outcomes[0].Result)
	}
	want := []string{"facts a", "facts b", "facts c", "target c"}
	if diff := cmp.Diff(want, r.runs()); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
}

// A package in a new form is analyzed with the facts of what it imports, which
// is not analyzed again.
func TestRunAgain(t *testing.T) {
	r := newRecorder()
	pkgs := packagesOf(t, "package a\n\nfunc A() {}\n", "package b\n\nimport \"a\"\n\nfunc B() { a.A() }\n")
	s := NewSession(r.target)
	s.Overlay(map[string][]byte{"b.go": nil})
	s.Run(pkgs[1:])
	edited := *pkgs[1]
	outcomes := s.Run([]*packages.Package{&edited})
	if got := outcomes[0].Diagnostics[0].Message; got != "3 declarations" {
		t.Errorf("diagnostic %q", got)
	}
	want := []string{"facts a", "facts b", "facts b", "target b", "target b"}
	if diff := cmp.Diff(want, r.runs()); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
}

// Packages without syntax are passed over. So are those that do not compile, but for what
// those that import them need to know.
func TestRunPassesOver(t *testing.T) {
	r := newRecorder()
	pkgs := packagesOf(t, "package a\n\nfunc A() {}\n", "package b\n\nimport \"a\"\n\nfunc B() { a.A() }\n",
		"package c\n\nimport \"b\"\n\nfunc C() { b.B() }\n")
	pkgs[0].Syntax = nil
	pkgs[1].IllTyped = true
	s := NewSession(r.target)
	s.Overlay(map[string][]byte{"c.go": nil})
	outcomes := s.Run(pkgs[1:])
	if outcomes[0].Results != nil {
		t.Errorf("outcome %+v", outcomes[0])
	}
	if diff := cmp.Diff([]string{"facts b", "facts c", "target c"}, r.runs()); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
}

// An analyzer that fails or panics costs its package, not the run.
func TestRunSurvivesFailures(t *testing.T) {
	pkgs := packagesOf(t, "package a\n", "package b\n", "package c\n")
	outcomes := NewSession(&analysis.Analyzer{
		Name: "fails", Doc: "fails",
		Run: func(pass *analysis.Pass) (any, error) {
			switch pass.Pkg.Path() {
			case "a":
				return nil, errors.New("no luck")
			case "b":
				panic("no sense")
			}
			return "fine", nil
		},
	}).Run(pkgs)
	for i, want := range []string{"analyze a: fails: no luck", "analyze b: fails: internal error: no sense"} {
		if err := outcomes[i].Err; err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if outcomes[2].Result != "fine" || outcomes[2].Err != nil {
		t.Errorf("outcome %+v", outcomes[2])
	}
}
