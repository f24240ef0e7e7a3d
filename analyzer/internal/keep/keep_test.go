package keep

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Comments keep what is found in the lines that are marked in a body.
func TestKeep(t *testing.T) {
	for _, test := range []struct{ name, src string }{
		{"its line", "f() //nolint:unnest // reads well\t<\ng()"},
		{"everything in its line", "f() //nolint\t<\ng()"},
		{"everything, by name", "f() //nolint:all\t<\ng() //nolint:errcheck,all // both\t<"},
		{"among others", "f() //nolint:errcheck, Unnest\t<\ng()"},
		{"another one", "f() //nolint:errcheck\ng() //nolinted\nh() /* nolint */"},
		{"a statement below", "//nolint:unnest // reads well\t<\nf(func() {\t<\n\tg()\t<\n})\t<\nh()"},
		{"not in its column", "if ok { //nolint:unnest\t<\n\tf()\n}"},
		{"a line between", "//nolint:unnest\t<\n\nf()"},
		{"several comments", "// It waits.\t<\n//nolint:unnest\t<\nf()\t<\ng()"},
		{"staticcheck", "//lint:ignore unnest reads well\t<\nf(func() {\t<\n\tg()\n})"},
		{"behind", "f() //lint:ignore SA1000,unnest reads well\t<\ng()\t<\nh()"},
		{"patterns", "//lint:ignore un* reads well\t<\nf()\t<\n//lint:ignore [ never"},
		{"without a reason", "f() //lint:ignore unnest\ng() //lint:skip unnest because"},
		{"the file", "f()\t<\n//lint:file-ignore unnest reads well\t<\ng()\t<"},
	} {
		t.Run(test.name, func(t *testing.T) {
			const before, after = "package p\nfunc _() {\n", "\n}\n"
			src := before + strings.ReplaceAll(test.src, "\t<", "") + after
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			var marked []string
			lines := In(fset, file)
			for i, line := range strings.Split(strings.ReplaceAll(test.src, "\t<", ""), "\n") {
				if lines.At(strings.Count(before, "\n")+i+1).Keep("unnest", "twicesettled") {
					line += "\t<"
				}
				marked = append(marked, line)
			}
			if diff := cmp.Diff(test.src, strings.Join(marked, "\n")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// A comment above a declaration is for all of it, and one above the package clause for all
// of the file.
func TestKeepDeclarations(t *testing.T) {
	for _, test := range []struct {
		src  string
		want []bool
	}{
		{"//nolint:unnest\npackage p\nvar x = 1\n", []bool{true, true, true}},
		{
			"package p\n// F does.\n//nolint:unnest\nfunc F() {\n}\nvar x = 1\n",
			[]bool{false, true, true, true, true, false},
		},
	} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "p.go", test.src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		lines := In(fset, file)
		for i, want := range test.want {
			if got := lines.At(i + 1).Keep("unnest"); got != want {
				t.Errorf("%q: line %d: %t", test.src, i+1, got)
			}
		}
	}
}

// What golangci-lint drops itself is less than what is kept.
func TestDrop(t *testing.T) {
	for src, want := range map[string]bool{
		"f() //nolint:unnest":                     true,
		"f() //nolint":                            true,
		"f() //nolint:un*":                        false,
		"f() //nolint:twicesettled":               false,
		"f() //lint:ignore unnest reads well":     false,
		"//nolint:unnest\nf()":                    true,
		"//nolint:errcheck\n//nolint:unnest\nf()": false,
	} {
		fset := token.NewFileSet()
		text := "package p\nfunc _() {\n" + src + "\n}\n"
		file, err := parser.ParseFile(fset, "p.go", text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if got := In(fset, file).At(3 + strings.Count(src, "\n")).Drop("unnest"); got != want {
			t.Errorf("%q: %t", src, got)
		}
	}
}

// A comment for everything names nothing.
func TestName(t *testing.T) {
	for text, want := range map[string]bool{
		"//nolint:unnest,errcheck": true, "//nolint:errcheck": false, "//nolint:all": false,
	} {
		s, _ := read(text)
		if got := (Comments{s}).Name("unnest"); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}
