package report

import (
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// An edit has the line ending of its place, in a file that has both kinds, too.
func TestEndings(t *testing.T) {
	const text = "first\r\nsecond\nthird\r\nlast"
	name := filepath.Join(t.TempDir(), "p.go")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	file := fset.AddFile(name, -1, len(text))
	for _, test := range []struct {
		at        int
		new, want string
	}{
		{0, "x\ny", "x\r\ny"},
		{9, "x\ny", "x\ny"},
		{15, "x\ny", "x\r\ny"},
		{len(text), "x\ny", "x\r\ny"},
		{0, "x", "x"},
	} {
		f := &Finding{Package: &packages.Package{Fset: fset}, Fixes: []analysis.SuggestedFix{{
			TextEdits: []analysis.TextEdit{{Pos: file.Pos(test.at), NewText: []byte(test.new)}},
		}}}
		make(endings).fit(f)
		if got := string(f.Fixes[0].TextEdits[0].NewText); got != test.want {
			t.Errorf("%q at %d becomes %q, want %q", test.new, test.at, got, test.want)
		}
	}
}
