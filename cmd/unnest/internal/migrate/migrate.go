// Package migrate changes signatures in a whole program until nothing is left.
//
// In go packages; out come the new texts of files, the functions that return
// promises now, and what stays. Nothing is written. Each round loads the program
// anew, with the texts so far in place of the files: a package that comes to
// declare something is seen by those that import it, and one that does not
// compile any more stops everything.
package migrate

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/cmd/unnest/internal/write"
	"github.com/unnest-go/unnest/rewrite"
)

// maxRounds bounds how often the program is loaded, with one more for every package. One
// round declares, one flattens, one follows, one finds nothing; and a package may have to wait
// for those that it imports.
const maxRounds = 10

// phases are stages in each of which all packages come to an end before the next one begins.
// What has become flat may return a promise, and call back once, so that its callers become
// flat: those that settle a promise by then would stay nested.
var phases = [][]rewrite.Stage{
	{rewrite.Declare, rewrite.Flatten},
	{rewrite.Declare, rewrite.Flatten, rewrite.Settle, rewrite.Adopt, rewrite.Tidy, rewrite.Rename},
}

// A Migration is a program whose signatures are to change.
type Migration struct {
	Config   load.Config
	Patterns []string
	Analysis analyzer.Config

	texts     map[string][]byte // of files that differ from those on disk
	original  map[string][]byte
	withdrawn map[string]error  // by key
	made      map[string]string // functions that return promises by now, and their packages
	conflicts map[string]error  // functions with whose names other packages do not compile
	disturbs  []load.Problem    // packages around that did not compile at first
	result    *Result
}

// A Result is what a migration comes to.
type Result struct {
	Program  *load.Program    // in its last form
	Outcomes []*drive.Outcome // of its packages
	Before   []*drive.Outcome // of the packages as they were
	Files    []write.File     // by name
	Changes  map[rewrite.Stage]int
	Problems []load.Problem // packages that were not analyzed
	Errors   []error

	withdrawn map[string]error
	conflicts map[string]error
	made      map[string]string
}

// All migrates the program, in memory. Where another package would not compile with the name
// of a function, all is done again without that one. It is once more where something comes to be
// declared and packages around import it, with these in sight: what they have may be at odds with it.
func (m *Migration) All(ctx context.Context) (*Result, error) {
	m.conflicts = make(map[string]error)
	for {
		result, err := m.attempt(ctx)
		c, ok := errors.AsType[*conflict](err)
		switch {
		case ok && m.avoid(c):
		case err != nil || len(m.made) == 0 || m.Config.Around != nil:
			return result, err
		default:
			if m.Config.Around = result.Program.Importers(ctx); len(m.Config.Around) == 0 {
				return result, nil
			}
		}
	}
}

// attempt migrates the program, but for the functions that are in conflict.
func (m *Migration) attempt(ctx context.Context) (*Result, error) {
	m.texts, m.original = make(map[string][]byte), make(map[string][]byte)
	m.withdrawn, m.made = make(map[string]error), make(map[string]string)
	m.result = &Result{
		Changes: make(map[rewrite.Stage]int), withdrawn: m.withdrawn, conflicts: m.conflicts, made: m.made,
	}
	if err := m.load(ctx); err != nil {
		return nil, err
	}
	// All adapters are there before callers look for one.
	if _, err := m.round(ctx, [][]rewrite.Stage{{rewrite.Declare}}); err != nil {
		return nil, err
	}
	for range maxRounds + len(m.result.Program.Roots) {
		if err := m.load(ctx); err != nil {
			return nil, err
		}
		changed, err := m.round(ctx, phases)
		if err != nil {
			return nil, err
		}
		if !changed {
			return m.finish(), nil
		}
	}
	return nil, errors.New("changing signatures does not come to an end; please report this")
}

// load reads the program in its present form. What compiled before must still
// do so.
func (m *Migration) load(ctx context.Context) error {
	config := m.Config
	config.Overlay = m.texts
	program, err := load.Load(ctx, config, m.Patterns...)
	if err != nil {
		return err
	}
	before := [][]load.Problem{m.result.Problems, m.disturbs}
	for i, now := range [][]load.Problem{program.Problems, program.Disturbs} {
		if m.result.Program != nil && len(now) > len(before[i]) {
			return &conflict{news(before[i], now)}
		}
	}
	if m.result.Program == nil {
		m.result.Problems, m.disturbs = program.Problems, program.Disturbs
	}
	m.result.Program = program
	return nil
}

