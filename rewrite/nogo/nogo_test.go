package nogo_test

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/unnest-go/unnest/rewrite/nogo"
)

const samples = "github.com/unnest-go/unnest/rewrite/nogo/testdata/"

// Every package is analyzed as if on a machine of its own: it is loaded alone,
// from its source and the compiled declarations of others, and of their facts
// it gets the bytes. Nothing is known of the standard library.
func TestPackagesApart(t *testing.T) {
	world := make(archive)
	for _, name := range []string{"lib", "api", "app"} {
		first := world.analyze(t, nogo.Analyzer, samples+name)
		again := world.analyze(t, nogo.Analyzer, samples+name)
		if !bytes.Equal(first.facts, again.facts) {
			t.Errorf("%s: the facts differ from run to run", name)
		}
		world[samples+name] = first.facts
		if got, want := strings.Join(first.messages, "\n"), messages[name]; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// The analyzers of all packages may run in one process at once.
func TestNoSharedState(t *testing.T) {
	world := make(archive)
	world[samples+"lib"] = world.analyze(t, nogo.Analyzer, samples+"lib").facts
	world[samples+"api"] = world.analyze(t, nogo.Analyzer, samples+"api").facts
	for range 4 {
		t.Run("app", func(t *testing.T) {
			t.Parallel()
			got := world.analyze(t, nogo.Analyzer, samples+"app").messages
			if want := messages["app"]; strings.Join(got, "\n") != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// Which of pyramids and mistakes are reported is a matter of flags.
func TestSwitches(t *testing.T) {
	const pyramid = "nested callbacks can be flattened using Then (Login → GetOrder), 1 fix"
	const mistake = "unreaderror: the error err of a callback is never looked at, 0 fix"
	world := make(archive)
	for _, name := range []string{"lib", "api"} {
		world[samples+name] = world.analyze(t, nogo.Analyzer, samples+name).facts
	}
	for _, test := range []struct {
		flags map[string]string
		want  []string
	}{
		{nil, []string{pyramid}},
		{map[string]string{"bugs": "true"}, []string{mistake}},
		{map[string]string{"bugs": "unreaderror", "pyramids": "true"}, []string{mistake, pyramid}},
		{map[string]string{"bugs": "wrongerror"}, nil},
	} {
		a := nogo.NewAnalyzer()
		for _, name := range slices.Sorted(maps.Keys(test.flags)) {
			if err := a.Flags.Set(name, test.flags[name]); err != nil {
				t.Fatal(err)
			}
		}
		got := world.analyze(t, a, samples+"sloppy").messages
		if !slices.Equal(got, test.want) {
			t.Errorf("%v: got %q, want %q", test.flags, got, test.want)
		}
	}
}

var messages = map[string]string{
	"app": "nested callbacks can be flattened using Then (Login → GetOrder → Pay), 1 fix",
}

// An archive has the encoded facts of packages.
type archive map[string][]byte

type outcome struct {
	facts    []byte
	messages []string
}

// A record is a fact in an archive.
type record struct {
	Package string
	Object  objectpath.Path // empty for a fact about the package
	Fact    analysis.Fact
}

func (a archive) analyze(t *testing.T, with *analysis.Analyzer, path string) *outcome {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax}, path)
	if err != nil || len(loaded) != 1 || packages.PrintErrors(loaded) > 0 {
		t.Fatalf("load %s: %d packages, %v", path, len(loaded), err)
	}
	r := &runner{t: t, pkg: loaded[0]}
	r.facts, r.results = make(map[key]analysis.Fact), make(map[*analysis.Analyzer]any)
	r.register(with)
	for _, imp := range r.pkg.Types.Imports() {
		r.decode(imp, a)
	}
	r.run(with)
	return &outcome{facts: r.encode(), messages: r.messages}
}

// A runner runs analyzers on one package.
type runner struct {
	t        *testing.T
	pkg      *packages.Package
	facts    map[key]analysis.Fact
	results  map[*analysis.Analyzer]any
	messages []string
}

type key struct {
	of  any // a types.Object or *types.Package
	typ reflect.Type
}

func (r *runner) register(a *analysis.Analyzer) {
	for _, f := range a.FactTypes {
		gob.Register(f)
	}
	for _, required := range a.Requires {
		r.register(required)
	}
}

// decode reads the facts that a package exported.
func (r *runner) decode(pkg *types.Package, from archive) {
	data := from[pkg.Path()]
	if data == nil {
		return // of the standard library
	}
	var records []record
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&records); err != nil {
		r.t.Fatal(err)
	}
	for _, rec := range records {
		if rec.Package != pkg.Path() {
			continue // of what that one imports
		}
		var of any = pkg
		if rec.Object != "" {
			obj, err := objectpath.Object(pkg, rec.Object)
			if err != nil {
				continue // not exported
			}
			of = obj
		}
		r.facts[key{of, reflect.TypeOf(rec.Fact)}] = rec.Fact
	}
}

func (r *runner) encode() []byte {
	var records []record
	for k, fact := range r.facts {
		rec := record{Fact: fact}
		switch of := k.of.(type) {
		case *types.Package:
			rec.Package = of.Path()
		case types.Object:
			path, err := objectpath.For(of)
			if err != nil {
				continue // out of reach for other packages
			}
			rec.Package, rec.Object = of.Pkg().Path(), path
		}
		records = append(records, rec)
	}
	slices.SortFunc(records, func(a, b record) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Object, b.Object),
			cmp.Compare(fmt.Sprintf("%T", a.Fact), fmt.Sprintf("%T", b.Fact)))
	})
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(records); err != nil {
		r.t.Fatal(err)
	}
	return b.Bytes()
}

func (r *runner) run(a *analysis.Analyzer) {
	for _, required := range a.Requires {
		if _, done := r.results[required]; !done {
			r.run(required)
		}
	}
	result, err := a.Run(&analysis.Pass{
		Analyzer: a, Fset: r.pkg.Fset, Files: r.pkg.Syntax, Pkg: r.pkg.Types, TypesInfo: r.pkg.TypesInfo,
		TypesSizes: r.pkg.TypesSizes, Module: new(analysis.Module), ResultOf: r.results,
		ReadFile: readFile,
		Report: func(d analysis.Diagnostic) {
			r.messages = append(r.messages, fmt.Sprintf("%s, %d fix", d.Message, len(d.SuggestedFixes)))
		},
		ImportObjectFact: func(obj types.Object, f analysis.Fact) bool { return r.load(obj, f) },
		ExportObjectFact: func(obj types.Object, f analysis.Fact) {
			r.facts[key{obj, reflect.TypeOf(f)}] = f
		},
		ImportPackageFact: func(pkg *types.Package, f analysis.Fact) bool { return r.load(pkg, f) },
		ExportPackageFact: func(f analysis.Fact) { r.facts[key{r.pkg.Types, reflect.TypeOf(f)}] = f },
	})
	if err != nil {
		r.t.Fatal(err)
	}
	r.results[a] = result
}

// readFile allows the files of testdata only, as a sandbox would.
func readFile(name string) ([]byte, error) {
	if !strings.Contains(filepath.ToSlash(name), "/nogo/testdata/") {
		return nil, fmt.Errorf("%s is not among the inputs", name)
	}
	return os.ReadFile(name)
}

func (r *runner) load(of any, f analysis.Fact) bool {
	known, ok := r.facts[key{of, reflect.TypeOf(f)}]
	if ok {
		reflect.ValueOf(f).Elem().Set(reflect.ValueOf(known).Elem())
	}
	return ok
}
