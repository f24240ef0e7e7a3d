package patch

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/rewrite/internal/edit"
)

// standard imports standard packages, which take a while to check, once.
var standard = sync.OnceValue(func() types.Importer {
	return importer.ForCompiler(token.NewFileSet(), "source", nil)
})

// load checks a package of the files p.go, q.go and so on.
func load(t *testing.T, srcs ...string) *Package {
	t.Helper()
	pkg := &Package{Fset: token.NewFileSet(), Texts: make(map[string][]byte), Importer: standard()}
	var files []*ast.File
	for i, src := range srcs {
		name := string(rune('p'+i)) + ".go"
		file, err := parser.ParseFile(pkg.Fset, name, src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		pkg.Files = append(pkg.Files, name)
		pkg.Texts[name] = []byte(src)
	}
	config := types.Config{Importer: standard()}
	checked, err := config.Check("example.com/p", pkg.Fset, files, nil)
	if err != nil {
		t.Fatal(err)
	}
	pkg.Types = checked
	return pkg
}

// replace is a fix that replaces the one place where old stands in the file.
func replace(t *testing.T, pkg *Package, old, text string) *Fix {
	t.Helper()
	return &Fix{Edits: []analysis.TextEdit{edits(t, pkg, "p.go", old, text)}}
}

// edits replaces the one place where old stands in a file.
func edits(t *testing.T, pkg *Package, name, old, text string) analysis.TextEdit {
	t.Helper()
	src := string(pkg.Texts[name])
	at := strings.Index(src, old)
	if at < 0 || strings.Count(src, old) != 1 {
		t.Fatalf("%q does not stand exactly once in\n%s", old, src)
	}
	var file *token.File
	pkg.Fset.Iterate(func(f *token.File) bool { file = f; return f.Name() != name })
	return analysis.TextEdit{Pos: file.Pos(at), End: file.Pos(at + len(old)), NewText: []byte(text)}
}

func TestApply(t *testing.T) {
	const src = `package p

import "errors"

// f is documented.
func f() error {
	one() // first
	two()
	return errors.New("x")
}

func one() {}

func two() {}
`
	type fixes [][2]string
	for _, test := range []struct {
		name  string
		fixes fixes
		want  fixes    // what the text differs in, nil for no change
		errs  []string // by fix, "" for applied, "postponed"
	}{
		{
			"all",
			fixes{{"one() //", "two() //"}, {"two()\n\tr", "one()\n\tr"}},
			fixes{{"one() //", "two() //"}, {"two()\n\tr", "one()\n\tr"}},
			[]string{"", ""},
		},
		{"none", nil, nil, nil},
		{
			"one does not compile",
			fixes{{"one() //", "three() //"}, {"two()\n\tr", "one()\n\tr"}},
			fixes{{"two()\n\tr", "one()\n\tr"}},
			[]string{"the flattened code would not compile: undefined: three", ""},
		},
		{
			"one does not parse",
			fixes{{"two()\n\tr", "one()\n\tr"}, {"one() //", "one( //"}},
			fixes{{"two()\n\tr", "one()\n\tr"}},
			[]string{"", "the flattened code does not parse: 8:7: missing ','"},
		},
		{
			"one loses a comment",
			fixes{{"one() // first", "one()"}, {"two()\n\tr", "one()\n\tr"}},
			fixes{{"two()\n\tr", "one()\n\tr"}},
			[]string{`the comment "// first" of line 7 stands nowhere instead of once`, ""},
		},
		{
			"one changes a declaration",
			fixes{{"func two()", "func two(...int)"}},
			nil,
			[]string{"two was declared as func example.com/p.two(), and now as "},
		},
		{
			"two do not go together",
			fixes{{"one() //", "x := 1; _ = x //"}, {"two()\n\tr", "x := 2; _ = x\n\tr"}},
			fixes{{"one() // first", "x := 1\n\t_ = x // first"}},
			[]string{"", "the flattened code would not compile: no new variables on left side of :="},
		},
		{
			"overlap",
			fixes{{"one() //", "two() //"}, {"one() // first", "two() // first"}},
			fixes{{"one() //", "two() //"}},
			[]string{"", "postponed"},
		},
		{
			"overlap with one that is withdrawn",
			fixes{{"one() //", "three() //"}, {"one() // first", "two() // first"}},
			fixes{{"one() // first", "two() // first"}},
			[]string{"the flattened code would not compile: undefined: three", ""},
		},
		{
			"an import is not used any more",
			fixes{{`errors.New("x")`, "nil"}},
			fixes{{`errors.New("x")`, "nil"}, {"import \"errors\"\n\n", ""}},
			[]string{""},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			pkg := load(t, src)
			var list []*Fix
			for _, f := range test.fixes {
				list = append(list, replace(t, pkg, f[0], f[1]))
			}
			result := Apply(pkg, list)
			want := src
			for _, w := range test.want {
				want = strings.Replace(want, w[0], w[1], 1)
			}
			got, changed := result.Texts["p.go"]
			if !changed {
				got = []byte(src)
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			if changed != (result.Checked != nil) {
				t.Errorf("changed = %v, checked = %v", changed, result.Checked)
			}
			for i, f := range list {
				want := test.errs[i]
				if got := outcome(f); !strings.HasPrefix(got, want) || (got == "") != (want == "") {
					t.Errorf("fix %d: %q, want %q", i, got, want)
				}
			}
		})
	}
}

// A fix that is in its own way is no reason to wait, and not for others either.
func TestApplyOverlapping(t *testing.T) {
	pkg := load(t, "package p\n\nvar a, b = 1, 2\n")
	own := replace(t, pkg, "a, b", "b, a")
	own.Edits = append(own.Edits, edits(t, pkg, "p.go", "b = 1", "b = 3"))
	other, late := replace(t, pkg, "= 1", "= 3"), replace(t, pkg, "1, 2", "2, 1")
	result := Apply(pkg, []*Fix{own, other, late})
	if diff := cmp.Diff("package p\n\nvar a, b = 3, 2\n", string(result.Texts["p.go"])); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	for f, want := range map[*Fix]string{own: "a mistake of unnest: edits ", other: "", late: "postponed"} {
		if got := outcome(f); !strings.HasPrefix(got, want) || (got == "") != (want == "") {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func outcome(f *Fix) string {
	switch {
	case f.Postponed:
		return "postponed"
	case f.Err != nil:
		return f.Err.Error()
	}
	return ""
}

// A file that is not the one that was analyzed is left alone.
func TestApplyToChangedFile(t *testing.T) {
	pkg := load(t, "package p\n\nfunc f() { f() }\n")
	fix := replace(t, pkg, "f() }", "f(); f() }")
	pkg.Texts["p.go"] = []byte("package p\n\nfunc  f() { f() }\n")
	if result := Apply(pkg, []*Fix{fix}); result.Texts != nil || fix.Err == nil {
		t.Errorf("texts %v, error %v", result.Texts, fix.Err)
	}
}

// TestApplyToSeveralFiles has a comment changed in the file of the second edit.
func TestApplyToSeveralFiles(t *testing.T) {
	pkg := load(t, "package p\n\nfunc f() { g() }\n", "package p\n\n// g is old.\nfunc g() {}\n")
	fix := replace(t, pkg, "g()", "h()")
	doc := edits(t, pkg, "q.go", "// g is old.", "// h is new.")
	fix.Edits = append(fix.Edits, doc, edits(t, pkg, "q.go", "func g", "func h"))
	fix.Comments = []Comment{{Pos: doc.Pos, Before: "// g is old.", After: "// h is new."}}
	fix.Declares = []string{"g", "h"}
	result := Apply(pkg, []*Fix{fix})
	if fix.Err != nil {
		t.Fatal(fix.Err)
	}
	want := "package p\n\n// h is new.\nfunc h() {}\n"
	if diff := cmp.Diff(want, string(result.Texts["q.go"])); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDropImports(t *testing.T) {
	for _, test := range []struct{ name, src, unused, want string }{
		{
			"one of several", "package p\n\nimport (\n\t\"a\"\n\t\"b\"\n)\n", `"a"`,
			"package p\n\nimport (\n\t\"b\"\n)\n",
		},
		{"alone", "package p\n\nimport \"a\"\n\nvar x = 1\n", `"a"`, "package p\n\nvar x = 1\n"},
		{
			"a group of its own", "package p\n\nimport (\n\t\"a\"\n\n\tb \"b\"\n)\n", `b "b"`,
			"package p\n\nimport (\n\t\"a\"\n)\n",
		},
		{
			"with a comment", "package p\n\nimport (\n\t\"a\" // x\n\t\"b\"\n)\n", `"a"`,
			"package p\n\n// x\n\nimport (\n\t\"b\"\n)\n",
		},
		{
			"with comments above",
			"package p\n\n// all\nimport (\n\t\"a\"\n\t// x\n\t// y\n\t\"b\" // z\n)\n", `"b"`,
			"package p\n\n// x\n// y\n// z\n\n// all\nimport (\n\t\"a\"\n)\n",
		},
		{
			"alone with comments",
			"package p\n\n// x\nimport /* y */ \"a\" // z\n\n// f\nfunc f() {}\n", `"a"`,
			"package p\n\n// x\n/* y */\n// z\n\n// f\nfunc f() {}\n",
		},
		{
			"alone in parentheses with comments",
			"package p\n\nimport ( // x\n\t\"a\"\n\n\t// y\n) // z\n\nvar x = 1\n", `"a"`,
			"package p\n\n// x\n// y\n// z\n\nvar x = 1\n",
		},
		{
			"first on a line", "package p\n\nimport (\"a\"; /* x */ \"b\")\n", `"a"`,
			"package p\n\nimport (/* x */ \"b\")\n",
		},
		{
			"last on a line", "package p\n\nimport (\"a\"; \"b\" /* x */)\n", `"b"`,
			"package p\n\n/* x */\n\nimport (\"a\"; )\n",
		},
		{
			"declarations of one line", "package p; import \"a\" /* x */; import \"b\"\n", `"a"`,
			"package p; \n\n/* x */\n\nimport \"b\"\n",
		},
		{
			"between declarations", "package p\n\nimport \"a\"\nimport \"b\" // x\nimport \"c\"\n", `"b"`,
			"package p\n\nimport \"a\"\n\n// x\n\nimport \"c\"\n",
		},
		{
			"carriage returns", "package p\r\n\r\nimport (\r\n\t\"a\" // x\r\n\t\"b\"\r\n)\r\n", `"a"`,
			"package p\r\n\r\n// x\r\n\r\nimport (\r\n\t\"b\"\r\n)\r\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, ok := withoutImports([]byte(test.src), []int{strings.Index(test.src, test.unused)})
			if !ok {
				t.Fatal("not removed")
			}
			if diff := cmp.Diff(test.want, formatted(t, test.src, text)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func formatted(t *testing.T, original string, text []byte) string {
	t.Helper()
	text, err := edit.Reformat([]byte(original), text)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
