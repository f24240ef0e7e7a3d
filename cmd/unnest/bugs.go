package main

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
)

// bugNames are the kinds of mistakes to report. As a flag it may have no value,
// for all of them.
type bugNames []string

func (b *bugNames) String() string { return strings.Join(*b, ",") }

// IsBoolFlag lets the flag stand without a value.
func (b *bugNames) IsBoolFlag() bool { return true }

// Set implements flag.Value.
func (b *bugNames) Set(text string) error {
	var known []string
	for _, a := range analyzer.Bugs(analyzer.Config{}) {
		known = append(known, a.Name)
	}
	switch text {
	case "true":
		*b = known
		return nil
	case "false":
		*b = nil
		return nil
	}
	for name := range strings.SplitSeq(text, ",") {
		if !slices.Contains(known, name) {
			return fmt.Errorf("no mistake is called %q; there are %s", name, strings.Join(known, ", "))
		}
		*b = append(*b, name)
	}
	return nil
}

// reportBugs prints what the analyzers of mistakes find.
func (r *run) reportBugs() int {
	var selected []*analysis.Analyzer
	for _, a := range analyzer.Bugs(r.analysis) {
		if slices.Contains(r.bugs, a.Name) {
			selected = append(selected, a)
		}
	}
	fmt.Fprintf(r.progress, "analyzing %d packages\n", len(r.program.Roots))
	r.outcomes = drive.NewSession(selected...).Run(r.program.Roots)
	r.progress.end()
	if r.json {
		return r.reportJSON()
	}
	found := report.Diagnostics(r.outcomes)
	r.failures()
	for _, d := range found {
		d.Text(r.Stdout, r.paths)
	}
	return r.status(len(found))
}
