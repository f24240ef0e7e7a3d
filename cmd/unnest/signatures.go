package main

import (
	"cmp"
	"context"
	"fmt"
	"go/token"
	"io"
	"slices"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/cmd/unnest/internal/migrate"
	"github.com/unnest-go/unnest/cmd/unnest/internal/pyramid"
	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
	"github.com/unnest-go/unnest/cmd/unnest/internal/write"
	"github.com/unnest-go/unnest/rewrite"
)

// A candidate is a function that takes a completion, and where it stands.
type candidate struct {
	*rewrite.Signature
	pkg *packages.Package
	at  token.Position
}

// change changes signatures, or reports those that can be changed.
func (r *run) change(ctx context.Context) int {
	config := load.Config{Dir: r.Dir, Tests: true, Progress: r.progress}
	if r.tags != "" {
		config.BuildFlags = []string{"-tags=" + r.tags}
	}
	if r.fix || r.diff {
		return r.migrate(ctx, config)
	}
	if err := r.look(ctx, config); err != nil {
		r.progress.end()
		return r.fail(err)
	}
	r.borrowed(ctx, r.program)
	r.overlooked(r.Stderr, r.program.Roots)
	r.progress.end()
	warn(r.Stderr, r.paths, r.outcomes)
	if err := r.meaningful(r.outcomes); err != nil {
		return r.fail(err)
	}
	r.failures()
	left := r.candidates(nil)
	pyramids := r.pyramidsAmong(func(*pyramid.Pyramid) bool { return true })
	r.tell(r.Stdout, left)
	r.print(r.Stdout, report.Pyramids(pyramids))
	return r.status(len(left) + len(pyramids))
}

// look loads the program and looks for signatures: once more, with what is around, where some can
// change and packages around import them.
func (r *run) look(ctx context.Context, config load.Config) error {
	program, err := load.Load(ctx, config, r.patterns...)
	if err != nil {
		return err
	}
	r.program, r.analysis.Bodies = program, program.Bodies
	r.progress.hide()
	fmt.Fprintf(r.progress, "analyzing %d packages\n", len(program.Roots))
	finder := rewrite.NewSignatures(r.analysis, migrate.Whole(program))
	r.outcomes = drive.NewSession(finder).Run(program.Roots)
	if config.Around != nil || !r.convertible() {
		return nil
	}
	if config.Around = program.Importers(ctx); len(config.Around) == 0 {
		return nil
	}
	return r.look(ctx, config)
}

// convertible reports whether a function can come to return a promise, as far as was looked.
func (r *run) convertible() bool {
	return slices.ContainsFunc(r.candidates(nil), func(c candidate) bool { return c.Refusal == nil })
}

// migrate changes signatures, or shows how.
func (r *run) migrate(ctx context.Context, config load.Config) int {
	fmt.Fprintf(r.progress, "changing signatures\n")
	m := &migrate.Migration{Config: config, Patterns: r.patterns, Analysis: r.analysis}
	result, err := m.All(ctx)
	r.progress.end()
	if err != nil {
		return r.fail(err)
	}
	r.program, r.outcomes = result.Program, result.Outcomes
	r.program.Problems = result.Problems
	r.overlooked(r.Stderr, r.program.Roots)
	warn(r.Stderr, r.paths, result.Before)
	if err := r.meaningful(result.Before); err != nil {
		return r.fail(err)
	}
	if r.diff {
		r.outcomes = result.Before // which is what the files have
	}
	r.failures()
	left := slices.DeleteFunc(r.candidates(result), func(c candidate) bool { return c.Refusal == nil })
	pyramids := r.pyramidsAmong(func(p *pyramid.Pyramid) bool { return p.Refusal != nil })
	if r.diff {
		if err := r.writeDiff(result.Files); err != nil {
			return r.fail(err)
		}
		r.tell(r.Stderr, left)
		r.print(r.Stderr, report.Pyramids(pyramids))
		r.lacking(ctx, result)
		return r.status(len(result.Files) + len(left) + len(pyramids))
	}
	if err := write.Files(ctx, withOtherNames(result.Files, r.program.Roots)); err != nil {
		return r.fail(err)
	}
	r.tell(r.Stdout, left)
	r.print(r.Stdout, report.Pyramids(pyramids))
	if len(result.Files) > 0 {
		r.sum(ctx, result, len(left)+len(pyramids))
		r.outlived(result)
	}
	return r.status(len(left) + len(pyramids))
}

// meaningful is an error about a pattern that means nothing, nil for none.
func (r *run) meaningful(outcomes []*drive.Outcome) error {
	found, all := r.signaturesIn(outcomes)
	if !all {
		return nil // what it means may stand in a package that is missing
	}
	return unmatched(r.Stderr, r.checkable(true), found)
}

// signaturesIn are what was found in packages, and whether these are all.
func (r *run) signaturesIn(outcomes []*drive.Outcome) (found []*analyzer.Result, all bool) {
	for _, o := range outcomes {
		result, ok := o.Result.(*rewrite.Signatures)
		if !ok {
			return nil, false
		}
		if result.Found != nil {
			found = append(found, result.Found)
		}
	}
	return found, len(r.program.Problems) == 0
}

