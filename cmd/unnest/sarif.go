package main

import (
	"runtime/debug"

	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
)

// reportSARIF writes a log for code scanning. What could not be analyzed is told
// on the standard error.
func (r *run) reportSARIF() int {
	all := r.pyramids()
	r.failures()
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	if err := report.SARIF(r.Stdout, r.paths, version, all); err != nil {
		r.complain(err)
	}
	return r.status(0)
}
