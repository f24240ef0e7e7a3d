package migrate

import (
	"context"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/cmd/unnest/internal/pyramid"
	"github.com/unnest-go/unnest/rewrite"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// apply makes the changes of the first of the stages that has any. It returns the
// package as it is then, nil when nothing changed.
func (m *Migration) apply(
	ctx context.Context, outcome *drive.Outcome, stages []rewrite.Stage,
) (*packages.Package, error) {
	found, ok := outcome.Result.(*rewrite.Signatures)
	if !ok {
		return nil, nil
	}
	for _, stage := range stages {
		changes := m.possible(outcome.Package, stage, found.Stages[stage])
		if len(changes) == 0 {
			continue
		}
		pkg, err := m.make(ctx, outcome.Package, stage, changes)
		if err != nil || pkg != nil {
			return pkg, err
		}
	}
	return nil, nil
}

// possible leaves out changes in files that are never edited, those that
// were withdrawn or are in conflict with other packages, and the tidying of functions that
// an earlier migration has made: somebody may hold their promises for a while by now.
func (m *Migration) possible(
	pkg *packages.Package, stage rewrite.Stage, changes []*rewrite.Change,
) []*rewrite.Change {
	var list []*rewrite.Change
	for _, c := range changes {
		ours := stage != rewrite.Tidy || m.made[made(pkg, c)] != ""
		if stage == rewrite.Declare && m.conflicts[made(pkg, c)] != nil {
			continue
		}
		if ours && m.withdrawn[key(pkg, stage, c)] == nil && !locked(pkg, c) {
			list = append(list, c)
		}
	}
	return list
}

// made is a function that comes to return a promise.
func made(pkg *packages.Package, c *rewrite.Change) string { return madeAs(pkg, c.Made) }

// madeAs is the same by its name, Name or Type.Name.
func madeAs(pkg *packages.Package, name string) string { return pkg.PkgPath + "." + name }

// locked reports whether a change edits a file that is never edited.
func locked(pkg *packages.Package, c *rewrite.Change) bool {
	for _, e := range c.Edits {
		if file := FileOf(pkg, e.Pos); file == nil || pyramid.Locked(pkg, file, e.Pos) != nil {
			return true
		}
	}
	return false
}

// FileOf is the file of a package that a position lies in.
func FileOf(pkg *packages.Package, pos token.Pos) *ast.File {
	for _, f := range pkg.Syntax {
		if f.FileStart <= pos && pos < f.FileEnd {
			return f
		}
	}
	return nil
}

// make makes changes in one package.
func (m *Migration) make(
	ctx context.Context, pkg *packages.Package, stage rewrite.Stage, changes []*rewrite.Change,
) (*packages.Package, error) {
	input := &patch.Package{
		Fset: pkg.Fset, Types: pkg.Types, Sizes: pkg.TypesSizes, GoVersion: load.GoVersion(pkg),
		Texts:    make(map[string][]byte),
		Importer: importer{ctx, m, pkg},
	}
	for _, file := range pkg.Syntax {
		name := pkg.Fset.File(file.FileStart).Name()
		text, err := m.read(name)
		if err != nil {
			return nil, err
		}
		input.Files = append(input.Files, name)
		input.Texts[name] = text
	}
	var fixes []*patch.Fix
	for _, c := range changes {
		fixes = append(fixes, &patch.Fix{Edits: c.Edits, Comments: c.Comments, Declares: c.Declares})
	}
	result := patch.Apply(input, fixes)
	for i, fix := range fixes {
		switch {
		case fix.Err != nil:
			m.withdrawn[key(pkg, stage, changes[i])] = fix.Err
		case !fix.Postponed:
			m.result.Changes[stage]++
			m.made[made(pkg, changes[i])] = pkg.PkgPath
		}
	}
	if result.Checked == nil {
		return nil, nil
	}
	maps.Copy(m.texts, result.Texts)
	edited := *pkg
	checked := result.Checked
	edited.Syntax, edited.Types, edited.TypesInfo = checked.Files, checked.Types, checked.Info
	return &edited, nil
}

// An importer finds what a package imports, or comes to import.
type importer struct {
	ctx context.Context
	m   *Migration
	pkg *packages.Package
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if imp := i.pkg.Imports[path]; imp != nil && imp.Types != nil {
		return imp.Types, nil
	}
	program := i.m.result.Program
	if path != patch.RuntimePath {
		return program.Import(i.ctx, i.directory(), path)
	}
	return program.Runtime(i.ctx)
}

// directory is where the go command finds the package's module.
func (i importer) directory() string {
	if i.pkg.Module != nil && i.pkg.Module.Dir != "" {
		return i.pkg.Module.Dir
	}
	return filepath.Dir(i.pkg.Fset.File(i.pkg.Syntax[0].FileStart).Name())
}
