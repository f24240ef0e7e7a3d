package verify

import (
	"go/importer"
	"go/token"
	"strings"
	"testing"
)

// The edited part of each text stands between two marks.
func TestBindings(t *testing.T) {
	for _, test := range []struct{ name, before, after, want string }{
		{
			"the same",
			"x := 1; |f(func(y int) { print(x, y) })|",
			"x := 1; |f(func(y int) { print(x, y) })|",
			"",
		},
		{
			"a variable that is declared elsewhere",
			"x := 1; |f(func(y int) { print(x, y) })|",
			"x := 1; |var y int; f(func(z int) { y = z }); print(x, y)|",
			"",
		},
		{
			"a new name",
			"|f(func(x int) { print(x) })|",
			"|g := func(k int) { print(k) }; f(g)|",
			"",
		},
		{
			"a variable of the function instead of a parameter",
			"x := 1; print(x); |f(func(x int) { print(x) })|",
			"x := 1; print(x); |f(func(int) { print(x) })|",
			"would use another x",
		},
		{
			"a parameter of the function",
			"|f(func(p int) { print(p) })|",
			"|f(func(int) { print(p) })|",
			"would use another p",
		},
		{
			"a variable of the package",
			"|f(func(v int) { print(v) })|",
			"|f(func(int) { print(v) })|",
			"would use another v",
		},
		{
			"a constant that is built in",
			"|f(func(int) { const iota = 7; print(iota) })|",
			"|f(func(int) { true := 7; print(true == 7) })|",
			"",
		},
		{
			"a built-in name",
			"|f(func(int) { true := 7; _ = true })|",
			"|f(func(int) { _ = true })|",
			"would use another true",
		},
		{
			"a parameter instead of a variable",
			"x := 1; print(x); |f(func(int) { print(x) })|",
			"x := 1; print(x); |f(func(x int) { print(x) })|",
			"would hide x",
		},
		{
			"a new variable hides one of the package",
			"|f(func(int) { print(v) })|",
			"|v := 2; f(func(int) { print(v) })|",
			"would hide v",
		},
		{
			"another variable of the same name",
			"x := 1; if true { x := 2; print(x); |f(func(int) { print(x) }) }|; print(x)",
			"x := 1; if true { x := 2; print(x) ; |}; f(func(int) { print(x) })|; print(x)",
			"would use another x",
		},
		{
			"the parameter of an adapter",
			"|f(func(int) { print(v) })|",
			"|f(func(int) { print(v); f(func(v int) { print(v) }) })|",
			"",
		},
		{
			"a type where a variable had the name",
			"|f(func(int) { string := 7; print(string) })|",
			"|var s string; f(func(int) { string := 7; print(s, string) })|",
			"",
		},
		{
			"the variable of a type switch",
			"var a any; switch a := a.(type) { case int: |f(func(x int) { print(a) }); case bool: }|",
			"var a any; switch a := a.(type) { case int: |f(func(x int) { print(a) }); case bool: }|",
			"",
		},
		{
			"a := that assigned a parameter",
			"|func(x any) { y, x := 1, T{}; print(x == nil, y) }(nil)|",
			"|func(any) { y, x := 1, any(T{}); print(x == nil, y) }(nil)|",
			"",
		},
		{
			"a := that declares a variable of another type instead",
			"|func(x any) { y, x := 1, &T{}; print(x == nil, y) }(nil)|",
			"|func(any) { y, x := 1, &T{}; print(x == nil, y) }(nil)|",
			"would declare x with another type, *example.com/p.T",
		},
		{
			"a := of a variable that has an alias of its type",
			"type a = int; |f(func(int) { var x a; y, x := 1, 2; print(x, y) })|",
			"type a = int; |f(func(int) { y, x := 1, 2; print(x, y) })|",
			"",
		},
		{
			"a := of a variable whose type has another form",
			"|f(func(int) { var x map[string]interface{}; y, x := 1, map[string]any{}; print(x, y) })|",
			"|f(func(int) { y, x := 1, map[string]any{}; print(x, y) })|",
			"",
		},
		{
			"fields and labels",
			"|f(func(x int) { l: for { s := struct{ x int }{x: x}; print(s.x); break l } })|",
			"|l: for { f(func(x int) { s := struct{ x int }{x: x}; print(s.x) }); break l }|",
			"",
		},
	} {
		for _, form := range forms {
			t.Run(test.name, func(t *testing.T) {
				fset := token.NewFileSet()
				before, span := program(t, fset, form, test.before)
				after, _ := program(t, fset, form, test.after)
				got := ""
				if err := Bindings(fset, before, after, map[string][]Span{"p.go": {span}}); err != nil {
					got = err.Error()
				}
				if got != test.want && (test.want == "" || !strings.Contains(got, test.want)) {
					t.Errorf("in %s: error %q, want %q", form, got, test.want)
				}
			})
		}
	}
}

// forms are where a body may stand.
var forms = []string{
	"func (T) m(p int) { BODY }",
	"var m = func(p int) { BODY }",
	"func init() {}; func init() { p := 3; _ = p; BODY }; func init() {}",
}

// program checks a declaration with the body, without its marks, and tells where they
// stand.
func program(t *testing.T, fset *token.FileSet, form, body string) (*Checked, Span) {
	t.Helper()
	src := "package p\n\nvar ()\n\ntype T struct{}\n\nvar v int\n\nfunc f(func(int)) {}\n\n" +
		strings.Replace(form, "BODY", body, 1) + "\n"
	start, end := strings.Index(src, "|"), strings.LastIndex(src, "|")-1
	checked, errs := Check(fset, &Package{
		Path:     "example.com/p",
		Sizes:    SizesFor(nil),
		Files:    []File{{"p.go", []byte(strings.ReplaceAll(src, "|", ""))}},
		Importer: importer.Default(),
	})
	if len(errs) > 0 {
		t.Fatal(errs[0])
	}
	return checked, Span{start, end}
}
