// Package flatten applies the fixes of a program until none is left.
//
// In go a loaded program and its pyramids; out come the new texts of files and
// the pyramids that stay. Nothing is written: the rounds take place in memory,
// and each package is type-checked and analyzed again in the form that it will
// have. So a second run of the command finds nothing to do.
package flatten

import (
	"cmp"
	"context"
	"fmt"
	"go/types"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/cmd/unnest/internal/pyramid"
	"github.com/unnest-go/unnest/cmd/unnest/internal/write"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// maxRounds bounds how often a package is analyzed again. Two rounds are the
// rule: one that fixes, one that finds nothing. Fixes that overlap take more.
const maxRounds = 20

// A Result is what flattening comes to.
type Result struct {
	Files     []write.File       // by name
	Flattened int                // how many pyramids
	Left      []*pyramid.Pyramid // what stays, with the reasons
	Unwritten []*pyramid.Pyramid // the same, in the files as they are as long as nothing is written
	Errors    []error            // packages that could not be analyzed again
	Requires  []load.Module      // those that do not require the runtime yet, by path
}

type flattener struct {
	ctx      context.Context
	progress io.Writer
	program  *load.Program
	session  *drive.Session

	original  map[string][]byte    // texts on disk, of packages with fixes
	texts     map[string][]byte    // the same, as they are by now
	withdrawn map[string]error     // by key
	missing   map[load.Module]bool // do not require the runtime

	first    []*pyramid.Pyramid     // those of the files on disk
	imported map[[2]string]imported // by directory and path
	result   *Result
}

// An imported package is one that fixes bring, or why there is none.
type imported struct {
	pkg *types.Package
	err error
}

// All applies all fixes of the outcomes. What it is doing goes to progress, a line
// for each package.
func All(
	ctx context.Context, progress io.Writer, program *load.Program, session *drive.Session,
	outcomes []*drive.Outcome,
) (*Result, error) {
	f := &flattener{
		ctx:       ctx,
		progress:  progress,
		program:   program,
		session:   session,
		original:  make(map[string][]byte),
		texts:     make(map[string][]byte),
		withdrawn: make(map[string]error),
		missing:   make(map[load.Module]bool),
		imported:  make(map[[2]string]imported),
		result:    new(Result),
	}
	for range maxRounds {
		changed, err := f.round(outcomes)
		if err != nil {
			return nil, err
		}
		if len(changed) == 0 {
			return f.finish(), nil
		}
		session.Overlay(f.texts)
		outcomes = session.Run(changed)
	}
	return nil, fmt.Errorf("flattening %s does not come to an end; please report this",
		outcomes[0].Package.PkgPath)
}

func (f *flattener) finish() *Result {
	for _, name := range slices.Sorted(maps.Keys(f.original)) {
		before, after := f.original[name], f.texts[name]
		if string(before) != string(after) {
			f.result.Files = append(f.result.Files, write.File{Name: name, Before: before, After: after})
		}
	}
	f.result.Requires = slices.SortedFunc(maps.Keys(f.missing), func(a, b load.Module) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Dir, b.Dir))
	})
	pyramid.Sort(f.result.Left)
	f.result.Unwritten = f.unwritten()
	return f.result
}

// round applies the fixes of each package once and returns the packages that
// changed, in their new form.
func (f *flattener) round(outcomes []*drive.Outcome) ([]*packages.Package, error) {
	var changed []*packages.Package
	for _, outcome := range outcomes {
		if outcome.Err != nil {
			f.result.Errors = append(f.result.Errors, outcome.Err)
			continue
		}
		pkg, err := f.apply(outcome)
		if err != nil {
			return nil, err
		}
		if pkg != nil {
			changed = append(changed, pkg)
		}
	}
	return changed, nil
}

