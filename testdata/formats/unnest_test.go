package formats

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// tool is the command, built once.
var tool string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "formats")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system cleans up what stays
	tool = filepath.Join(dir, "unnest", "unnest")
	build := exec.Command("go", "build", "-o", tool, "./cmd/unnest")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
		return 1
	}
	return m.Run()
}

const source = `package sub

func get(id int, k func(int, error)) { go k(id, nil) }

type store interface{ Get(id int, k func(int, error)) }

func twice(done func(int, error)) {
	/* äöü */ get(1, func(a int, err error) {
		get(a, func(b int, err error) { done(a+b, err) })
	})
}

func unknown(s store, done func(int, error)) {
	s.Get(1, func(a int, err error) {
		s.Get(a, func(b int, err error) { done(a+b, err) })
	})
}

func settle(id int, failure error, done func(int, error)) {
	if id == 0 {
		done(0, failure)
	}
	get(id, done)
}
`

// sample writes a module with pyramids and mistakes and returns its directory.
func sample(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":     "module example.com/app\n\ngo 1.27.0\n",
		"sub/a b.go": source,
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// output runs a command in a directory, and wants an exit status.
func output(t *testing.T, dir string, status int, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off"), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != status {
		t.Fatalf("%s: %v, want status %d\n%s%s", cmd, err, status, out, stderr.Bytes())
	}
	return string(out)
}
