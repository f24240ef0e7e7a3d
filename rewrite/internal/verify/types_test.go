package verify

import (
	"go/importer"
	"go/token"
	"strings"
	"testing"
)

func check(t *testing.T, src string) (*Checked, []*Error) {
	t.Helper()
	return Check(token.NewFileSet(), &Package{
		Path:     "example.com/p",
		Sizes:    SizesFor(nil),
		Files:    []File{{"p.go", []byte(src)}},
		Importer: importer.Default(),
	})
}

func TestCheck(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"correct", "package p\n\nfunc f() int { return 1 }\n", ""},
		{"type error", "package p\n\nfunc f() int { return \"\" }\n", `p.go:3:23: cannot use ""`},
		{"unused variable", "package p\n\nfunc f() { x := 1 }\n", "p.go:3:12: declared and not used: x"},
		{"unused import", "package p\n\nimport \"unsafe\"\n", `p.go:3:8: "unsafe" imported and not used`},
		{"syntax error", "package p\n\nfunc f( {}\n", "p.go:3:9: expected"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, errs := check(t, test.src)
			if test.want == "" {
				if len(errs) > 0 {
					t.Error(errs[0])
				}
				return
			}
			if len(errs) == 0 || !strings.HasPrefix(errs[0].Error(), test.want) {
				t.Errorf("errors %v, want %s", errs, test.want)
			}
		})
	}
}

// Where the types of C are needed nothing can be told; elsewhere it can.
func TestCheckWithCgo(t *testing.T) {
	const cgo = "package p\n\nimport \"C\"\n\nfunc c() *C.int { var x int = C.one; return x }\n"
	for _, test := range []struct{ name, src, want string }{
		{"uses a type of C", "package p\n\nfunc f() { *c() = 1 }\n", ""},
		{"an error of its own", "package p\n\nfunc f() { undefined() }\n", "f.go:3:12: undefined: undefined"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, errs := Check(token.NewFileSet(), &Package{
				Path:     "example.com/p",
				Sizes:    SizesFor(nil),
				Files:    []File{{"c.go", []byte(cgo)}, {"f.go", []byte(test.src)}},
				Importer: importer.Default(),
			})
			var got string
			for _, err := range errs {
				got += err.Error()
			}
			if got != test.want {
				t.Errorf("errors %q, want %q", got, test.want)
			}
		})
	}
}

func TestCheckFindsEveryError(t *testing.T) {
	_, errs := check(t, "package p\n\nfunc f() { x := 1 }\n\nfunc g() { y := 1 }\n")
	if len(errs) != 2 || errs[0].Pos.Line != 3 || errs[1].Pos.Line != 5 {
		t.Errorf("errors %v, want those of lines 3 and 5", errs)
	}
}

// What go/types adds to an error at a second place is none of its own.
func TestCheckFindsErrorsOnce(t *testing.T) {
	_, errs := check(t, "package p\n\nvar x int\n\nvar x string\n")
	if len(errs) != 1 || errs[0].Text != "x redeclared in this block" {
		t.Errorf("errors %q, want that x is redeclared", errs)
	}
}

func TestAPI(t *testing.T) {
	before := "package p\n\ntype T struct{ a int }\n\nfunc (*T) M(k func()) {}\n\nvar V = 1\n"
	for _, test := range []struct{ name, after, want string }{
		{"bodies may change", strings.Replace(before, "{}", "{ k() }", 1), ""},
		{"declarations may be added", before + "\nfunc g() {}\n", ""},
		{"a field", strings.Replace(before, "a int", "b int", 1), "T was declared"},
		{"a method", strings.Replace(before, "k func()", "k func() int", 1), "T.M was declared"},
		{"a variable", strings.Replace(before, "= 1", "= 1.5", 1), "V was declared"},
		{"one is gone", strings.Replace(before, "V", "W", 1), "V was declared"},
	} {
		t.Run(test.name, func(t *testing.T) {
			old, errs := check(t, before)
			edited, more := check(t, test.after)
			if errs = append(errs, more...); len(errs) > 0 {
				t.Fatal(errs)
			}
			err := API(old.Types, edited.Types)
			if got := errorText(err); (got == "") != (test.want == "") || !strings.HasPrefix(got, test.want) {
				t.Errorf("API: %q, want %q", got, test.want)
			}
		})
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