// apply applies the fixes of one package. It returns the new package, nil when
// nothing changed: then what is left of it is final.
func (f *flattener) apply(outcome *drive.Outcome) (*packages.Package, error) {
	all := pyramid.Of(outcome)
	if f.untouched(outcome.Package) {
		f.first = append(f.first, all...)
	}
	if !slices.ContainsFunc(all, func(p *pyramid.Pyramid) bool { return p.Refusal == nil }) {
		f.result.Left = append(f.result.Left, all...)
		return nil, nil
	}
	pkg := outcome.Package
	fmt.Fprintf(f.progress, "flattening %s\n", pkg.PkgPath)
	if err := f.read(pkg); err != nil {
		return nil, err
	}
	fixes := make(map[*pyramid.Pyramid]*patch.Fix)
	var list []*patch.Fix
	for _, p := range all {
		f.recall(p)
		if p.Refusal == nil {
			fixes[p] = &patch.Fix{Edits: p.Edits}
			list = append(list, fixes[p])
		}
	}
	result := patch.Apply(f.input(pkg), list)
	for _, p := range all {
		if fix := fixes[p]; fix != nil {
			f.note(p, fix)
		}
	}
	if result.Checked == nil {
		f.result.Left = append(f.result.Left, all...)
		return nil, nil
	}
	maps.Copy(f.texts, result.Texts)
	edited := *pkg
	checked := result.Checked
	edited.Syntax, edited.Types, edited.TypesInfo = checked.Files, checked.Types, checked.Info
	return &edited, nil
}

// untouched reports whether no file of a package has another text by now.
func (f *flattener) untouched(pkg *packages.Package) bool {
	return !slices.ContainsFunc(fileNames(pkg), func(name string) bool { return f.texts[name] != nil })
}

// recall refuses a pyramid whose fix was withdrawn in an earlier round.
func (f *flattener) recall(p *pyramid.Pyramid) {
	if p.Refusal != nil {
		return
	}
	if err := f.withdrawn[p.Key(f.texts[p.Position.Filename])]; err != nil {
		refuse(p, err)
	}
}

// note keeps what became of a fix.
func (f *flattener) note(p *pyramid.Pyramid, fix *patch.Fix) {
	switch {
	case fix.Err != nil:
		f.withdrawn[p.Key(f.texts[p.Position.Filename])] = fix.Err
		refuse(p, fix.Err)
	case !fix.Postponed:
		f.result.Flattened++
	}
}

func refuse(p *pyramid.Pyramid, err error) {
	p.Refusal = &chain.Refusal{
		Rule:   "unsound",
		Pos:    p.Finding.Chain.Head().Call.Pos(),
		Text:   err.Error(),
		Remedy: "please report this: the fix should have been right",
	}
}

// read reads the files of a package that were not read yet.
func (f *flattener) read(pkg *packages.Package) error {
	for _, name := range fileNames(pkg) {
		if f.original[name] != nil {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		f.original[name], f.texts[name] = text, text
	}
	return nil
}

func fileNames(pkg *packages.Package) []string {
	var names []string
	for _, file := range pkg.Syntax {
		names = append(names, pkg.Fset.File(file.FileStart).Name())
	}
	return names
}

func (f *flattener) input(pkg *packages.Package) *patch.Package {
	p := &patch.Package{
		Fset:      pkg.Fset,
		Types:     pkg.Types,
		Sizes:     pkg.TypesSizes,
		GoVersion: load.GoVersion(pkg),
		Files:     fileNames(pkg),
		Texts:     make(map[string][]byte),
		Importer:  importer{f, pkg},
	}
	for _, name := range p.Files {
		p.Texts[name] = f.texts[name]
	}
	return p
}

// An importer finds what a package imports, or comes to import by a fix.
type importer struct {
	f   *flattener
	pkg *packages.Package
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if imp := i.pkg.Imports[path]; imp != nil && imp.Types != nil {
		return imp.Types, nil
	}
	key := [2]string{i.directory(), path}
	if known, ok := i.f.imported[key]; ok {
		return known.pkg, known.err
	}
	pkg, err := i.f.program.Import(i.f.ctx, i.directory(), path)
	if path == patch.RuntimePath {
		m, unready := i.f.program.Unready(i.f.ctx, i.pkg)
		if unready || err != nil {
			i.f.missing[m] = true
		}
		if err != nil {
			pkg, err = patch.Runtime(i)
		}
	}
	i.f.imported[key] = imported{pkg, err}
	return pkg, err
}

// directory is where the go command finds the package's module.
func (i importer) directory() string {
	if i.pkg.Module != nil && i.pkg.Module.Dir != "" {
		return i.pkg.Module.Dir
	}
	return filepath.Dir(fileNames(i.pkg)[0])
}