// outlived warns of the patterns that have lost their meaning by the change.
func (r *run) outlived(result *migrate.Result) {
	before, all := r.signaturesIn(result.Before)
	after, still := r.signaturesIn(result.Outcomes)
	if all && still {
		outlived(r.Stderr, r.checkable(true), before, after)
	}
}

// sum says in one line what was done.
func (r *run) sum(ctx context.Context, result *migrate.Result, left int) {
	callers := count(result.Changes[rewrite.Flatten]+result.Changes[rewrite.Settle], "caller") + " changed"
	if links := result.Changes[rewrite.Adopt]; links > 0 {
		callers += ", " + count(links, "link") + " shortened"
	}
	fmt.Fprintf(r.Stderr, "unnest: %s %s a promise, %s, in %s, %d left\n",
		count(result.Changes[rewrite.Declare], "function"), agree(result.Changes[rewrite.Declare], "return"),
		callers, count(len(result.Files), "file"), left)
	r.lacking(ctx, result)
}

// lacking says what is left to do for the modules of changed files that do not require
// the runtime.
func (r *run) lacking(ctx context.Context, result *migrate.Result) {
	for _, pkg := range result.Program.Roots {
		m, unready := result.Program.Unready(ctx, pkg)
		if (unready || result.Program.LacksRuntime) && changes(result, pkg) {
			r.require(ctx, m)
		}
	}
}

// changes reports whether a migration changes a file of a package.
func changes(result *migrate.Result, pkg *packages.Package) bool {
	changed := func(f write.File) bool { return slices.Contains(pkg.GoFiles, f.Name) }
	return slices.ContainsFunc(result.Files, changed)
}

// agree is a verb after so many.
func agree(n int, verb string) string {
	if n == 1 {
		return verb + "s"
	}
	return verb
}

// candidates lists the functions whose signature can change, or why it cannot,
// in the order of their places. Before a migration, which flattens, those can that are flattened first;
// after it, those that are left can not.
func (r *run) candidates(result *migrate.Result) []candidate {
	var all []candidate
	for _, o := range r.outcomes {
		found, ok := o.Result.(*rewrite.Signatures)
		if !ok {
			continue // failed
		}
		for _, s := range found.Functions {
			if s.Refusal.Kept() || s.Refusal != nil && result != nil && result.Made(o.Package, s) {
				continue
			}
			if result == nil || s.Flat != nil {
				s.Refusal = s.Flat
			}
			c := candidate{s, o.Package, s.Position(o.Package.Fset)}
			if file := migrate.FileOf(o.Package, s.Func.Pos()); s.Refusal == nil && file != nil {
				s.Refusal = pyramid.Locked(o.Package, file, s.Func.Pos())
			}
			all = append(all, c)
		}
		if result != nil {
			unsound(result, o, found)
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.at.Filename, b.at.Filename), cmp.Compare(a.at.Offset, b.at.Offset))
	})
	return all
}

// unsound says of the functions whose change was withdrawn why it was.
func unsound(result *migrate.Result, o *drive.Outcome, found *rewrite.Signatures) {
	for _, change := range found.Stages[rewrite.Declare] {
		err := result.Withdrawn(o.Package, change)
		for _, s := range found.Functions {
			if err != nil && s.Refusal == nil && s.Func.Pos() == change.Pos {
				s.Refusal = &chain.Refusal{Rule: "unsound", Pos: change.Pos, Text: err.Error()}
			}
		}
	}
}

// tell reports functions.
func (r *run) tell(w io.Writer, all []candidate) {
	for _, c := range all {
		at := fmt.Sprintf("%s:%d:%d", r.paths.Short(c.at.Filename), c.at.Line, c.at.Column)
		if c.Refusal == nil {
			fmt.Fprintf(w, "%s: %s can return a promise (as %s)\n", at, c.Func.Name(), c.names())
			continue
		}
		fmt.Fprintf(w, "%s: %s keeps its callback: %s\n", at, c.Func.Name(), c.Refusal.Text)
		if !r.explain {
			continue
		}
		fmt.Fprintf(w, "\trefused by the rule %s\n", c.Refusal.Rule)
		if c.Refusal.Remedy != "" {
			fmt.Fprintf(w, "\tto lift it: %s\n", c.Refusal.Remedy)
		}
	}
}

// names are those that the function which returns the promise may come to have.
func (c *candidate) names() string {
	if c.Func.Exported() {
		return c.Name
	}
	return fmt.Sprintf("%s, or by its own name if nobody needs the old function", c.Name)
}

// pyramidsAmong lists the pyramids of all packages that are wanted.
func (r *run) pyramidsAmong(wanted func(*pyramid.Pyramid) bool) []*pyramid.Pyramid {
	var all []*pyramid.Pyramid
	for _, o := range r.outcomes {
		all = append(all, pyramid.Of(o)...)
	}
	pyramid.Sort(all)
	return slices.DeleteFunc(all, func(p *pyramid.Pyramid) bool {
		return p.Finding.Chain.Depth() < max(r.analysis.Depth, pyramid.Least) || !wanted(p)
	})
}
