// Package report writes what the command found, for people and for programs.
package report

import (
	"fmt"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/cmd/unnest/internal/pyramid"
)

// A Paths shortens the names of files.
type Paths struct{ Dir string }

// Short is a file's name as it is printed: below the directory with a leading
// "./", which is what programs that look for file names in a log recognize,
// elsewhere complete.
func (p Paths) Short(name string) string {
	rel, ok := p.relative(name)
	if !ok {
		return name
	}
	return "./" + rel
}

// Diff is a file's name as a diff has it.
func (p Paths) Diff(name string) string {
	rel, ok := p.relative(name)
	if !ok {
		return strings.TrimPrefix(filepath.ToSlash(name), "/")
	}
	return rel
}

// Around is the paths below the nearest directory that has all these files in it: a diff
// has no name for a file that does not lie below the place where it is applied.
func (p Paths) Around(names []string) Paths {
	for _, name := range names {
		for parent := filepath.Dir(p.Dir); parent != p.Dir; parent = filepath.Dir(p.Dir) {
			if _, below := p.relative(name); below {
				break
			}
			p.Dir = parent
		}
	}
	return p
}

func (p Paths) relative(name string) (string, bool) {
	rel, err := filepath.Rel(p.Dir, name)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

func (p Paths) position(pos token.Position) string {
	pos.Filename = p.Short(pos.Filename)
	return pos.String()
}

// reason is a piece of evidence with its place. The place stands in its text as well,
// without the directory.
func (p Paths) reason(fset *token.FileSet, r chain.Reason) string {
	if !r.Pos.IsValid() {
		return r.Text
	}
	at := fset.PositionFor(r.Pos, false)
	at.Filename = filepath.Base(at.Filename)
	text := strings.TrimSuffix(r.Text, fmt.Sprintf(": %v", at))
	return fmt.Sprintf("%s (%s)", text, p.position(fset.PositionFor(r.Pos, false)))
}

// Text writes one line for each finding, and one more for each place that has
// to do with a mistake.
func Text(w io.Writer, paths Paths, all []*Finding) {
	for _, f := range all {
		f.text(w, paths)
	}
}

// Explained writes several lines for each pyramid: what each of its steps
// rests on, how it would be translated, and what stands against it; and for a mistake the
// fix that is suggested.
func Explained(w io.Writer, paths Paths, all []*Finding) {
	for _, f := range all {
		f.text(w, paths)
		if f.pyramid == nil {
			f.fixes(w)
			continue
		}
		e := explainer{w, paths, f.pyramid}
		e.steps(f.pyramid.Finding)
		for _, beside := range f.pyramid.Beside {
			e.steps(beside)
		}
		e.strategies()
		e.cuts(f.pyramid.Finding)
		if f.pyramid.Refusal != nil {
			e.refusal(f.pyramid.Refusal)
		}
	}
}

func (f *Finding) text(w io.Writer, paths Paths) {
	at := paths.position(f.Position)
	if f.pyramid != nil {
		fmt.Fprintf(w, "%s: %s (depth %d: %s)\n", at, f.Message, f.pyramid.Finding.Chain.Depth(), f.Subject)
		return
	}
	fmt.Fprintf(w, "%s: %s (%s)\n", at, f.Message, f.Category)
	for _, r := range f.Related {
		fmt.Fprintf(w, "\t%s: %s\n", paths.position(f.Package.Fset.PositionFor(r.Pos, false)), r.Message)
	}
}

// fixes tells what is suggested against a mistake.
func (f *Finding) fixes(w io.Writer) {
	for _, fix := range f.Fixes {
		fmt.Fprintf(w, "\tfix, which go vet -%s -fix applies: %s\n", f.Category, fix.Message)
	}
}

type explainer struct {
	w       io.Writer
	paths   Paths
	pyramid *pyramid.Pyramid
}

func (e *explainer) printf(format string, args ...any) {
	fmt.Fprintf(e.w, "\t"+format+"\n", args...)
}

// at is the place of a remark, empty when it has none in the source.
func (e *explainer) at(pos token.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	return " (" + e.paths.position(e.pyramid.Package.Fset.PositionFor(pos, false)) + ")"
}

func (e *explainer) steps(f *chain.Finding) {
	steps := f.Chain.Steps
	if f.Chain.Tail != nil {
		steps = append(slices.Clip(steps), f.Chain.Tail)
	}
	if f.Chain.Round != nil {
		steps = append(slices.Clip(steps), f.Chain.Round)
	}
	for _, s := range steps {
		hop := ""
		if s.Hop {
			hop = ", only moves execution elsewhere"
		}
		e.printf("%s: one-shot is %v, calls back %v%s%s",
			s.Name, s.Evidence, s.Timing, hop, e.at(s.Call.Pos()))
		for _, r := range s.Reasons {
			e.printf("\t%s", e.paths.reason(e.pyramid.Package.Fset, r))
		}
	}
}

func (e *explainer) strategies() {
	for _, s := range e.pyramid.Strategies {
		e.printf("strategy: %s", s)
	}
}

// cuts tells where a chain that is flattened in parts stays nested. A step that has
// to stay alone is cut off from both of its neighbors, for one reason.
func (e *explainer) cuts(f *chain.Finding) {
	told := e.pyramid.Refusal
	for _, cut := range f.Cuts {
		if cut.Reason == told || cut.Reason == e.pyramid.Refusal {
			continue
		}
		told = cut.Reason
		e.printf("stays nested: %s [%s]%s", cut.Reason.Text, cut.Reason.Rule, e.at(cut.Reason.Pos))
		e.remedy(cut.Reason)
	}
	for _, inner := range f.Inner {
		e.cuts(inner)
	}
}

func (e *explainer) refusal(r *chain.Refusal) {
	e.printf("refused by the rule %s%s", r.Rule, e.at(r.Pos))
	e.remedy(r)
}

func (e *explainer) remedy(r *chain.Refusal) {
	if r.Remedy != "" {
		e.printf("to lift it: %s", r.Remedy)
	}
}
