package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
)

// overlooked warns of the settings of other modules of a workspace that have packages in
// this run: a run has those of one module.
func (o *common) overlooked(w io.Writer, roots []*packages.Package) {
	seen := map[string]bool{"": true, o.module: true}
	for _, pkg := range roots {
		m := load.ModuleOf(pkg)
		if seen[m.Dir] {
			continue
		}
		seen[m.Dir] = true
		name := filepath.Join(m.Dir, settingsFile)
		if _, err := os.Stat(name); err == nil && pkg.Module != nil && pkg.Module.Main {
			short := report.Paths{Dir: o.workDir}.Short(name)
			fmt.Fprintf(w, "%s: warning: it does not count in this run, which has the settings of the module"+
				" of the current directory: run unnest in that of the file\n", short)
		}
	}
}
