package load_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
)

func TestKeepsDefaults(t *testing.T) {
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
		if got := (load.Module{Dir: dir}).KeepsDefaults(); got != want {
			t.Errorf("%q: got %t, want %t", text, got, want)
		}
	}
}
