package edit

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// replace edits the one place where old stands.
func replace(t *testing.T, src, old, text string) *Buffer {
	t.Helper()
	at := strings.Index(src, old)
	if at < 0 || strings.Count(src, old) != 1 {
		t.Fatalf("%q does not stand exactly once in %q", old, src)
	}
	b := NewBuffer([]byte(src))
	if err := b.Add([]Edit{{at, at + len(old), text}}); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFormat(t *testing.T) {
	for _, test := range []struct{ name, src, old, text, want string }{
		{
			"a formatted file stays formatted",
			"package p\n\nfunc f() {\n\ta()\n\tb()\n}\n", "a()", "if x {\nc( 1 )\n}",
			"package p\n\nfunc f() {\n\tif x {\n\t\tc(1)\n\t}\n\tb()\n}\n",
		},
		{
			"comments beside a replacement are aligned anew",
			"package p\n\nfunc f() {\n\ta() // one\n\tb() // two\n}\n", "a()", "long( 1 )",
			"package p\n\nfunc f() {\n\tlong(1) // one\n\tb()     // two\n}\n",
		},
		{
			"other lines of an unformatted file stay",
			"package p\n\nfunc f() {\n  x:=1\n  a()\n  y :=  2;;\n}\n", "a()", "if x {\nc( 1 )\n}",
			"package p\n\nfunc f() {\n  x:=1\n\tif x {\n\t\tc(1)\n\t}\n  y :=  2;;\n}\n",
		},
		{
			"carriage returns stay",
			"package p\r\n\r\nfunc f() {\r\n\ta()\r\n}\r\n", "a()", "if x {\nc( 1 )\n}",
			"package p\r\n\r\nfunc f() {\r\n\tif x {\r\n\t\tc(1)\r\n\t}\r\n}\r\n",
		},
		{
			"mixed line endings stay where they are",
			"package p\r\n\nfunc f() {\n\ta()\n}\r\n", "a()", "c( 1 )",
			"package p\r\n\nfunc f() {\n\tc(1)\n}\r\n",
		},
		{
			"what is new between line feeds has such",
			"package p\r\n\nfunc f() {\n\ta()\n}\r\n", "a()", "if x {\nc( `1\r\n2` )\n// d\n}",
			"package p\r\n\nfunc f() {\n\tif x {\n\t\tc(`1\n2`)\n\t\t// d\n\t}\n}\r\n",
		},
		{
			"what is new between carriage returns has such",
			"package p\n\nfunc f() {\r\n\ta()\r\n}\n", "a()", "if x {\nc( `1\n2` )\n// d\n}",
			"package p\n\nfunc f() {\r\n\tif x {\r\n\t\tc(`1\r\n2`)\r\n\t\t// d\r\n\t}\r\n}\n",
		},
		{
			"a declaration that is formatted as a whole has the line ending of what is new",
			"package p\r\n\nimport \"b\"\n\nvar  x = 1\r\n", "import \"b\"", "import (\n\"b\"\n\"a\"\n)",
			"package p\r\n\nimport (\n\t\"a\"\n\t\"b\"\n)\n\nvar  x = 1\r\n",
		},
		{
			"a byte order mark stays",
			bom + "package p\n\nfunc f() {\n\ta()\n}\n", "a()", "c( 1 )",
			bom + "package p\n\nfunc f() {\n\tc(1)\n}\n",
		},
		{
			"a byte order mark in an unformatted file",
			bom + "package p\nfunc f() {\n\ta()\n}\n", "a()", "c( 1 )",
			bom + "package p\nfunc f() {\n\tc(1)\n}\n",
		},
		{
			"a literal with carriage returns is one token",
			"package p\r\n\r\nvar s =  `x\r\ny`\r\n\r\nfunc f() {\r\n\ta()\r\n}\r\n",
			"a()", "c( `1\r\n2` , 3)",
			"package p\r\n\r\nvar s =  `x\r\ny`\r\n\r\nfunc f() {\r\n\tc(`1\r\n2`, 3)\r\n}\r\n",
		},
		{
			"statements of one line become lines",
			"package p\n\nfunc f() { a() ; y ++ }\n\nfunc  g() {}\n", "a()", "if x {\nc( 1 )\n}",
			"package p\n\nfunc f() {\n\tif x {\n\t\tc(1)\n\t}\n\ty ++ }\n\nfunc  g() {}\n",
		},
		{
			"what follows on a new line is indented",
			"package p\n\nvar  x = 1\n\nfunc f() {\n\ta( x)\n}\n", "a( ", "a(\n1,\n",
			"package p\n\nvar  x = 1\n\nfunc f() {\n\ta(\n\t\t1,\n\t\tx)\n}\n",
		},
		{
			"other lines stay where they are beside one that goes",
			"package p\n\nfunc f() {\n   a( 1 )\n\tx()\n   b( 1 )\n}\n", "\tx()\n", "",
			"package p\n\nfunc f() {\n   a( 1 )\n   b( 1 )\n}\n",
		},
		{
			"a declaration with a comma that is moved is formatted",
			"package p\n\nfunc f(x int, /* y */ z int) {\n  a()\n}\nvar  y = 1\n", "a()", "b( x )",
			"package p\n\nfunc f(x int /* y */, z int) {\n\tb(x)\n}\nvar  y = 1\n",
		},
		{
			"parentheses and commas of others do not matter",
			"package p\n\nfunc f(x int, /* y */) (error) {\n  a( (1) )\n  a()\n}\n", "a()", "b( x , )",
			"package p\n\nfunc f(x int, /* y */) (error) {\n  a( (1) )\n  b(x)\n}\n",
		},
		{
			"comments of others that are formatted do not matter",
			"package p\n\n// f is.\n//nolint:x\nfunc f() {\n  a()\n}\n", "a()", "b( x )",
			"package p\n\n// f is.\n//nolint:x\nfunc f() {\n  b(x)\n}\n",
		},
		{
			"comments of statements keep their text wherever they stand",
			"package p\n\nfunc f() {\n//nolint:x\n//y(1)\na()\n// one\n//   two\nb( 1 )\n}\n",
			"a()", "if x {\n//z(1)\nc( 1 )\n}",
			"package p\n\nfunc f() {\n//nolint:x\n//y(1)\n\tif x {\n\t\t//z(1)\n\t\tc(1)\n\t}\n" +
				"// one\n//   two\nb( 1 )\n}\n",
		},
		{
			"line directives stay in the first column",
			"package p\n\nfunc f() {\n\ta()\n//line x.go:1\n\tb()\n}\n", "a()", "c( 1 )",
			"package p\n\nfunc f() {\n\tc(1)\n//line x.go:1\n\tb()\n}\n",
		},
		{
			"several declarations",
			"package p\n\nvar  x = 1\n\nfunc f() {\n  a()\n}\n",
			"func f() {\n  a()\n}", "func f(){}\n\n// g is.\nfunc g(){}",
			"package p\n\nvar  x = 1\n\nfunc f() {}\n\n// g is.\nfunc g() {}\n",
		},
		{
			"an import added to an unformatted file",
			"package p\n\nimport \"b\"\n\nvar  x = 1\n", "import \"b\"", "import (\n\"b\"\n\"a\"\n)",
			"package p\n\nimport (\n\t\"a\"\n\t\"b\"\n)\n\nvar  x = 1\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := replace(t, test.src, test.old, test.text).Format()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

// What stands between edits that take away a pair of brackets is formatted, too.
func TestFormatNested(t *testing.T) {
	const src = "package p\n\nvar  x = 1\n\n" +
		"func f() {\n\tx ++\n\tg(func() {\n\t\t  a( 1 )\n\t\tb()\n\t})\n\tx ++\n}\n"
	b := replace(t, src, "g(func() {", "")
	at := strings.Index(src, "})")
	if err := b.Add([]Edit{{at, at + len("})"), ""}}); err != nil {
		t.Fatal(err)
	}
	got, err := b.Format()
	if err != nil {
		t.Fatal(err)
	}
	want := "package p\n\nvar  x = 1\n\nfunc f() {\n\tx ++\n\n\ta(1)\n\tb()\n\n\tx ++\n}\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestFormatReportsSyntaxErrors(t *testing.T) {
	b := replace(t, "package p\n\nfunc f() {\n\ta()\n}\n", "a()", "a(")
	if got, err := b.Format(); err == nil {
		t.Errorf("no error for\n%s", got)
	}
}
