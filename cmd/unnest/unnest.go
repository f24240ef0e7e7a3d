package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/flatten"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/cmd/unnest/internal/pyramid"
	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
	"github.com/unnest-go/unnest/cmd/unnest/internal/write"
	"github.com/unnest-go/unnest/rewrite"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// A run is what happens between loading and the exit status.
type run struct {
	*command
	*options
	paths    report.Paths
	progress *progress
	program  *load.Program
	session  *drive.Session
	outcomes []*drive.Outcome
	failed   bool // something was reported that makes the run an error
}

// unnest loads, analyzes, and reports or fixes.
func (c *command) unnest(ctx context.Context, o *options) int {
	r := &run{command: c, options: o, paths: report.Paths{Dir: c.Dir}, progress: newProgress(c.Stderr)}
	defer r.progress.end()
	if o.signatures {
		return r.change(ctx)
	}
	if err := r.load(ctx); err != nil {
		r.progress.end()
		return c.fail(err)
	}
	if o.bareLoad {
		return exitNothing
	}
	if err := r.analyze(); err != nil {
		r.progress.end()
		return c.fail(err)
	}
	if o.fix || o.diff {
		return r.flatten(ctx)
	}
	r.progress.end()
	return r.report(ctx)
}

// analyze runs the analyzers whose findings are wanted.
func (r *run) analyze() error {
	pyramids := rewrite.New(r.analysis)
	finder := analyzer.Required(pyramids)
	var targets []*analysis.Analyzer
	if r.reportsPyramids() {
		targets = append(targets, pyramids) // which reports warnings, too
	} else {
		targets = append(targets, warner(finder))
	}
	if r.reportsBugs() {
		targets = append(targets, analyzer.Selected(pyramids, r.analysis.Bugs)...)
	}
	roots, patterns := r.program.Roots, r.checkable(r.tests)
	if len(patterns) > 0 || r.explain {
		targets = append(targets, finder) // in all packages, where they may match
	} else {
		roots = r.possible(roots)
	}
	fmt.Fprintf(r.progress, "analyzing %d packages\n", len(roots))
	r.session = drive.NewSession(targets...)
	r.outcomes = r.session.Run(roots)
	found, all := r.results(finder)
	r.progress.hide()
	warn(r.Stderr, r.paths, r.outcomes)
	if !all {
		return nil // what a pattern means may stand in one that is missing
	}
	return unmatched(r.Stderr, patterns, found)
}

// possible are the packages that may have what is to be reported, or directives. Of the others
// only facts would be of interest, and only to these.
func (r *run) possible(roots []*packages.Package) []*packages.Package {
	var possible []*packages.Package
	for _, pkg := range roots {
		if directed(pkg) || pyramid.Possible(pkg, &r.analysis) ||
			r.reportsBugs() && analyzer.BugsPossible(pkg.Types, pkg.TypesInfo, pkg.Syntax) {
			possible = append(possible, pkg)
		}
	}
	return possible
}

// results are those of an analyzer for the packages that it ran on, and whether
// these are all.
func (r *run) results(a *analysis.Analyzer) (found []*analyzer.Result, all bool) {
	all = len(r.program.Problems) == 0
	for _, o := range r.outcomes {
		all = all && o.Err == nil
		if result, ok := o.Results[a].(*analyzer.Result); ok {
			found = append(found, result)
		}
	}
	return found, all
}

func (r *run) load(ctx context.Context) (err error) {
	config := load.Config{Dir: r.Dir, Tests: r.tests, Progress: r.progress}
	if r.tags != "" {
		config.BuildFlags = []string{"-tags=" + r.tags}
	}
	r.program, err = load.Load(ctx, config, r.patterns...)
	if err == nil {
		r.analysis.Bodies = r.program.Bodies
		r.progress.hide()
		r.borrowed(ctx, r.program)
		r.overlooked(r.Stderr, r.program.Roots)
	}
	return err
}

