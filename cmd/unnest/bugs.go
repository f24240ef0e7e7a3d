package main

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
	"github.com/unnest-go/unnest/rewrite"
)

// reportBugs prints what the analyzers of mistakes find, with the pyramids when
// they are wanted, too.
func (r *run) reportBugs() int {
	pyramids := rewrite.New(r.analysis)
	selected := analyzer.Selected(pyramids, r.analysis.Bugs)
	if r.analysis.Pyramids {
		selected = append([]*analysis.Analyzer{pyramids}, selected...)
	}
	fmt.Fprintf(r.progress, "analyzing %d packages\n", len(r.program.Roots))
	r.outcomes = drive.NewSession(selected...).Run(r.program.Roots)
	r.progress.end()
	if r.json {
		return r.reportJSON()
	}
	all, found := r.pyramids(), report.Diagnostics(r.outcomes, r.analysis.Bugs)
	r.failures()
	r.print(r.Stdout, all)
	for _, d := range found {
		d.Text(r.Stdout, r.paths)
	}
	return r.status(len(all) + len(found))
}
