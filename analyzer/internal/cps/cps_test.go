package cps_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/ast"
	"go/types"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/internal/cps"
	"github.com/unnest-go/unnest/analyzer/internal/standard"
)

// infer returns an analyzer that exports the facts.
func infer(cfg *cps.Config) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "cps",
		Doc:        "infers one-shot continuations",
		FactTypes:  []analysis.Fact{new(cps.OneShot), new(cps.Outspoken)},
		ResultType: reflect.TypeFor[*cps.Index](),
		Run:        func(pass *analysis.Pass) (any, error) { return cps.Infer(standard.Pass(pass), cfg) },
	}
}

// launches returns an analyzer that reports every launch.
func launches(cfg *cps.Config) *analysis.Analyzer {
	inference := infer(cfg)
	return &analysis.Analyzer{
		Name:       "launches",
		Doc:        "reports the calls that take one-shot continuations",
		Requires:   []*analysis.Analyzer{inference},
		ResultType: inference.ResultType,
		Run: func(pass *analysis.Pass) (any, error) {
			index := pass.ResultOf[inference].(*cps.Index)
			report(pass, index)
			return index, nil
		},
	}
}

// report reports every launch at the continuation.
func report(pass *analysis.Pass, index *cps.Index) {
	for _, file := range pass.Files {
		for call := range calls(file) {
			for _, l := range index.Launch(call) {
				pass.Reportf(l.Arg.Pos(), "%s", describe(l))
			}
		}
	}
}

// describe is a launch in one line.
func describe(l cps.Launch) string {
	text := fmt.Sprintf("%s %s %s %s", l.Name, types.TypeString(l.Convention.Sig, nil), l.Evidence, l.Timing)
	if l.Convention.Error >= 0 {
		text += fmt.Sprintf(", error %d", l.Convention.Error)
	}
	if l.Lit == nil {
		text += ", named"
	}
	if l.Hop {
		text += ", hop"
	}
	if l.NilTested {
		text += ", nil-tested"
	}
	if l.Retyped {
		text += ", retyped"
	}
	return text
}

// TestFacts compares the facts of functions with what is said of them. The
// packages are loaded together, which is most of the time.
func TestFacts(t *testing.T) {
	results := analysistest.Run(t, analysistest.TestData(), infer(new(cps.Config)),
		"paths", "passing", "guards", "stored", "fields", "recursion", "across", "directives",
		"exclusive", "chained", "parting", "reporting", "timers", "kept", "program", "instances",
		"leftout", "forks")
	t.Run("survive", func(t *testing.T) { factsSurvive(t, results) })
}

func TestLaunches(t *testing.T) {
	results := analysistest.Run(t, analysistest.TestData(), launches(new(cps.Config)),
		"launches", "traps", "libraries")
	t.Run("reasons", func(t *testing.T) { reasons(t, results[0]) })
}

func TestOnce(t *testing.T) {
	cfg := &cps.Config{Once: []string{
		"patterns.Agent.*", "Other.Get", "Other.Named(k)", "patterns.Options.Done", "patterns.Post",
		"patterns.Agent.Gte", "example.com/none.Func",
	}}
	for _, result := range analysistest.Run(t, analysistest.TestData(), launches(cfg), "patterns") {
		index := result.Action.Result.(*cps.Index)
		want := []string{"patterns.Agent.Gte", "example.com/none.Func"}
		if got := index.Unmatched(); !slices.Equal(got, want) {
			t.Errorf("Unmatched() = %q, want %q", got, want)
		}
		if got, want := index.Nearest("patterns.Agent.Gte"), "patterns.Agent.Get"; got != want {
			t.Errorf("Nearest = %q, want %q", got, want)
		}
		if got := index.Nearest("something.else.Entirely"); got != "" {
			t.Errorf("Nearest of an unknown name = %q", got)
		}
	}
}

// TestDeclare takes the advice that is given for what is assumed: where it names a
// pattern, that declares the operation.
func TestDeclare(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), &analysis.Analyzer{
		Name:      "declare",
		Doc:       "reports how to declare what is assumed",
		FactTypes: []analysis.Fact{new(cps.OneShot), new(cps.Outspoken)},
		Run: func(pass *analysis.Pass) (any, error) {
			index := inferred(t, pass)
			for _, file := range pass.Files {
				for call := range calls(file) {
					for _, l := range index.Launch(call) {
						pass.Reportf(l.Arg.Pos(), "%s", l.Declare)
						declares(t, pass, call, l)
					}
				}
			}
			return nil, nil
		},
	}, "assumed")
}

