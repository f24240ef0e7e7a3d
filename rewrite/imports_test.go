package rewrite

import (
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/unnest-go/unnest/rewrite/internal/edit"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

func TestMentioned(t *testing.T) {
	url := addition{name: "url"}
	for text, want := range map[string]bool{
		"":                 false,
		"url":              false,
		"url.URL":          true,
		"*url.URL":         true,
		"var u *url.URL":   true,
		"curl.Get":         false,
		"_url.Get, url.Go": true,
		"r.url.Host":       false,
		"éurl.Host":        false,
		"url2.Host":        false,
	} {
		if got := url.mentioned([]byte(text)); got != want {
			t.Errorf("mentioned(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestUnqualified(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    "",
		"promise":                             "promise",
		"promise.Call(promise.Signal(k))":     "Call(Signal(k))",
		"x.promise.Call, y . promise . Call":  "x.promise.Call, y . promise . Call",
		"promise . Unit{}":                    " Unit{}",
		"f(\"promise.Call\") // promise.Call": "f(\"promise.Call\") // promise.Call",
		"promise, compromise.Call, _.promise": "promise, compromise.Call, _.promise",
	} {
		if got := unqualified([]byte(text), "promise"); string(got) != want {
			t.Errorf("unqualified(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestInsertImports(t *testing.T) {
	for _, test := range []struct{ name, before, after string }{
		{
			"none",
			`var x int
`,
			`import (
	"io/fs"
	"net/url"

	"example.com/m"
)

var x int
`,
		},
		{
			"one without parentheses",
			`import "io" // x
`,
			`import (
	"io" // x
	"io/fs"
	"net/url"

	"example.com/m"
)
`,
		},
		{
			"one with comments",
			`import /* x */ "time" /* y */ // z
`,
			`import (
	"io/fs"
	"net/url"
	/* x */ "time" /* y */ // z

	"example.com/m"
)
`,
		},
		{
			"one with a comment above",
			`// x
import "io" // y
var x int
`,
			`// x
import "io" // y

import (
	"io/fs"
	"net/url"

	"example.com/m"
)

var x int
`,
		},
		{
			"the last without parentheses",
			`import "time"
`,
			`import (
	"io/fs"
	"net/url"
	"time"

	"example.com/m"
)
`,
		},
		{
			"cgo",
			`import "C" // x
`,
			`import "C" // x

import (
	"io/fs"
	"net/url"

	"example.com/m"
)
`,
		},
		{
			"standard",
			`import (
	"fmt"
	"net" // x

	_ "unsafe"
)
`,
			`import (
	"fmt"
	"io/fs"
	"net" // x
	"net/url"

	_ "unsafe"

	"example.com/m"
)
`,
		},
		{
			"others",
			`import (
	"a.b/c"
	"z.b/c"
)
`,
			`import (
	"io/fs"
	"net/url"

	"a.b/c"
	"example.com/m"
	"z.b/c"
)
`,
		},
		{
			"another first",
			`import (
	"z.b/c"
)
`,
			`import (
	"io/fs"
	"net/url"

	"example.com/m"
	"z.b/c"
)
`,
		},
		{
			"others with a comment above",
			`import (
	"io"

	// x
	"z.b/c"
)
`,
			`import (
	"io"
	"io/fs"
	"net/url"

	"example.com/m"

	// x
	"z.b/c"
)
`,
		},
		{
			"standard with a comment above",
			`import ( // x
	// y
	"time" // z
	// after
)
`,
			`import ( // x
	"io/fs"
	"net/url"

	// y
	"time" // z

	"example.com/m"
	// after
)
`,
		},
		{
			"on one line",
			`import ("io"; "time" /* x */)
`,
			`import (
	"io"
	"io/fs"
	"net/url"
	"time" /* x */

	"example.com/m"
)
`,
		},
		{
			"both",
			`import (
	"os"

	"a.b/c"

	"f.b/c"
)
`,
			`import (
	"io/fs"
	"net/url"
	"os"

	"a.b/c"

	"example.com/m"
	"f.b/c"
)
`,
		},
		{
			"of one owner",
			`import (
	"os"

	"example.com/m/api"

	"z.b/c"
)
`,
			`import (
	"io/fs"
	"net/url"
	"os"

	"example.com/m"
	"example.com/m/api"

	"z.b/c"
)
`,
		},
		{
			"of one host only",
			`import (
	"os"

	"example.com/n"

	"z.b/c"
)
`,
			`import (
	"io/fs"
	"net/url"
	"os"

	"example.com/n"

	"example.com/m"
	"z.b/c"
)
`,
		},
		{
			"others without a host",
			`import (
	"hunt/api"
)
`,
			`import (
	"io/fs"
	"net/url"

	"hunt/api"

	"example.com/m"
)
`,
		},
		{
			"standard and others without a host",
			`import (
	"fmt"
	"hunt/api"
	"os"
)
`,
			`import (
	"fmt"
	"hunt/api"
	"io/fs"
	"net/url"
	"os"

	"example.com/m"
)
`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, after := "package p\n\n"+test.before, "package p\n\n"+test.after
			if got := withImports(t, before, three...); got != after {
				t.Errorf("got\n%swant\n%s", got, after)
			}
		})
	}
}

// An import without a host goes beside those that begin like it, or where others go.
func TestInsertImportWithoutHost(t *testing.T) {
	own := addition{path: "hunt/lib", spec: `"hunt/lib"`}
	for _, test := range []struct{ before, after string }{
		{
			"import (\n\t\"fmt\"\n\n\t\"hunt/api\"\n\n\t\"z.b/c\"\n)\n",
			"import (\n\t\"fmt\"\n\n\t\"hunt/api\"\n\t\"hunt/lib\"\n\n\t\"z.b/c\"\n)\n",
		},
		{
			"import (\n\t\"fmt\"\n\t\"hunt/api\"\n\n\t\"z.b/c\"\n)\n",
			"import (\n\t\"fmt\"\n\t\"hunt/api\"\n\t\"hunt/lib\"\n\n\t\"z.b/c\"\n)\n",
		},
		{
			"import (\n\t\"fmt\"\n)\n",
			"import (\n\t\"fmt\"\n\n\t\"hunt/lib\"\n)\n",
		},
		{
			"import (\n\t\"fmt\"\n\n\t\"z.b/c\"\n)\n",
			"import (\n\t\"fmt\"\n\n\t\"hunt/lib\"\n\t\"z.b/c\"\n)\n",
		},
	} {
		const head = "package p\n\n"
		got := withImports(t, head+test.before, own)
		if got != head+test.after {
			t.Errorf("got\n%swant\n%s", got, head+test.after)
		}
	}
	const before = "package p\n\nimport (\n\t\"hunt/api\"\n)\n"
	const after = "package p\n\nimport (\n\t\"hunt/api\"\n\t\"hunt/lib\"\n\n\t\"example.com/m\"\n)\n"
	if got := withImports(t, before, own, three[1]); got != after {
		t.Errorf("with another: got\n%swant\n%s", got, after)
	}
}

// A comment on the line of the package clause stays there.
func TestInsertImportsBelowPackage(t *testing.T) {
	const imports = "import (\n\t\"io/fs\"\n\t\"net/url\"\n\n\t\"example.com/m\"\n)"
	for _, test := range []struct{ before, above, below string }{
		{"package p", "package p", ""},
		{"package p //nolint:x\n", "package p //nolint:x", "\n"},
		{"package p // import \"x\"\nvar  x int", "package p // import \"x\"", "\n\nvar  x int"},
		{"package p /* x\ny */ // z\n\nvar  x int", "package p /* x\ny */ // z", "\n\nvar  x int"},
		{"package p\n// x\nvar x int\n", "package p", "\n\n// x\nvar x int\n"},
		{"package p; var  x int", "package p", "; var  x int"},
	} {
		want := test.above + "\n\n" + imports + test.below
		if got := withImports(t, test.before, three...); got != want {
			t.Errorf("got\n%q want\n%q", got, want)
		}
		if !strings.Contains(test.before, "\n") {
			continue // no line ending to keep
		}
		if got := withImports(t, crlf(test.before), three...); got != crlf(want) {
			t.Errorf("got\n%q want\n%q", got, crlf(want))
		}
	}
}

func crlf(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

// three are imports to add.
var three = []addition{
	{path: "net/url", spec: `"net/url"`},
	{path: "example.com/m", spec: `"example.com/m"`},
	{path: "io/fs", spec: `"io/fs"`},
}

// withImports adds imports to a file, and formats what has been.
func withImports(t *testing.T, before string, all ...addition) string {
	t.Helper()
	fset := token.NewFileSet()
	text := []byte(before)
	file, err := parser.ParseFile(fset, "p.go", text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	src := plan.NewSource(fset, types.NewPackage("p", "p"), new(types.Info), file, text)
	var edits []edit.Edit
	for _, e := range insertImports(src, slices.Clone(all)) {
		edits = append(edits,
			edit.Edit{Start: src.Offset(e.Pos), End: src.Offset(e.End), New: string(e.NewText)})
	}
	buffer := edit.NewBuffer(text)
	if err := buffer.Add(edits); err != nil {
		t.Fatal(err)
	}
	formatted, err := buffer.Format()
	if err != nil {
		t.Fatal(err)
	}
	return string(formatted)
}
