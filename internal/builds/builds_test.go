package builds_test

import (
	"go/build"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unnest-go/unnest/internal/builds"
)

// parse reads the constraint of a file.
func parse(t *testing.T, name, text string) constraint.Expr {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return builds.Of(tree, name)
}

// The go command builds for no others.
func TestPorts(t *testing.T) {
	out, err := exec.Command("go", "tool", "dist", "list").Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for b := range builds.NewPorts().Having(nil) {
		got = append(got, b.String())
	}
	slices.Sort(got)
	if diff := cmp.Diff(strings.Fields(string(out)), got); diff != "" {
		t.Errorf("ports (-want +got):\n%s", diff)
	}
}

// Package go/build says the same of every file.
func TestLikeGoBuild(t *testing.T) {
	for _, tt := range []struct{ name, front string }{
		{"a.go", ""},
		{"linux.go", ""},
		{"a_linux.go", ""},
		{"a_arm64.go", ""},
		{"a_linux_arm64.go", ""},
		{"a_386_arm.go", ""},
		{"a_amd64_linux.go", ""},
		{"a_linux_windows.go", ""},
		{"a_unix.go", ""},
		{"a_zos.go", ""},
		{"a_other.go", "//go:build !linux && !(darwin && amd64)\n\n"},
		{"a_windows.go", "//go:build !arm64\n\n"},
		{"a.go", "//go:build unix\n\n"},
		{"a.go", "//go:build gc && go1.18\n\n"},
		{"a.go", "//go:build gccgo || zos || unix && ppc64\n\n"},
		{"a.go", "// +build linux darwin\n// +build !arm64\n\n"},
		{"a.go", "//go:build linux\n// +build windows\n\n"},
	} {
		text := tt.front + "package a\n\n//go:build never\n"
		expr := parse(t, tt.name, text)
		for b := range builds.NewPorts().Having(nil) {
			ctx := build.Default
			ctx.GOOS, ctx.GOARCH, _ = strings.Cut(b.String(), "/")
			ctx.OpenFile = func(string) (io.ReadCloser, error) {
				return io.NopCloser(strings.NewReader(text)), nil
			}
			match, err := ctx.MatchFile("", tt.name)
			if err != nil {
				t.Fatal(err)
			}
			want := map[bool]builds.Answer{true: builds.Yes, false: builds.No}[match]
			if got := b.Has(expr); got != want {
				t.Errorf("%s %q for %v: got %d, want %d", tt.name, tt.front, b, got, want)
			}
			if got := b.Usually(expr); got != match {
				t.Errorf("%s %q usually for %v: got %t, want %t", tt.name, tt.front, b, got, match)
			}
		}
	}
}

// The first build without one of the files is said as one makes it.
func TestBuilds(t *testing.T) {
	const many = "a && b && c && d && e && f && g && h && i"
	for _, tt := range []struct{ files, want string }{
		{"a.go", ""},
		{"a_linux.go", "darwin/arm64"},
		{"a_linux.go\na_windows.go", "darwin/arm64"},
		{"a.go: unix\na.go: windows", "js/wasm"},
		{"a.go: unix\na.go: !unix", ""},
		{"a.go: foo", "linux/amd64"},
		{"a.go: !foo", "linux/amd64 with -tags=foo"},
		{"a.go: !foo\na.go: foo && !bar", "linux/amd64 with -tags=bar,foo"},
		{"a.go: cgo", "linux/amd64 without cgo"},
		{"a.go: !cgo", "linux/amd64"},
		{"a.go: !cgo || !race", "linux/amd64 with -tags=race"},
		{"a.go: go1.18", ""},
		{"a.go: a && b && c && d && e && f && g", "linux/amd64"},
		{"a.go: g\na.go: !g", ""},
		{"a.go: " + many + "\na.go: !(" + many + ")", ""},
		{"a.go: !(" + many + ")", "linux/amd64 with -tags=a,b,c,d,e,f,g,h,i"},
	} {
		var list []constraint.Expr
		for file := range strings.SplitSeq(tt.files, "\n") {
			name, expr, ok := strings.Cut(file, ": ")
			text := "package a\n"
			if ok {
				text = "//go:build " + expr + "\n\n" + text
			}
			list = append(list, parse(t, name, text))
		}
		got := ""
		for b := range builds.NewPorts().Having(builds.Without(nil, list)) {
			got = b.String()
			break
		}
		if got != tt.want {
			t.Errorf("%s: the first build without is %q, want %q", tt.files, got, tt.want)
		}
	}
}

// Tags that are not chosen are not there, but for cgo.
func TestUsually(t *testing.T) {
	for expr, want := range map[string]bool{"foo": false, "!foo": true, "cgo": true, "!cgo && linux": false} {
		for b := range builds.NewPorts().Having(nil) {
			got := b.Usually(parse(t, "a.go", "//go:build "+expr+"\n\npackage a\n"))
			if got != want {
				t.Errorf("%s for %v: got %t, want %t", expr, b, got, want)
			}
			break
		}
	}
}

// Files that call C are left out of builds without cgo.
func TestOfC(t *testing.T) {
	expr := parse(t, "a_linux.go", "package a\n\nimport \"C\"\n")
	if got, want := expr.String(), "linux && cgo"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The name of a file says less than the file.
func TestNamed(t *testing.T) {
	for name, want := range map[string]string{
		"a_linux_arm64.go":  "linux && arm64",
		"a_windows_test.go": "windows",
	} {
		if got := builds.Named(name).String(); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if got := builds.Named("linux.go"); got != nil {
		t.Errorf("got %v, want none", got)
	}
}

func TestAny(t *testing.T) {
	linux := parse(t, "a_linux.go", "package a\n")
	tagged := parse(t, "a.go", "//go:build foo && !bar\n\npackage a\n")
	got := builds.Any([]constraint.Expr{linux, tagged, linux}).String()
	if want := "linux || (foo && !bar)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := builds.Any([]constraint.Expr{linux, nil}); got != nil {
		t.Errorf("got %v, want none", got)
	}
}

func TestBelongs(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"p.go", "package p\n", true},
		{"p_windows.go", "//go:build tools\n\npackage p\n", true},
		{"p.go", "package other\n", false},
		{"_p.go", "package p\n", false},
		{".p.go", "package p\n", false},
		{"p.go", "//go:build ignore\n\npackage p\n", false},
		{"p.go", "//go:build !ignore\n\npackage p\n", true},
	} {
		tree, err := parser.ParseFile(token.NewFileSet(), tt.name, tt.text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if got := builds.Belongs(tree, filepath.Join("dir", tt.name), "p"); got != tt.want {
			t.Errorf("%s belongs to package p: %v, want %v\n%s", tt.name, got, tt.want, tt.text)
		}
	}
}
