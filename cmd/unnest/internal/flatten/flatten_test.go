package flatten

import (
	"go/ast"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/rewrite"
)

// double stands for the real analyzer: it finds calls by name and replaces
// each of them by another text.
//
//	unwrap(x)   its argument
//	bad(x)      something that does not compile
//	again(x)    itself, for ever
//	refused(x)  not at all
var double = &analysis.Analyzer{
	Name: "double", Doc: "a test double", ResultType: reflect.TypeFor[*rewrite.Result](),
	Run: func(pass *analysis.Pass) (any, error) {
		result := new(rewrite.Result)
		for _, file := range pass.Files {
			text, err := pass.ReadFile(pass.Fset.File(file.FileStart).Name())
			if err != nil {
				return nil, err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					result.Rewrites = append(result.Rewrites, propose(pass, text, call)...)
				}
				return true
			})
		}
		return result, nil
	},
}

func propose(pass *analysis.Pass, text []byte, call *ast.CallExpr) []*rewrite.Rewrite {
	source := func(n ast.Node) string {
		file := pass.Fset.File(n.Pos())
		return string(text[file.Offset(n.Pos()):file.Offset(n.End())])
	}
	r := &rewrite.Rewrite{Finding: &chain.Finding{Chain: &chain.Chain{Steps: []*chain.Step{{Call: call}}}}}
	replacement := ""
	switch name := source(call.Fun); name {
	case "unwrap":
		replacement = source(call.Args[0])
	case "bad":
		replacement = "undefined"
	case "again":
		replacement = source(call)
	case "refused":
		r.Refusal = &chain.Refusal{Rule: "double", Text: "it is refused"}
		return []*rewrite.Rewrite{r}
	default:
		return nil
	}
	r.Edits = []analysis.TextEdit{{Pos: call.Pos(), End: call.End(), NewText: []byte(replacement)}}
	return []*rewrite.Rewrite{r}
}

// flattenSource flattens a package of one file.
func flattenSource(t *testing.T, src string) (*Result, error) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module p\n\ngo 1.27\n", "p.go": src} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	config := load.Config{Dir: dir, Env: append(os.Environ(), "GOWORK=off")}
	program, err := load.Load(t.Context(), config, ".")
	if err != nil || len(program.Problems) > 0 {
		t.Fatal(err, program.Problems)
	}
	session := drive.NewSession(double)
	return All(t.Context(), io.Discard, program, session, session.Run(program.Roots))
}

const functions = `

func unwrap(x int) int  { return x }
func bad(x int) int     { return x }
func again(x int) int   { return x }
func refused(x int) int { return x }
`

func TestAll(t *testing.T) {
	for _, test := range []struct {
		name, before, after string
		flattened           int
		left                []string // refusals
	}{
		{"nothing", "var x = 1", "var x = 1", 0, nil},
		{"one", "var x = unwrap(1)", "var x = 1", 1, nil},
		{"several", "var x, y = unwrap(1), unwrap(2)", "var x, y = 1, 2", 2, nil},
		{
			"fixes that overlap are applied one after the other",
			"var x = unwrap(unwrap(unwrap(1)))", "var x = 1", 3, nil,
		},
		{
			"a fix that does not compile is withdrawn for good",
			"var x, y = bad(1), unwrap(unwrap(2))", "var x, y = bad(1), 2", 2,
			[]string{"the flattened code would not compile: undefined: undefined"},
		},
		{
			"only fixes that do not compile",
			"var x = bad(1)", "var x = bad(1)", 0,
			[]string{"the flattened code would not compile: undefined: undefined"},
		},
		{
			"refusals stay", "var x = refused(unwrap(1))", "var x = refused(1)", 1,
			[]string{"it is refused"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := flattenSource(t, "package p\n\n"+test.before+functions)
			if err != nil {
				t.Fatal(err)
			}
			after := test.before
			for _, f := range result.Files {
				after = strings.TrimSuffix(strings.TrimPrefix(string(f.After), "package p\n\n"), functions)
			}
			var left []string
			for _, p := range result.Left {
				left = append(left, p.Refusal.Text)
			}
			if diff := cmp.Diff(test.after, after); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.left, left); diff != "" {
				t.Errorf("left (-want +got):\n%s", diff)
			}
			if result.Flattened != test.flattened {
				t.Errorf("flattened %d, want %d", result.Flattened, test.flattened)
			}
		})
	}
}

// Fixes that propose themselves for ever end the run, and nothing is changed.
func TestAllEnds(t *testing.T) {
	_, err := flattenSource(t, "package p\n\nvar x = again(1)"+functions)
	if err == nil || !strings.Contains(err.Error(), "does not come to an end") {
		t.Errorf("error %v", err)
	}
}
