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

func TestPathsAround(t *testing.T) {
	dir := t.TempDir()
	paths := Paths{Dir: filepath.Join(dir, "mod", "app")}
	in := filepath.Join(dir, "mod", "app", "p.go")
	beside := filepath.Join(dir, "mod", "lib", "p.go")
	for _, test := range []struct {
		names []string
		want  string
	}{
		{nil, paths.Dir},
		{[]string{in}, paths.Dir},
		{[]string{in, beside}, filepath.Join(dir, "mod")},
		{[]string{beside, filepath.Join(dir, "p.go"), in}, dir},
	} {
		if got := paths.Around(test.names); got.Dir != test.want {
			t.Errorf("around %v is %s, want %s", test.names, got.Dir, test.want)
		}
	}
}
