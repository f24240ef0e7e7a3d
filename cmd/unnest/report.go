package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/cmd/unnest/internal/baseline"
	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
)

// report says what was found, in the form that is wanted.
func (r *run) report(ctx context.Context) int {
	all := report.Findings(r.outcomes, r.analysis.Bugs)
	if r.baselineWrite {
		return r.writeBaseline(ctx, all)
	}
	all, err := r.unknown(all)
	if err != nil {
		return r.fail(err)
	}
	switch {
	case r.json:
		return r.reportJSON(all)
	case r.sarif:
		r.failures()
		r.complain(report.SARIF(r.Stdout, r.paths, version(), all))
		return r.status(0)
	case r.github:
		r.failures()
		report.GitHub(r.Stdout, r.repository(), all)
	default:
		r.failures()
		r.print(r.Stdout, all)
		if r.explain && r.reportsPyramids() {
			report.Declined(r.Stdout, r.paths, r.declined())
		}
	}
	return r.status(len(all))
}

func (r *run) print(w io.Writer, all []*report.Finding) {
	if r.explain {
		report.Explained(w, r.paths, all)
		return
	}
	report.Text(w, r.paths, all)
}

// declined are the callbacks that look like parts of pyramids and are none.
func (r *run) declined() []*report.Remark {
	var all []*report.Remark
	for _, o := range r.outcomes {
		for _, result := range o.Results {
			if found, ok := result.(*analyzer.Result); ok {
				all = append(all, report.Remarks(o.Package, found.Declined())...)
			}
		}
	}
	return all
}

// reportJSON has the packages that were not analyzed in the tree.
func (r *run) reportJSON(all []*report.Finding) int {
	tree := make(report.Tree)
	for _, f := range all {
		tree.Add(f)
	}
	for _, p := range r.program.Problems {
		r.failed = true
		tree.Fail(p.Package, p.String())
	}
	for _, o := range r.outcomes {
		if o.Err != nil {
			r.failed = true
			tree.Fail(o.Package.ID, o.Err.Error())
		}
	}
	r.complain(tree.Write(r.Stdout))
	return r.status(0)
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// repository is where the runner of a workflow has checked out what is analyzed,
// or the working directory.
func (r *run) repository() report.Paths {
	root := os.Getenv("GITHUB_WORKSPACE")
	if rel, err := filepath.Rel(root, r.Dir); root == "" || err != nil || !filepath.IsLocal(rel) {
		return r.paths
	}
	return report.Paths{Dir: root}
}

// baselineFile is the name of the file of known findings, empty for none. In the
// file of settings it is relative to that.
func (r *run) baselineFile() string {
	switch {
	case r.baseline == "" || filepath.IsAbs(r.baseline):
		return r.baseline
	case r.byFlag("baseline"):
		return filepath.Join(r.Dir, r.baseline)
	}
	return filepath.Join(r.module, r.baseline)
}

// writeBaseline makes what was found known. Not with packages missing: their
// findings would be new as soon as they compile. What is known of files that the run
// has not looked at stays known.
func (r *run) writeBaseline(ctx context.Context, all []*report.Finding) int {
	if r.failures(); r.failed {
		return r.status(0)
	}
	name := r.baselineFile()
	var keys []string
	for _, f := range all {
		keys = append(keys, f.Key(filepath.Dir(name)))
	}
	n, err := baseline.Write(ctx, name, r.scope(name), keys)
	if err != nil {
		return r.fail(err)
	}
	fmt.Fprintf(r.Stderr, "unnest: %s has %s\n", r.paths.Short(name), count(n, "finding"))
	return r.status(0)
}

// unknown are the findings that the baseline does not have.
func (r *run) unknown(all []*report.Finding) ([]*report.Finding, error) {
	name := r.baselineFile()
	if name == "" {
		return all, nil
	}
	known, err := baseline.Read(name)
	if err != nil {
		return nil, err
	}
	var found []*report.Finding
	for _, f := range all {
		if !known.Take(f.Key(filepath.Dir(name))) {
			found = append(found, f)
		}
	}
	if left := known.Left(r.scope(name)); left > 0 && r.complete() {
		fmt.Fprintf(r.Stderr, "unnest: %s of %s not found any more; write it anew with -baseline-write\n",
			count(left, "finding"), r.paths.Short(name))
	}
	return found, nil
}

// scope is what the run looks for, and where, for a baseline.
func (r *run) scope(name string) *baseline.Scope {
	s := &baseline.Scope{Dir: filepath.Dir(name), Kinds: r.kinds(), Files: make(map[string]bool)}
	for _, pkg := range r.program.Roots {
		for _, file := range pkg.GoFiles {
			s.Files[baseline.File(s.Dir, file)] = true
		}
	}
	return s
}

// kinds are those of the findings that the run is for.
func (r *run) kinds() []string {
	var kinds []string
	if r.reportsBugs() {
		kinds = slices.Clone(r.analysis.Bugs)
	}
	if r.reportsPyramids() {
		kinds = append(kinds, report.PyramidKind)
	}
	return kinds
}

// complete reports whether the run finds all that there is of these kinds.
func (r *run) complete() bool {
	return r.whole(r.tests) && len(r.program.Problems) == 0 && !r.diff &&
		!r.byFlag("depth") && !r.byFlag("once") && !r.byFlag("assume")
}
