// Package twin flattens functions beside themselves.
//
// In go a package, and functions of it that take a completion and have pyramids;
// out come functions that return promises and do the same, each a chain, as text
// for another file. The package itself stays as it is: in memory the functions
// are changed as those are whose signatures change, and what comes of it is
// taken out.
package twin

import (
	"fmt"
	"go/types"
	"maps"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/rewrite"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// A Job is a package whose functions get twins.
type Job struct {
	Package  *packages.Package // where nothing has the names of the twins
	Sound    *types.Package    // the same, with functions of these names
	Texts    map[string][]byte // of all of its files
	Importer types.Importer
	Analysis analyzer.Config
	Wanted   map[string]bool // keys of the functions

	session   *drive.Session
	outcome   *drive.Outcome
	names     map[string]string // keys by the names of the twins: Name or Type.Name
	flat      map[string]bool   // keys of those in which something was flattened
	withdrawn map[string]bool
	result    *Result
}

// A Result is what became of the functions, by key.
type Result struct {
	Twins   map[string]*rewrite.Twin
	Refused map[string]string // why there is no twin that could be declared
	Nested  map[string]string // why nothing of a twin could be flattened
}

// maxRounds bounds how often the package is analyzed.
const maxRounds = 50

// Run makes the twins. When some are refused, that is all that it says: the
// others may need them.
func (j *Job) Run() (*Result, error) {
	j.names, j.flat, j.withdrawn = make(map[string]string), make(map[string]bool), make(map[string]bool)
	j.result = &Result{
		Twins:   make(map[string]*rewrite.Twin),
		Refused: make(map[string]string),
		Nested:  make(map[string]string),
	}
	j.session = drive.NewSession(rewrite.NewSignatures(j.Analysis))
	found, err := j.analyze(j.Package)
	if err != nil {
		return nil, err
	}
	if err := j.declare(found); err != nil || len(j.result.Refused) > 0 {
		return j.result, err
	}
	for range maxRounds {
		changed, err := j.follow()
		if err != nil {
			return nil, err
		}
		if !changed {
			j.extract()
			return j.result, nil
		}
	}
	return nil, fmt.Errorf("flattening %s does not come to an end; please report this", j.Package.PkgPath)
}

// analyze looks for what can be changed.
func (j *Job) analyze(pkg *packages.Package) (*rewrite.Signatures, error) {
	j.session.Overlay(j.Texts)
	j.outcome = j.session.Run([]*packages.Package{pkg})[0]
	if j.outcome.Err != nil {
		return nil, j.outcome.Err
	}
	return j.outcome.Result.(*rewrite.Signatures), nil
}

// apply makes changes and analyzes the outcome.
func (j *Job) apply(changes []*rewrite.Change, before *types.Package) ([]*patch.Fix, error) {
	pkg := j.outcome.Package
	input := &patch.Package{
		Fset: pkg.Fset, Types: before, Sizes: pkg.TypesSizes, GoVersion: load.GoVersion(pkg),
		Texts: j.Texts, Importer: j.Importer, Incomplete: before == j.Sound,
	}
	for _, file := range pkg.Syntax {
		input.Files = append(input.Files, pkg.Fset.File(file.FileStart).Name())
	}
	var fixes []*patch.Fix
	for _, c := range changes {
		fixes = append(fixes, &patch.Fix{Edits: c.Edits, Comments: c.Comments, Declares: c.Declares})
	}
	result := patch.Apply(input, fixes)
	if result.Checked == nil {
		return fixes, nil
	}
	j.Texts = maps.Clone(j.Texts)
	maps.Copy(j.Texts, result.Texts)
	edited, checked := *pkg, result.Checked
	edited.Syntax, edited.Types, edited.TypesInfo = checked.Files, checked.Types, checked.Info
	_, err := j.analyze(&edited)
	return fixes, err
}
