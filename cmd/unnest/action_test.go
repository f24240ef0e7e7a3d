//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The arguments of the action may stand on several lines.
func TestActionArguments(t *testing.T) {
	dir := t.TempDir()
	stub := filepath.Join(dir, "unnest", "unnest")
	if err := os.Mkdir(filepath.Dir(stub), 0o700); err != nil {
		t.Fatal(err)
	}
	//nolint:gosec // it is run
	if err := os.WriteFile(stub, []byte("#!/bin/sh\necho \"$@\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]string{
		"./...":                       "-github ./...",
		"-depth 3  ./...\n":           "-github -depth 3 ./...",
		"-bugs\n-pyramids\n./pkg/...": "-github -bugs -pyramids ./pkg/...",
		"":                            "-github",
	} {
		//nolint:gosec // the script is our own
		cmd := exec.CommandContext(t.Context(), "bash", "-e", "-o", "pipefail", "-c", actionScript(t))
		cmd.Env = append(os.Environ(), "RUNNER_TEMP="+dir, "SARIF=", "ARGS="+args)
		out, err := cmd.CombinedOutput()
		if got := strings.TrimSpace(string(out)); err != nil || got != want {
			t.Errorf("%q: ran unnest %s, %v; want unnest %s", args, got, err, want)
		}
	}
}

// actionScript is what the action runs last.
func actionScript(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	_, script, ok := strings.Cut(string(text), "      run: |\n")
	if !ok {
		t.Fatal("the action runs nothing")
	}
	return script
}
