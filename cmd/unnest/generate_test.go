package main

import (
	"os"
	"path/filepath"
	"testing"
)

// What has not changed is not written again: its time of modification would
// have everything built anew.
func TestReplaceLeavesWhatIsTheSame(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f.go")
	if err := replace(t.Context(), name, nil, []byte("package f\n")); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := replace(t.Context(), name, []byte("package f\n"), []byte("package f\n")); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(before, after) || !after.ModTime().Equal(before.ModTime()) {
		t.Error("the file was written again")
	}
	if err := replace(t.Context(), name, []byte("package f\n"), []byte("package g\n")); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(name); err != nil || string(text) != "package g\n" {
		t.Errorf("the file has %q, %v", text, err)
	}
}
