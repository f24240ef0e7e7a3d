package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what scripts compare with")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"lint": main})
}

// The scripts use the linter as its users do. "lint" is golangci-lint with the
// plugin, and "lint-changed" the same with a later version of the plugin.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	build := exec.Command("go", "build", "-tags=changed", "-o", filepath.Join(bin, "lint-changed"), ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "script",
		UpdateScripts: *update,
		Setup:         func(env *testscript.Env) error { return setUp(env, root, bin) },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "run": run, "env-expand": expand,
		},
	})
}

func setUp(env *testscript.Env, root, bin string) error {
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOTOOLCHAIN"} {
		value, err := exec.Command("go", "env", name).Output()
		if err != nil {
			return fmt.Errorf("go env %s: %w", name, err)
		}
		env.Setenv(name, strings.TrimSpace(string(value)))
	}
	env.Setenv("ROOT", root)
	env.Setenv("PATH", bin+string(filepath.ListSeparator)+env.Getenv("PATH"))
	env.Setenv("GOFLAGS", "-mod=mod")
	env.Setenv("GOPROXY", "off")
	env.Setenv("GOSUMDB", "off")
	env.Setenv("GOWORK", "off")
	env.Setenv("GOLANGCI_LINT_CACHE", filepath.Join(env.WorkDir, ".cache"))
	config := filepath.Join(env.WorkDir, ".golangci.yml")
	if _, err := os.Stat(config); err == nil {
		return nil // the script has its own
	}
	return os.WriteFile(config, []byte(configuration), 0o666)
}

// configuration is what scripts use that have none of their own.
const configuration = `version: "2"
linters:
  default: none
  enable: [unnest]
  settings:
    custom:
      unnest:
        type: module
        description: report nested callbacks that can be flattened
        original-url: github.com/unnest-go/unnest
`

// run runs the linter and wants its exit status: 1 when it has issues.
//
//	run 1 lint ./...
func run(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: run status lint [args...]")
	}
	rest := append([]string{args[0], args[1], "run", "--allow-parallel-runners"}, args[2:]...)
	status(ts, false, rest)
}

// status runs a command and wants its exit status.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status code command [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s: status %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// expand replaces variables in files.
func expand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: env-expand file...")
	}
	for _, name := range args {
		text := os.Expand(ts.ReadFile(name), ts.Getenv)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o666))
	}
}
