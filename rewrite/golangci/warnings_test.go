package golangci_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/rewrite/golangci"
)

// TestWarnings wants what is wrong with declarations to be reported, once, whatever
// else is.
func TestWarnings(t *testing.T) {
	for name, settings := range map[string]map[string]any{
		"pyramids": nil,
		"bugs":     {"bugs": "wrongerror"},
		"both":     {"bugs": "wrongerror", "pyramids": true},
	} {
		t.Run(name, func(t *testing.T) {
			want := []string{
				"declared.go:4:1: directive: //unnest:onse is no directive; did you mean //unnest:once?",
				"declared.go:7:1: directive: //unnest:once: renamed has no parameter done",
				"declared.go:13:2: contradicted: //unnest:once says that twice calls done at most once, " +
					"but done may be called twice on one path; the declaration is not believed",
			}
			if diff := cmp.Diff(want, diagnostics(t, "declared", settings)); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

// TestKept wants what a nolint comment keeps to be reported where it does: golangci-lint reads the
// comment, and says of one that nothing was reported for that it is useless. What other comments
// keep is not reported, for it does not read them.
func TestKept(t *testing.T) {
	const nested = "nested: nested callbacks can be flattened using Then "
	want := []string{
		"kept.go:7:2: " + nested + "(get → get)",
		"kept.go:14:2: " + nested + "(get → get)",
		"kept.go:34:2: " + nested + "(get → get)",
		"kept.go:41:3: " + nested + "(get → get → get)",
		"kept.go:48:2: " + nested + "(get → get → get → get) and a fix",
		"kept.go:50:4: " + nested + "(get → get → get → get)",
	}
	if diff := cmp.Diff(want, diagnostics(t, "kept", nil)); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
	const bug = "unreaderror"
	want = []string{"kept.go:68:21: " + bug + ": " + bug + ": the error err of a callback is never looked at"}
	if diff := cmp.Diff(want, diagnostics(t, "kept", map[string]any{"bugs": bug})); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s", diff)
	}
}

// diagnostics are what the plugin with settings reports of a package.
func diagnostics(t *testing.T, name string, settings map[string]any) []string {
	t.Helper()
	makePlugin, err := register.GetPlugin(golangci.Name)
	if err != nil {
		t.Fatal(err)
	}
	plugin, err := makePlugin(settings)
	if err != nil {
		t.Fatal(err)
	}
	list, err := plugin.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	config := &packages.Config{Mode: packages.LoadSyntax | packages.NeedModule}
	pkgs, err := packages.Load(config, "./testdata/"+name)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(list, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, root := range graph.Roots {
		if root.Err != nil {
			t.Fatal(root.Err)
		}
		for _, d := range root.Diagnostics {
			pos := root.Package.Fset.Position(d.Pos)
			text := fmt.Sprintf("%s:%d:%d: %s: %s",
				filepath.Base(pos.Filename), pos.Line, pos.Column, d.Category, d.Message)
			if len(d.SuggestedFixes) > 0 {
				text += " and a fix"
			}
			all = append(all, text)
		}
	}
	return all
}
