// Package twin flattens functions beside themselves.
//
// In go a package with a generated file, and the functions in it that do what
// operations of the package do, as text that was copied; out comes the file with
// these functions as chains. The package itself stays as it is, and nothing is
// written.
package twin

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/rewrite"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// A Job is a package with functions that are to become chains.
type Job struct {
	Package  *packages.Package // with the generated file
	Texts    map[string][]byte // of all of its files
	Output   string            // name of the generated file
	Importer types.Importer
	Analysis analyzer.Config
	Twins    map[string]string // the functions, Name or Type.Name, by the key of the operation
	Loops    map[string]bool   // keys of operations that are nested because they call themselves

	session   *drive.Session
	outcome   *drive.Outcome
	keys      map[string]string // by the names of the functions
	flat      map[string]bool   // keys of those in which something was flattened
	withdrawn map[string]bool
	reasons   map[string]string // why something in a function was not flattened, by key
}

// A Result is what became of the functions.
type Result struct {
	Text   []byte            // of the generated file
	Nested map[string]string // why nothing of a function could be flattened, by key
}

// maxRounds bounds how often the package is analyzed.
const maxRounds = 50

// Run flattens the functions.
func (j *Job) Run() (*Result, error) {
	j.keys, j.flat = make(map[string]string), make(map[string]bool)
	j.withdrawn, j.reasons = make(map[string]bool), make(map[string]string)
	wanted := make(map[string]bool)
	for key, name := range j.Twins {
		j.keys[name], wanted[key] = key, true
	}
	j.session = drive.NewSession(rewrite.NewTwins(j.Analysis, wanted))
	if err := j.analyze(j.Package); err != nil {
		return nil, err
	}
	for range maxRounds {
		changed, err := j.follow()
		if err != nil {
			return nil, err
		}
		if !changed {
			return j.result(), nil
		}
	}
	return nil, fmt.Errorf("flattening %s does not come to an end; please report this", j.Package.PkgPath)
}

// result says what became of the functions.
func (j *Job) result() *Result {
	r := &Result{Text: j.Texts[j.Output], Nested: make(map[string]string)}
	for key, decl := range j.decls() {
		if !j.flat[key] || j.Loops[key] && j.goesOn(key, decl) {
			r.Nested[key] = cmp.Or(j.reasons[key], j.refusal(key, decl))
		}
	}
	return r
}

// goesOn reports whether a chain beside a function that calls itself goes on in that: it is one turn.
func (j *Job) goesOn(key string, decl *ast.FuncDecl) bool {
	for n := range ast.Preorder(decl.Body) {
		id, ok := n.(*ast.Ident)
		if !ok {
			continue
		}
		fn, ok := j.outcome.Package.TypesInfo.Uses[id].(*types.Func)
		if ok && chain.KeyOf(fn.Origin()) == key {
			return true
		}
	}
	return false
}

// refusal is why a function has a pyramid still.
func (j *Job) refusal(key string, decl *ast.FuncDecl) string {
	for _, r := range j.outcome.Result.(*rewrite.Signatures).Rewrites {
		at := r.Finding.Chain.Head().Call.Pos()
		if decl.Pos() <= at && at < decl.End() && r.Refusal != nil {
			return r.Refusal.Error()
		}
	}
	if j.Loops[key] {
		return "it calls itself in its callback, and a chain beside it would be one turn of that loop"
	}
	return "nothing in it can be flattened"
}

// analyze looks for what can be changed.
func (j *Job) analyze(pkg *packages.Package) error {
	j.session.Overlay(j.Texts)
	j.outcome = j.session.Run([]*packages.Package{pkg})[0]
	return j.outcome.Err
}

// apply makes changes and analyzes the outcome.
func (j *Job) apply(changes []*rewrite.Change) ([]*patch.Fix, error) {
	pkg := j.outcome.Package
	input := &patch.Package{
		Fset: pkg.Fset, Types: pkg.Types, Sizes: pkg.TypesSizes, GoVersion: load.GoVersion(pkg),
		Texts: j.Texts, Importer: j.Importer,
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
	return fixes, j.analyze(&edited)
}

// twinAt is the key of the function in which a place lies, "" for none.
func (j *Job) twinAt(pos token.Pos) string {
	for key, decl := range j.decls() {
		if decl.Pos() <= pos && pos < decl.End() {
			return key
		}
	}
	return ""
}

// decls finds the functions, by key.
func (j *Job) decls() map[string]*ast.FuncDecl {
	pkg := j.outcome.Package
	found := make(map[string]*ast.FuncDecl)
	for _, file := range pkg.Syntax {
		if pkg.Fset.File(file.FileStart).Name() != j.Output {
			continue
		}
		for _, d := range file.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			fn, ok := pkg.TypesInfo.Defs[decl.Name].(*types.Func)
			if !ok {
				continue
			}
			if key := j.keys[(&chain.Operation{Func: fn}).Name()]; key != "" {
				found[key] = decl
			}
		}
	}
	return found
}
