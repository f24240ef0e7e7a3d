// Package script runs scripts that use the command as its users do. Beside testscript's own commands and
// those below, they have "unnest", the command itself.
//
// The scripts stand together in one directory. They are run by several packages, each for those with some
// names: a package has ten minutes for its tests.
package script

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/unnest-go/unnest/internal/inputs"
)

var update = flag.Bool("update", false, "rewrite what scripts compare with")

// apart is how the names of scripts begin that a package of its own runs, by the name of that package.
var apart = map[string][]string{
	"drivers":    {"bugs", "vet", "walk", "workspace"},
	"generate":   {"generate"},
	"modules":    {"dependency", "elsewhere", "imports", "left", "old", "other", "outside", "requires"},
	"signatures": {"nil", "signatures"},
}

// Run runs the scripts that a package is for, or, with the name of none, those that no package is for. The
// root is the module's directory. The command is that of the tests, or is built for a package.
func Run(t *testing.T, root, pkg string) {
	t.Helper()
	root, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	caches, err := exec.Command("go", "env", "-json", "GOCACHE", "GOMODCACHE", "GOTOOLCHAIN").Output()
	if err != nil {
		t.Fatalf("go env: %v", err)
	}
	inputs.Of(t, root, "./cmd/unnest", "./runtime/...")
	find := exec.LookPath
	if pkg != "" {
		find = func(name string) (string, error) { return build(t, root, name) }
	}
	tool, err := find("unnest")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files:         files(t, filepath.Join(root, "testdata", "script"), pkg),
		UpdateScripts: *update,
		Setup:         func(env *testscript.Env) error { return setUp(env, root, tool, caches) },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"unnest":      unnest,
			"status":      status,
			"runtime":     requireRuntime,
			"same-output": sameOutput,
			"bom":         prependMark,
			"gather":      gather,
		},
	})
}

// build makes a command of the module.
func build(t *testing.T, root, name string) (string, error) {
	t.Helper()
	tool := filepath.Join(t.TempDir(), name)
	cmd := exec.Command("go", "build", "-o", tool, "./cmd/"+name)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return tool, nil
}

// files lists the scripts that a package is for, or those that none is for.
func files(t *testing.T, dir, pkg string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(all) == 0 {
		t.Fatalf("there are no scripts in %s: %v", dir, err)
	}
	return slices.DeleteFunc(all, func(name string) bool { return packageOf(name) != pkg })
}

// packageOf is the package that is for a script, empty for none.
func packageOf(file string) string {
	name := strings.TrimSuffix(filepath.Base(file), ".txtar")
	first, _, _ := strings.Cut(name, "-")
	for pkg, words := range apart {
		if slices.Contains(words, first) {
			return pkg
		}
	}
	return ""
}

// unnest runs the command, where it is none of the test's own.
func unnest(ts *testscript.TestScript, neg bool, args []string) {
	if err := ts.Exec("unnest", args...); err == nil == neg {
		ts.Fatalf("unnest %s: %v", strings.Join(args, " "), err)
	}
}

// setUp lets the go command of scripts work without a network, with the
// caches of the test's own: an object of variables.
func setUp(env *testscript.Env, root, tool string, caches []byte) error {
	var own map[string]string
	if err := json.Unmarshal(caches, &own); err != nil {
		return err
	}
	for name, value := range own {
		env.Setenv(name, value)
	}
	env.Setenv("UNNEST", tool)
	env.Setenv("PATH", filepath.Dir(tool)+string(filepath.ListSeparator)+env.Getenv("PATH"))
	env.Setenv("ROOT", root)
	// The programs are small and run for a moment: to inline takes longer.
	env.Setenv("GOFLAGS", "-mod=mod -gcflags=example.com/...=-l")
	env.Setenv("GOPROXY", "off")
	env.Setenv("GOSUMDB", "off")
	env.Setenv("GOWORK", "off")
	return nil
}