// failures reports the packages that were not analyzed.
func (r *run) failures() {
	for _, p := range r.program.Problems {
		r.failed = true
		fmt.Fprintln(r.Stderr, r.problem(p))
	}
	var errs []error
	for _, o := range r.outcomes {
		errs = append(errs, o.Err)
	}
	r.complain(errs...)
}

func (r *run) problem(p load.Problem) string {
	advice := r.misplaced(p)
	if file, _, _ := strings.Cut(p.Pos, ".go:"); strings.HasSuffix(file, "_test") && !r.signatures {
		advice = "; -test=false leaves out test files"
	}
	p.Pos = r.paths.Short(p.Pos)
	return fmt.Sprintf("%v%s; %s is left alone", p, advice, p.Package)
}

// complain reports errors. One that many packages have for the same reason,
// such as a wrong flag, is reported once.
func (r *run) complain(errs ...error) {
	seen := make(map[string]bool)
	for _, err := range errs {
		if err == nil {
			continue
		}
		r.failed = true
		reason := err.Error()
		if cause := errors.Unwrap(err); cause != nil {
			reason = cause.Error()
		}
		if !seen[reason] {
			fmt.Fprintln(r.Stderr, "unnest:", err)
		}
		seen[reason] = true
	}
}

// status is the exit status when so many pyramids are left.
func (r *run) status(left int) int {
	switch {
	case r.failed:
		return exitError
	case left > 0:
		return exitFindings
	}
	return exitNothing
}

// flatten applies the fixes, or shows them.
func (r *run) flatten(ctx context.Context) int {
	result, err := flatten.All(ctx, r.progress, r.program, r.session, r.outcomes)
	r.progress.end()
	if err != nil {
		return r.fail(err)
	}
	r.outcomes = nil // their failures are in the result
	r.failures()
	r.complain(result.Errors...)
	if r.diff {
		return r.show(ctx, result)
	}
	left, err := r.unknown(report.Pyramids(result.Left))
	if err != nil {
		return r.fail(err) // nothing is written: the summary would be missing
	}
	if err := write.Files(ctx, withOtherNames(result.Files, r.program.Roots)); err != nil {
		return r.fail(err)
	}
	r.print(r.Stdout, left)
	r.summary(ctx, result)
	return r.status(len(left))
}

// show prints the diff. The files stay as they are, so do the pyramids.
func (r *run) show(ctx context.Context, result *flatten.Result) int {
	left, err := r.unknown(report.Pyramids(result.Unwritten))
	if err != nil {
		return r.fail(err)
	}
	if err := r.writeDiff(result.Files); err != nil {
		return r.fail(err)
	}
	r.print(r.Stderr, left)
	r.requirements(ctx, result)
	return r.status(result.Flattened + len(left))
}

// writeDiff writes what changes in files. Where some of them stand beside the working
// directory, it says where the diff can be applied.
func (r *run) writeDiff(files []write.File) error {
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	paths := r.paths.Around(names)
	for _, f := range files {
		if _, err := r.Stdout.Write(patch.Diff(paths.Diff(f.Name), f.Before, f.After)); err != nil {
			return err
		}
	}
	if paths != r.paths {
		fmt.Fprintf(r.Stderr, "unnest: the diff has names below %s, apply it there\n", paths.Dir)
	}
	return nil
}

// summary says in one line what was done, when something was.
func (r *run) summary(ctx context.Context, result *flatten.Result) {
	if result.Flattened == 0 {
		return
	}
	fmt.Fprintf(r.Stderr, "unnest: flattened %s in %s, %d left\n",
		count(result.Flattened, "pyramid"), count(len(result.Files), "file"), len(result.Left))
	r.requirements(ctx, result)
}

// requirements says what is left to do for modules that do not require the
// runtime. The command does not run it: it would change go.mod, and need the
// network.
func (r *run) requirements(ctx context.Context, result *flatten.Result) {
	if result.Flattened == 0 {
		return
	}
	for _, module := range result.Requires {
		r.require(ctx, module)
	}
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
