package rewrite_test

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/internal/inputs"
)

// A program is run before and after its rewriting.
type program struct{ before, after []byte }

// sameEvents runs all programs before and after, and compares what they print.
func (b *bench) sameEvents(t *testing.T, programs map[string]*program) {
	t.Helper()
	exe := b.build(t, programs)
	for _, name := range slices.Sorted(maps.Keys(programs)) {
		t.Run(name+"/events", func(t *testing.T) {
			before := events(t, exe, "before", name)
			after := events(t, exe, "after", name)
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("events (-before +after):\n%s", diff)
			}
			if !strings.Contains(before, "start ") {
				t.Errorf("the program starts no operation:\n%s", before)
			}
		})
	}
}

// build makes one executable of all programs: a package of those before and a
// package of those after.
func (b *bench) build(t *testing.T, programs map[string]*program) string {
	t.Helper()
	dir := t.TempDir()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	inputs.Of(t, root, "./runtime/...")
	write(t, filepath.Join(dir, "go.mod"), "module events\n\ngo 1.27.0\n\n"+
		"require github.com/unnest-go/unnest v0.0.0\n\n"+
		"replace github.com/unnest-go/unnest => "+root+"\n")
	write(t, filepath.Join(dir, "main.go"), `package main

import (
	"os"

	"events/after"
	"events/before"
)

func main() {
	map[string]map[string]func(){"before": before.Programs, "after": after.Programs}[os.Args[1]][os.Args[2]]()
}
`)
	b.library(t, dir, "before", programs, func(p *program) []byte { return p.before })
	b.library(t, dir, "after", programs, func(p *program) []byte { return p.after })
	exe := filepath.Join(dir, "events.exe")
	// The programs run for a moment: to optimize them takes longer.
	build := exec.Command("go", "build", "-mod=mod", "-gcflags=events/...=-N -l", "-o", exe, ".")
	build.Dir = dir
	build.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the programs: %v\n%s", err, out)
	}
	return exe
}

// library writes a package of all programs, with one copy of the operations.
func (b *bench) library(
	t *testing.T, dir, pkg string, programs map[string]*program, text func(*program) []byte,
) {
	t.Helper()
	ops, err := os.ReadFile("testdata/ops.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, pkg, "ops.go"), inPackage(pkg, ops))
	var list strings.Builder
	for i, name := range slices.Sorted(maps.Keys(programs)) {
		m := &member{prefix: fmt.Sprintf("p%d_", i), src: text(programs[name])}
		m.rename(b.load(t, b.files(t, m.src)))
		write(t, filepath.Join(dir, pkg, fmt.Sprintf("p%d.go", i)), inPackage(pkg, m.src))
		calls := strings.Join(append(m.inits, m.prefix+"main()"), "; ")
		fmt.Fprintf(&list, "\t%q: func() { %s },\n", name, calls)
	}
	write(t, filepath.Join(dir, pkg, "programs.go"),
		fmt.Sprintf("package %s\n\nvar Programs = map[string]func(){\n%s}\n", pkg, list.String()))
}

func inPackage(pkg string, src []byte) string {
	return strings.Replace(string(src), "package main\n", "package "+pkg+"\n", 1)
}

// A member is a program that shares a package with others.
type member struct {
	prefix string // of the names that it declares in the package
	src    []byte
	inits  []string // calls of what were its init functions
}

// rename gives the names that a program declares in the package a prefix.
func (m *member) rename(pkg *packages.Package) {
	file := pkg.Syntax[slices.IndexFunc(pkg.CompiledGoFiles, func(name string) bool {
		return filepath.Base(name) == "in.go"
	})]
	own := func(obj types.Object) bool {
		return obj != nil && obj.Parent() == pkg.Types.Scope() &&
			file.FileStart <= obj.Pos() && obj.Pos() < file.FileEnd
	}
	var out bytes.Buffer
	end := 0
	ast.Inspect(file, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		obj := pkg.TypesInfo.ObjectOf(id)
		name := m.prefix + id.Name
		switch {
		case isInit(obj):
			name = fmt.Sprintf("%s%d", name, len(m.inits))
			m.inits = append(m.inits, name+"()")
		case !own(obj) && !own(embedded(obj)):
			return true
		}
		at := pkg.Fset.Position(id.Pos()).Offset
		out.Write(m.src[end:at])
		out.WriteString(name)
		end = at + len(id.Name)
		return true
	})
	out.Write(m.src[end:])
	m.src = out.Bytes()
}

func isInit(obj types.Object) bool {
	f, ok := obj.(*types.Func)
	return ok && f.Name() == "init" && f.Signature().Recv() == nil
}

// embedded is the type that an embedded field has its name from, or nil.
func embedded(obj types.Object) types.Object {
	v, ok := obj.(*types.Var)
	if !ok || !v.Embedded() {
		return nil
	}
	t := types.Unalias(v.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func events(t *testing.T, exe, when, name string) string {
	t.Helper()
	var out limited
	run := exec.Command(exe, when, name)
	run.Stdout, run.Stderr = &out, &out
	err := run.Run()
	switch {
	case out.full:
		t.Fatalf("%s %s prints more than %d bytes, so it may never end; it begins with\n%.2000s",
			when, name, mostEvents, out.text.String())
	case err != nil:
		t.Fatalf("%s %s: %v\n%s", when, name, err, out.text.String())
	}
	return out.text.String()
}

// mostEvents is how many bytes a program may print.
const mostEvents = 4 << 20

// limited keeps what a program prints. When that is too much it takes no more, and
// the program ends because it cannot write.
type limited struct {
	text bytes.Buffer
	full bool
}

func (l *limited) Write(p []byte) (int, error) {
	if l.full = l.full || l.text.Len()+len(p) > mostEvents; l.full {
		return 0, errors.New("too much is printed")
	}
	return l.text.Write(p)
}

// TestEndless takes the output of a program that never ends.
func TestEndless(t *testing.T) {
	var out limited
	if _, err := io.Copy(&out, endless{}); err == nil || !out.full {
		t.Error("it is taken, too")
	}
	if n := out.text.Len(); n == 0 || n > mostEvents {
		t.Errorf("%d bytes are kept", n)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
