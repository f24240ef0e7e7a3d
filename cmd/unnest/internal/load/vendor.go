package load

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
)

// Vendor is the command that makes the copies anew that a module, or its workspace, has of the
// modules that it requires, empty when there are none. In a workspace the go command reads those
// of the workspace only, and does not make others.
func (m Module) Vendor(ctx context.Context) string {
	work := m.workspace(ctx)
	switch own := copies(m.Dir); {
	case work == "" && own != none:
		return "go mod vendor"
	case work != "" && copies(filepath.Dir(work)) == ofWorkspace:
		return "go work vendor"
	case work != "" && own == ofModule:
		return "go mod vendor, with GOWORK=off"
	}
	return ""
}

// What a directory has copies for.
const (
	none = iota
	ofModule
	ofWorkspace
)

// copies says for what a directory has copies of modules. A module may have the directory of its
// workspace.
func copies(dir string) int {
	text, err := os.ReadFile(filepath.Join(dir, "vendor", "modules.txt"))
	switch {
	case err != nil:
		return none
	case bytes.HasPrefix(text, []byte("## workspace")):
		return ofWorkspace
	}
	return ofModule
}
