package cps_test

import (
	"go/types"
	"maps"
	"regexp"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer/internal/cps"
)

// TestStandard compares the table of the standard library with the bodies: those of its packages
// and of what they import, with the facts that these have only here.
func TestStandard(t *testing.T) {
	paths := slices.Sorted(maps.Keys(cps.Standard))
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	bodies := infer(new(cps.Config))
	bodies.Run = func(pass *analysis.Pass) (any, error) { return cps.Infer(pass, new(cps.Config)) }
	graph, err := checker.Analyze([]*analysis.Analyzer{bodies}, loaded, nil)
	if err != nil {
		t.Fatal(err)
	}
	said := make(map[string]cps.Param)
	for action := range graph.All() {
		for _, fact := range action.AllObjectFacts() {
			if name := public(fact.Object); name != "" {
				decided(said, name, fact.Fact)
			}
		}
	}
	for name, p := range said {
		if want, ok := table()[name]; name != "testing.T.Run" && (!ok || !says(p, want)) {
			t.Errorf("%s: body says %+v, the table %+v", name, p, want)
		}
	}
	for name := range table() {
		if _, ok := said[name]; !ok {
			t.Errorf("%s: the body says nothing", name)
		}
	}
}

// decided notes what a function does that calls what it gets once, or more often.
func decided(said map[string]cps.Param, name string, fact analysis.Fact) {
	of, ok := fact.(*cps.OneShot)
	if !ok {
		return
	}
	for _, p := range of.Params {
		if p.Field == "" && (p.Verdict == cps.Once || p.Verdict == cps.Many) {
			said[name] = p
		}
	}
}

// says reports whether a body says what the table does. How often and when one is called that
// may be called more than once does not matter, nor what holds for no caller.
func says(body, table cps.Param) bool {
	if body.Verdict == cps.Many {
		body.Timing, body.Busy, body.Relies, body.Why = table.Timing, table.Busy, table.Relies, table.Why
	}
	return body == table
}

// table is the table by whole names.
func table() map[string]cps.Param {
	all := make(map[string]cps.Param)
	for path, names := range cps.Standard {
		for name, p := range names {
			all[path+"."+name] = p
		}
	}
	return all
}

// hidden are the paths of packages that not everybody can import.
var hidden = regexp.MustCompile(`(^|/)(internal|vendor)(/|$)`)

// public is the whole name of a function that everybody can call, empty for others.
func public(obj types.Object) string {
	fn, ok := obj.(*types.Func)
	if !ok || !fn.Exported() || hidden.MatchString(fn.Pkg().Path()) {
		return ""
	}
	name := fn.Pkg().Path() + "."
	if recv := fn.Signature().Recv(); recv != nil {
		named := receiverOf(recv.Type())
		if !named.Exported() {
			return ""
		}
		name += named.Name() + "."
	}
	return name + fn.Name()
}

func receiverOf(t types.Type) *types.TypeName {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	return types.Unalias(t).(*types.Named).Obj()
}