// news is the first problem that was none before.
func news(before, after []load.Problem) load.Problem {
	for _, p := range after {
		known := func(o load.Problem) bool { return o.Package == p.Package }
		if !slices.ContainsFunc(before, known) {
			return p
		}
	}
	return after[0]
}

// round makes the changes of the first phase that has any, in every package, and reports
// whether there were any.
func (m *Migration) round(ctx context.Context, phases [][]rewrite.Stage) (bool, error) {
	m.Analysis.Bodies = m.result.Program.Bodies
	session := drive.NewSession(rewrite.NewSignatures(m.Analysis, Whole(m.result.Program)))
	session.Overlay(m.texts)
	m.result.Outcomes = session.Run(m.result.Program.Roots)
	if m.result.Before == nil {
		m.result.Before = slices.Clone(m.result.Outcomes)
	}
	for _, outcome := range m.result.Outcomes {
		if outcome.Err != nil {
			m.result.Errors = append(m.result.Errors, outcome.Err)
		}
	}
	for _, stages := range phases {
		changed, err := m.phase(ctx, session, stages)
		if changed || err != nil {
			return changed, err
		}
	}
	return false, nil
}

// phase makes the changes of some stages in every package.
func (m *Migration) phase(ctx context.Context, session *drive.Session, stages []rewrite.Stage) (bool, error) {
	changed := false
	for i, outcome := range m.result.Outcomes {
		if outcome.Err != nil {
			continue
		}
		last, err := m.settle(ctx, session, outcome, stages)
		if err != nil {
			return false, err
		}
		changed = changed || last != outcome
		m.result.Outcomes[i] = last
	}
	return changed, nil
}

// Whole is what has to be known of all packages.
func Whole(program *load.Program) *rewrite.Program {
	whole := &rewrite.Program{Bodies: program.Bodies}
	for _, pkg := range slices.Concat(program.Roots, program.Around) {
		if pkg.TypesInfo != nil {
			whole.Add(pkg.Fset, pkg.Types, pkg.TypesInfo, pkg.Syntax)
		}
	}
	return whole
}

// settle changes one package until there is nothing left of the stages.
func (m *Migration) settle(
	ctx context.Context, session *drive.Session, outcome *drive.Outcome, stages []rewrite.Stage,
) (*drive.Outcome, error) {
	const most = 50
	for range most {
		pkg, err := m.apply(ctx, outcome, stages)
		if err != nil || pkg == nil {
			return outcome, err
		}
		session.Overlay(m.texts)
		outcome = session.Run([]*packages.Package{pkg})[0]
		if outcome.Err != nil {
			return nil, outcome.Err
		}
	}
	return nil, fmt.Errorf("changing signatures of %s does not come to an end; please report this",
		outcome.Package.PkgPath)
}

func (m *Migration) finish() *Result {
	for _, name := range slices.Sorted(maps.Keys(m.texts)) {
		before, after := m.original[name], m.texts[name]
		if string(before) != string(after) {
			m.result.Files = append(m.result.Files, write.File{Name: name, Before: before, After: after})
		}
	}
	return m.result
}

// read returns the text of a file as it is by now.
func (m *Migration) read(name string) ([]byte, error) {
	if text, ok := m.texts[name]; ok {
		return text, nil
	}
	text, err := os.ReadFile(name)
	if err == nil {
		m.original[name] = text
	}
	return text, err
}

// key identifies a change in whatever version of the file.
func key(pkg *packages.Package, stage rewrite.Stage, c *rewrite.Change) string {
	name := pkg.Fset.PositionFor(c.Pos, false).Filename
	var texts []string
	for _, e := range c.Edits {
		texts = append(texts, string(e.NewText))
	}
	return fmt.Sprintf("%s %d %s %q", name, stage, c.Func, texts)
}

// Made reports whether a function has come to return a promise, be it only after what refused it
// at first was flattened.
func (r *Result) Made(pkg *packages.Package, s *rewrite.Signature) bool {
	return r.made[madeAs(pkg, s.Declared())] != ""
}

// Withdrawn is why a function was not declared anew although nothing refused
// it, nil when it was.
func (r *Result) Withdrawn(pkg *packages.Package, c *rewrite.Change) error {
	if err := r.conflicts[made(pkg, c)]; err != nil {
		return err
	}
	return r.withdrawn[key(pkg, rewrite.Declare, c)]
}
