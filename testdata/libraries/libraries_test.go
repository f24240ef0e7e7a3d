package libraries

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// adapters is how many functions of a library get adapters, and what is asked of
// the package that they are written into.
var adapters = []struct {
	dir  string
	want int
}{
	{"actors", 2},      // all that phony has
	{"couchbase", 168}, // the whole of gocbcore but Transaction.Get and GetMulti, which may report twice
	{"nbio", 4},        // of the client, and those that serve a connection until it ends
	{"rocketmq", 2},
}

// TestLibraries generates adapters for four libraries: every operation gets one,
// they compile, and a program that uses them runs.
func TestLibraries(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	run(t, root, nil, "go", "build", "-o", bin+string(filepath.Separator), "./cmd/unnest")
	dir := app(t, root)
	path := "PATH=" + bin + string(filepath.ListSeparator) + os.Getenv("PATH")
	if out := run(t, dir, []string{path}, "go", "generate", "./..."); strings.Contains(out, "gets no adapter") {
		t.Errorf("operations are left out:\n%s", out)
	}
	for _, a := range adapters {
		text, err := os.ReadFile(filepath.Join(dir, a.dir, "unnest_promises.go"))
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(text, []byte("\n//unnest:adapts ")); n != a.want {
			t.Errorf("%s: %d adapters, want %d", a.dir, n, a.want)
		}
	}
	run(t, dir, nil, "go", "vet", "./...")
	const want = "actor: 2 <nil>\nsent: order\nnot sent: full\nresponse: hello <nil>\ndocument: not in time\n"
	if out := run(t, dir, nil, "go", "run", "."); out != want {
		t.Errorf("the program prints\n%swant\n%s", out, want)
	}
}

// app makes the module that the adapters are generated for, with the versions of
// this one.
func app(t *testing.T, root string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/app")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.Replace(text, []byte("module github.com/unnest-go/unnest/testdata/libraries"),
			[]byte("module example.com/libraries"), 1)
		text = bytes.Replace(text, []byte("=> ../.."), []byte("=> "+root), 1)
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// run runs a command and returns what it prints.
func run(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod"), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}
