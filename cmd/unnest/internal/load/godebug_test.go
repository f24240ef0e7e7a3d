package load_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
)

func TestDefaults(t *testing.T) {
	t.Setenv("GOWORK", "off")
	for text, want := range map[string]bool{
		"":                                  false,
		"godebug default=go1.21":            true,
		"godebug default=go1.21 // for now": true,
		"godebug panicnil=1":                false,
		"// godebug default=go1.21":         false,
		"godebug (\n\tpanicnil=1\n\tdefault=go1.21\n)": true,
		"godebug(\n\tdefault=go1.21\n)":                true,
		"godebug (\n\tpanicnil=1\n)\ndefault=go1.21":   false,
		"require (\n\tdefault=go1.21 v1.0.0\n)":        false,
	} {
		dir := t.TempDir()
		content := []byte("module example.com/app\n\ngo 1.21\n\n" + text + "\n")
		if err := os.WriteFile(filepath.Join(dir, "go.mod"), content, 0o600); err != nil {
			t.Fatal(err)
		}
		wanted := load.Defaults{File: "go.mod", GoVersion: "go1.21", Kept: want}
		if got := (load.Module{Dir: dir, GoVersion: "go1.21"}).Defaults(t.Context()); got != wanted {
			t.Errorf("%q: got %v, want %v", text, got, wanted)
		}
	}
}

// In a workspace go.mod does not count.
func TestDefaultsOfWorkspace(t *testing.T) {
	dir := t.TempDir()
	work := filepath.Join(dir, "go.work")
	t.Setenv("GOWORK", work)
	mod := []byte("module example.com/app\n\ngo 1.20\n\ngodebug default=go1.20\n")
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), mod, 0o600); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]load.Defaults{
		"use .":            {File: "go.work", GoVersion: "go1.18"},
		"go 1.22\n\nuse .": {File: "go.work", GoVersion: "go1.22"},
		"go 1.22\n\ngodebug default=go1.21\n\nuse .": {File: "go.work", GoVersion: "go1.22", Kept: true},
		"go 1.22\n\ngodebug panicnil=1\n\nuse .":     {File: "go.work", GoVersion: "go1.22"},
	} {
		if err := os.WriteFile(work, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := (load.Module{Dir: dir, GoVersion: "go1.20"}).Defaults(t.Context()); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}