// declares takes the advice that is given for a launch.
func declares(t *testing.T, pass *analysis.Pass, call *ast.CallExpr, l cps.Launch) {
	t.Helper()
	_, text, named := strings.Cut(l.Declare, "-once '")
	if !named {
		return
	}
	pattern, _, _ := strings.Cut(text, "'")
	got := inferred(t, pass, pattern).Launch(call)[0]
	if got.Evidence != chain.Declared || got.Declare != "" {
		t.Errorf("with -once %s, %s is %v", pattern, l.Name, got.Evidence)
	}
}

func inferred(t *testing.T, pass *analysis.Pass, once ...string) *cps.Index {
	t.Helper()
	index, err := cps.Infer(pass, &cps.Config{Once: once})
	if err != nil {
		t.Fatal(err)
	}
	return index
}

func TestMalformedOnce(t *testing.T) {
	_, err := cps.Infer(&analysis.Pass{}, &cps.Config{Once: []string{"Get("}})
	if err == nil {
		t.Error("Infer accepted a malformed pattern")
	}
}

// TestWithoutSyntax examines a package of which only declarations are loaded.
func TestWithoutSyntax(t *testing.T) {
	pass := &analysis.Pass{
		Pkg: types.NewPackage("example.com/declared", "declared"),
		ExportObjectFact: func(obj types.Object, _ analysis.Fact) {
			t.Errorf("exported a fact of %v", obj)
		},
	}
	index, err := cps.Infer(pass, new(cps.Config))
	if err != nil {
		t.Fatal(err)
	}
	call := &ast.CallExpr{Fun: ast.NewIdent("f")}
	if got := index.Launch(call); got != nil {
		t.Errorf("Launch = %v in a package without syntax", got)
	}
}

func TestDirectiveErrors(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), infer(new(cps.Config)), "broken")
}

func TestRunsOnce(t *testing.T) {
	inference := infer(new(cps.Config))
	analysistest.Run(t, analysistest.TestData(), &analysis.Analyzer{
		Name:     "runs",
		Doc:      "reports the literals that run at most once",
		Requires: []*analysis.Analyzer{inference},
		Run: func(pass *analysis.Pass) (any, error) {
			index := pass.ResultOf[inference].(*cps.Index)
			for _, file := range pass.Files {
				ast.Inspect(file, func(n ast.Node) bool {
					if lit, ok := n.(*ast.FuncLit); ok && index.RunsOnce(lit) {
						pass.Reportf(lit.Pos(), "runs once")
					}
					return true
				})
			}
			return nil, nil
		},
	}, "runs")
}

// factsSurvive encodes and decodes every fact, twice to the same bytes.
func factsSurvive(t *testing.T, results []*analysistest.Result) {
	t.Helper()
	facts := 0
	for _, result := range results {
		for _, fact := range result.Action.AllObjectFacts() {
			if fact.Object.Pkg() != result.Action.Package.Types {
				continue // of the standard library
			}
			facts++
			survives(t, fact)
		}
	}
	if facts < 100 {
		t.Errorf("examined %d facts", facts)
	}
}

func survives(t *testing.T, fact analysis.ObjectFact) {
	t.Helper()
	name := fact.Object.Name()
	first, again := encode(t, fact.Fact), encode(t, fact.Fact)
	if !bytes.Equal(first, again) {
		t.Errorf("%s: fact is encoded in two ways", name)
	}
	decoded := new(cps.OneShot)
	if err := gob.NewDecoder(bytes.NewReader(first)).Decode(decoded); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(decoded, fact.Fact) {
		t.Errorf("%s: fact is %v after decoding, was %v", name, decoded, fact.Fact)
	}
}

func encode(t *testing.T, fact analysis.Fact) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(fact); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// reasons looks at what launches rest on.
func reasons(t *testing.T, result *analysistest.Result) {
	t.Helper()
	want := map[string]string{
		"load":      "k is called: launches.go:58:3",
		"optional":  "k is passed on to load, which calls it at most once: launches.go:92:11",
		"Fetch":     "declared by a directive at Fetch",
		"AfterFunc": "a library that is known: time.AfterFunc",
		"Get":       "Get calls k at most once",
		"Login":     "nothing is known of Login, but what it is given has the shape of a completion",
	}
	index := result.Action.Result.(*cps.Index)
	for _, file := range result.Action.Package.Syntax {
		for call := range calls(file) {
			for _, l := range index.Launch(call) {
				text, wanted := want[l.Name]
				holds := func(r chain.Reason) bool { return r.Text == text }
				if wanted && !slices.ContainsFunc(l.Reasons, holds) {
					t.Errorf("reasons of %s = %v, want %q", l.Name, l.Reasons, text)
				}
				delete(want, l.Name)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("no launches: %v", want)
	}
}

// calls yields the calls in a file.
func calls(file *ast.File) iter.Seq[*ast.CallExpr] {
	return func(yield func(*ast.CallExpr) bool) {
		for n := range ast.Preorder(file) {
			if call, ok := n.(*ast.CallExpr); ok && !yield(call) {
				return
			}
		}
	}
}
