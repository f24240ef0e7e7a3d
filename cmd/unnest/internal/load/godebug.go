package load

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// Defaults says where the defaults of GODEBUG in the programs of a module come from.
type Defaults struct {
	File      string // go.mod, or go.work in a workspace, where go.mod says nothing of them
	GoVersion string // of that, with which they come
	Kept      bool   // it names another version
}

// Defaults says where the defaults of GODEBUG come from. A line of go.mod keeps them when the
// version of the language changes:
//
//	godebug default=go1.21
func (m Module) Defaults(ctx context.Context) Defaults {
	if work := m.workspace(ctx); work != "" {
		return workDefaults(work)
	}
	const name = "go.mod"
	d := Defaults{File: name, GoVersion: m.GoVersion}
	text, err := os.ReadFile(filepath.Join(m.Dir, name))
	if err != nil {
		return d
	}
	file, err := modfile.Parse(name, text, nil)
	d.Kept = err == nil && keep(file.Godebug)
	return d
}

// workDefaults are those of the programs of a workspace.
func workDefaults(name string) Defaults {
	const oldest = "go1.18" // what a workspace without a version is of
	d := Defaults{File: "go.work", GoVersion: oldest}
	text, err := os.ReadFile(name)
	if err != nil {
		return d
	}
	file, err := modfile.ParseWork(name, text, nil)
	if err != nil {
		return d
	}
	if file.Go != nil {
		d.GoVersion = "go" + file.Go.Version
	}
	d.Kept = keep(file.Godebug)
	return d
}

// keep reports whether some of the lines say of which version the defaults are.
func keep(lines []*modfile.Godebug) bool {
	return slices.ContainsFunc(lines, func(d *modfile.Godebug) bool { return d.Key == "default" })
}

// workspace is the go.work file that the go command reads in the module, empty for none.
func (m Module) workspace(ctx context.Context) string {
	cmd := exec.CommandContext(ctx, "go", "env", "GOWORK")
	cmd.Dir = m.Dir
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	if name := strings.TrimSpace(string(out)); name != "off" {
		return name
	}
	return ""
}
