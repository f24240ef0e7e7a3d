package rewrite

import (
	"go/parser"
	"go/token"
	"go/types"
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
	"io"
	"io/fs"
	"net/url"

	"example.com/m"
) // x
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
			`import "C"
`,
			`import "C"

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
	} {
		t.Run(test.name, func(t *testing.T) {
			fset := token.NewFileSet()
			text := []byte("package p\n\n" + test.before)
			file, err := parser.ParseFile(fset, "p.go", text, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			src := plan.NewSource(fset, types.NewPackage("p", "p"), new(types.Info), file, text)
			var edits []edit.Edit
			for _, e := range insertImports(src, []addition{
				{path: "net/url", spec: `"net/url"`},
				{path: "example.com/m", spec: `"example.com/m"`},
				{path: "io/fs", spec: `"io/fs"`},
			}) {
				edits = append(edits,
					edit.Edit{Start: src.Offset(e.Pos), End: src.Offset(e.End), New: string(e.NewText)})
			}
			buffer := edit.NewBuffer(text)
			if err := buffer.Add(edits); err != nil {
				t.Fatal(err)
			}
			formatted, err := buffer.Format()
			if want := "package p\n\n" + test.after; err != nil || string(formatted) != want {
				t.Errorf("%v, got\n%swant\n%s", err, formatted, want)
			}
		})
	}
}
