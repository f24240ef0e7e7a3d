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
			"package p\n\nfunc f() {\n  x:=1\n  if x {\n\t\tc(1)\n\t}\n  y :=  2;;\n}\n",
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
			"a comment that gofmt would write on other lines changes nothing elsewhere",
			"package p\n\n// f does:\n//  * one\n// and\n//    two\nfunc f() {\n\ta()\n}\n",
			"a()", "if x {\nc( 1 )\n}",
			"package p\n\n// f does:\n//  * one\n// and\n//    two\nfunc f() {\n\tif x {\n\t\tc(1)\n\t}\n}\n",
		},
		{
			"an edit over several declarations",
			"package p\nvar  x = 1\nfunc f() {}\n",
			"func f() {}", "func f() {\na( 1 )\n}\n\n// g is new.\nfunc g() {\nb()\n}",
			"package p\nvar  x = 1\nfunc f() {\n\ta(1)\n}\n\n// g is new.\nfunc g() {\n\tb()\n}\n",
		},
		{
			"an import added to an unformatted file",
			"package p\n\nimport \"b\"\n\nvar  x = 1\n", "import \"b\"", "import (\n\"b\"\n\"a\"\n)",
			"package p\n\nimport (\n\"b\"\n\"a\"\n)\n\nvar  x = 1\n",
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

// What stands between edits that open and close a block is indented anew.
func TestFormatBetween(t *testing.T) {
	for _, test := range []struct{ name, src, open, shut, want string }{
		{
			"a block that goes",
			"package p\nvar  x = 1\nfunc f() {\n\tif x {\n\t\ta(  )\n\n\t\t// Then b.\n\t\tb()\n\t}\n}\n",
			"if x {\n\t\t", "\n\t}\n}",
			"package p\nvar  x = 1\nfunc f() {\n\ta()\n\n\t// Then b.\n\tb()\n}\n",
		},
		{
			"with carriage returns",
			"package p\r\nvar  x = 1\r\nfunc f() {\r\n\tif x {\r\n\t\ta(  )\r\n\t}\r\n}\r\n",
			"if x {\r\n\t\t", "\r\n\t}\r\n}",
			"package p\r\nvar  x = 1\r\nfunc f() {\r\n\ta()\r\n}\r\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := replace(t, test.src, test.open, "")
			at := strings.Index(test.src, test.shut)
			if err := b.Add([]Edit{{at, at + len(test.shut), "\n}"}}); err != nil {
				t.Fatal(err)
			}
			got, err := b.Format()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFormatReportsSyntaxErrors(t *testing.T) {
	b := replace(t, "package p\n\nfunc f() {\n\ta()\n}\n", "a()", "a(")
	if got, err := b.Format(); err == nil {
		t.Errorf("no error for\n%s", got)
	}
}
