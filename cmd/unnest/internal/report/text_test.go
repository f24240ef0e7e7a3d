package report

import (
	"path/filepath"
	"testing"
)

func TestPaths(t *testing.T) {
	dir := t.TempDir()
	paths := Paths{Dir: filepath.Join(dir, "app")}
	outside := filepath.Join(dir, "lib", "p.go")
	for _, test := range []struct{ name, short, diff string }{
		{filepath.Join(dir, "app", "p.go"), "./p.go", "p.go"},
		{filepath.Join(dir, "app", "sub", "p.go"), "./sub/p.go", "sub/p.go"},
		{filepath.Join(dir, "application", "p.go"), filepath.Join(dir, "application", "p.go"), ""},
		{outside, outside, filepath.ToSlash(outside)[1:]},
	} {
		if got := paths.Short(test.name); got != test.short {
			t.Errorf("Short(%s) = %s, want %s", test.name, got, test.short)
		}
		if got := paths.Diff(test.name); test.diff != "" && got != test.diff {
			t.Errorf("Diff(%s) = %s, want %s", test.name, got, test.diff)
		}
	}
}