// status runs a command and wants its exit status.
//
//	status 3 unnest ./...
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status code command [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := exitStatus(ts, ts.Exec(args[1], args[2:]...)); got != want {
		ts.Fatalf("%s: status %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

func exitStatus(ts *testscript.TestScript, err error) int {
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	ts.Check(err)
	return 0
}

// requireRuntime makes the module in the working directory require the runtime
// of this repository, and what that imports, as go get does.
func requireRuntime(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: runtime")
	}
	const module, imported = "github.com/unnest-go/unnest", "golang.org/x/sys"
	root := ts.Getenv("ROOT")
	_, version, _ := strings.Cut(ts.ReadFile(filepath.Join(root, "go.mod")), imported+" ")
	version, _, _ = strings.Cut(version, "\n")
	ts.Check(ts.Exec("go", "mod", "edit", "-require="+imported+"@"+version,
		"-require="+module+"@v0.0.0", "-replace="+module+"="+root))
	sums := ts.ReadFile(filepath.Join(root, "go.sum"))
	ts.Check(os.WriteFile(ts.MkAbs("go.sum"), []byte(sums), 0o666))
}

// Exit statuses of the command: everything was flattened, or something is left.
const (
	nothing  = 0
	findings = 3
)

// sameOutput runs the program in the working directory, flattens it, runs it
// again, and wants the same output. Flattening must change something, and
// flattening again must change nothing. The arguments are for unnest.
func sameOutput(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("unsupported: ! same-output")
	}
	requireRuntime(ts, false, nil)
	before := output(ts)
	fix := append([]string{"-fix"}, args...)
	if code := exitStatus(ts, ts.Exec("unnest", fix...)); code != nothing && code != findings {
		ts.Fatalf("unnest %s: status %d", strings.Join(fix, " "), code)
	}
	if !strings.Contains(ts.ReadFile("stderr"), "flattened") {
		ts.Fatalf("nothing was flattened")
	}
	if diff := cmp.Diff(before, output(ts)); diff != "" {
		ts.Fatalf("the program's output changed (-before +after):\n%s", diff)
	}
	again := append([]string{"-diff"}, args...)
	exitStatus(ts, ts.Exec("unnest", again...))
	if diff := ts.ReadFile("stdout"); diff != "" {
		ts.Fatalf("a second run would change something:\n%s", diff)
	}
}

// output is what the program in the working directory prints and ends with.
func output(ts *testscript.TestScript) string {
	code := exitStatus(ts, ts.Exec("go", "run", "."))
	return fmt.Sprintf("%s%sstatus %d\n", ts.ReadFile("stdout"), ts.ReadFile("stderr"), code)
}

// prependMark gives files a byte order mark.
func prependMark(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: bom file...")
	}
	for _, name := range args {
		name = ts.MkAbs(name)
		text, err := os.ReadFile(name)
		ts.Check(err)
		text = bytes.Join([][]byte{[]byte("\ufeff"), text}, nil)
		ts.Check(os.WriteFile(name, text, 0o666))
	}
}

// gather makes one program of the programs in the directories below another one: each
// becomes a package, and the program calls them one after the other.
//
//	gather $ROOT/testdata/pyramids
func gather(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: gather directory")
	}
	files, err := filepath.Glob(filepath.Join(args[0], "*", "main.go"))
	ts.Check(err)
	var imports, calls strings.Builder
	for _, file := range files {
		name := filepath.Base(filepath.Dir(file))
		text, err := os.ReadFile(file)
		ts.Check(err)
		text = bytes.Replace(text, []byte("package main\n"), []byte("package "+name+"\n"), 1)
		text = bytes.Replace(text, []byte("func main()"), []byte("func Main()"), 1)
		ts.Check(os.MkdirAll(ts.MkAbs(name), 0o777))
		ts.Check(os.WriteFile(filepath.Join(ts.MkAbs(name), name+".go"), text, 0o666))
		fmt.Fprintf(&imports, "\t\"example.com/app/%s\"\n", name)
		fmt.Fprintf(&calls, "\tprintln(%q)\n\t%s.Main()\n", name, name)
	}
	text := fmt.Sprintf("package main\n\nimport (\n%s)\n\nfunc main() {\n%s}\n", &imports, &calls)
	ts.Check(os.WriteFile(ts.MkAbs("main.go"), []byte(text), 0o666))
}
