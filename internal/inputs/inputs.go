// Package inputs tells the go command what a test depends on beside what it is compiled of.
package inputs

import (
	"bytes"
	"os"
	"os/exec"
	"testing"
)

// Of is for a test that builds packages of the module with this root. It looks into the directories of
// these packages, and of all that they import: the go command takes the result of a test from its cache
// as long as nothing changes that the test has looked at.
func Of(tb testing.TB, root string, patterns ...string) {
	tb.Helper()
	list := exec.Command("go", append([]string{"list", "-deps", "-f", "{{if not .Standard}}{{.Dir}}{{end}}"},
		patterns...)...)
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		tb.Fatalf("go list: %v", err)
	}
	for dir := range bytes.Lines(out) {
		if _, err := os.ReadDir(string(bytes.TrimSpace(dir))); err != nil {
			tb.Fatal(err)
		}
	}
}
