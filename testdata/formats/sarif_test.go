package formats

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // has the schema
	"github.com/xeipuuv/gojsonschema"
)

// schema returns the schema of SARIF 2.1.0. The package that has it validates
// only what it has read into structures of its own, which know no property that
// should not be there.
func schema(t *testing.T) *gojsonschema.Schema {
	t.Helper()
	const path = "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		obj := lookup(file, "schema")
		if obj == "" {
			continue
		}
		s, err := gojsonschema.NewSchema(gojsonschema.NewStringLoader(obj))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	t.Fatal("no schema in ", path)
	return nil
}

// lookup is the text of a constant or variable.
func lookup(file *ast.File, name string) string {
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || spec.Names[0].Name != name {
			return true
		}
		if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
			text, _ = strconv.Unquote(lit.Value) // it was parsed
		}
		return false
	})
	return text
}

func problems(t *testing.T, s *gojsonschema.Schema, log string) []gojsonschema.ResultError {
	t.Helper()
	result, err := s.Validate(gojsonschema.NewStringLoader(log))
	if err != nil {
		t.Fatal(err)
	}
	return result.Errors()
}

func TestSARIF(t *testing.T) {
	s, dir := schema(t), sample(t)
	for _, test := range []struct {
		args []string
		want []string // what the log is to have
	}{
		{nil, []string{`"fixes"`, `"partialFingerprints"`, `"ruleId": "unproven"`, `"uri": "sub/a%20b.go"`}},
		{[]string{"-bugs", "-pyramids"}, []string{
			`"ruleId": "nested"`, `"ruleId": "unreaderror"`, `"ruleId": "twicesettled"`, `"relatedLocations"`,
		}},
		{[]string{"-depth=9"}, []string{`"results": []`}},
	} {
		log := output(t, dir, 0, nil, append([]string{tool, "-sarif"}, test.args...)...)
		for _, p := range problems(t, s, log) {
			t.Errorf("%v: %v", test.args, p)
		}
		for _, want := range test.want {
			if !strings.Contains(log, want) {
				t.Errorf("%v: no %s in\n%s", test.args, want, log)
			}
		}
	}
}

// The schema sees what is wrong.
func TestWrongSARIF(t *testing.T) {
	s := schema(t)
	log := output(t, sample(t), 0, nil, tool, "-sarif")
	for _, change := range [][2]string{
		{`"version": "2.1.0"`, `"version": "2.2.0"`},
		{`"startLine": 8`, `"startLine": 0`},
		{`"level": "note"`, `"level": "notice"`},
		{`"deletedRegion"`, `"region"`},
		{`"columnKind": "unicodeCodePoints"`, `"columnKind": "bytes"`},
	} {
		wrong := strings.Replace(log, change[0], change[1], 1)
		if wrong == log {
			t.Errorf("no %s in\n%s", change[0], log)
		}
		if len(problems(t, s, wrong)) == 0 {
			t.Errorf("%s passes", change[1])
		}
	}
}
