// Package patch turns proposed fixes into files that are safe to write.
//
// In go a package and fixes for it; out come the new texts of its files, with
// every fix that keeps the package sound: the sum of them type-checks, keeps
// the package's declarations and every comment. A fix that does not is
// withdrawn, with the reason.
//
// It writes no file and judges no chain.
package patch

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/rewrite/internal/edit"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// A Package is a package that type-checks, and the texts of its files.
type Package struct {
	Fset      *token.FileSet
	Types     *types.Package
	Sizes     types.Sizes
	GoVersion string            // such as "go1.27", empty for the newest
	Files     []string          // names, in the order in which they were checked
	Texts     map[string][]byte // by name
	Importer  types.Importer
}

// A Fix is the set of edits that flattens one chain.
type Fix struct {
	Edits []analysis.TextEdit // positions in the package's Fset

	Comments []Comment // those that it changes
	Declares []string  // declarations that it changes: Name or Type.Name

	Err       error // why it was withdrawn, nil otherwise
	Postponed bool  // another fix edits the same text; to be proposed anew after that one
}

// A Comment is one that a fix changes: a place in its file, its text before, empty for a
// new one, and after, empty for one that goes.
type Comment = verify.Change

// A Result is a package with the fixes applied that were neither withdrawn nor
// postponed.
type Result struct {
	Texts   map[string][]byte // new texts of the files that changed, by name
	Checked *verify.Checked   // the package as it is then; nil when nothing changed
}

// Apply applies fixes to a package. It tells in each of them what became of it. A fix is
// postponed for one that is applied: if all are withdrawn that others had to wait for, those
// have their turn at once.
func Apply(pkg *Package, fixes []*Fix) *Result {
	a := &applier{pkg: pkg, edits: make(map[*Fix]fileEdits)}
	for {
		result := a.sound(a.disjoint(fixes))
		waiting := slices.DeleteFunc(slices.Clone(fixes), func(f *Fix) bool { return !f.Postponed })
		if result.Checked != nil || len(waiting) == 0 {
			return result
		}
		for _, f := range waiting {
			f.Postponed = false
		}
		fixes = waiting
	}
}

// fileEdits are edits by the name of the file.
type fileEdits map[string][]edit.Edit

type applier struct {
	pkg      *Package
	edits    map[*Fix]fileEdits
	original *verify.Checked // the package without fixes, when it was needed
}

// disjoint returns the fixes whose edits stand beside each other, the first of
// every two that do not; the others it marks. One that is in its own way is withdrawn.
func (a *applier) disjoint(fixes []*Fix) []*Fix {
	buffers := a.buffers()
	var kept []*Fix
	for _, f := range fixes {
		edits, err := a.offsets(f)
		if err != nil {
			f.Err = err
			continue
		}
		a.edits[f] = edits
		err = addAll(maps.Clone(buffers), buffers, edits)
		switch {
		case err == nil:
			kept = append(kept, f)
		case len(kept) == 0:
			f.Err = fmt.Errorf("a mistake of unnest: %w; please report it", err)
		default:
			f.Postponed = true
		}
	}
	return kept
}

// addAll adds the edits of one fix, in all of its files or in none.
func addAll(before, buffers map[string]*edit.Buffer, edits fileEdits) error {
	for name, list := range edits {
		changed := *buffers[name]
		if err := changed.Add(list); err != nil {
			maps.Copy(buffers, before)
			return err
		}
		buffers[name] = &changed
	}
	return nil
}

func (a *applier) buffers() map[string]*edit.Buffer {
	all := make(map[string]*edit.Buffer)
	for name, text := range a.pkg.Texts {
		all[name] = edit.NewBuffer(text)
	}
	return all
}

// offsets translates a fix's positions to places in the files' texts.
func (a *applier) offsets(f *Fix) (fileEdits, error) {
	all := make(fileEdits)
	for _, e := range f.Edits {
		end := e.End
		if !end.IsValid() {
			end = e.Pos // an insertion
		}
		file := a.pkg.Fset.File(e.Pos)
		if file == nil || a.pkg.Fset.File(end) != file {
			return nil, fmt.Errorf("an edit of %q lies in no file", e.NewText)
		}
		if text, ok := a.pkg.Texts[file.Name()]; !ok || len(text) != file.Size() {
			return nil, fmt.Errorf("%s changed while it was read", file.Name())
		}
		all[file.Name()] = append(all[file.Name()],
			edit.Edit{Start: file.Offset(e.Pos), End: file.Offset(end), New: string(e.NewText)})
	}
	return all, nil
}

// sound applies those of the fixes that may be applied together and withdraws
// the others: those in whose text an error stands, and when there is none,
// those that it finds by halving. As a rule all are sound, and one attempt
// tells.
func (a *applier) sound(fixes []*Fix) *Result {
	if len(fixes) == 0 {
		return new(Result)
	}
	result, err := a.try(fixes)
	if err == nil {
		return result
	}
	if len(fixes) == 1 {
		fixes[0].Err = err
		return new(Result)
	}
	if rest := a.blame(fixes); len(rest) < len(fixes) {
		return a.sound(rest)
	}
	half := len(fixes) / 2
	left, right := fixes[:half:half], fixes[half:]
	first := a.sound(left)
	a.sound(right)
	both := slices.DeleteFunc(slices.Clone(fixes), func(f *Fix) bool { return f.Err != nil })
	if len(both) == 0 {
		return first
	}
	result, err = a.try(both)
	if err != nil { // each half is sound, the sum is not
		withdraw(right, err)
		return first
	}
	return result
}

// blame withdraws the fixes in whose text an error stands and returns the
// others. Before formatting it is known whose text stands where.
func (a *applier) blame(fixes []*Fix) []*Fix {
	buffers, err := a.merge(fixes)
	if err != nil {
		return fixes
	}
	texts := make(map[string][]byte)
	for name, b := range buffers {
		texts[name] = b.Bytes()
	}
	_, errs := verify.Check(a.pkg.Fset, a.edited(texts))
	for _, e := range errs {
		b := buffers[e.Pos.Filename]
		if b == nil {
			continue // no position
		}
		if at, ok := b.At(e.Pos.Offset); ok {
			withdraw(a.owners(fixes, e.Pos.Filename, at), notCompiling(e))
		}
	}
	return slices.DeleteFunc(slices.Clone(fixes), func(f *Fix) bool { return f.Err != nil })
}

// owners are the fixes that bring an edit. When there are several, it is no
// more than an import.
func (a *applier) owners(fixes []*Fix, name string, e edit.Edit) []*Fix {
	var all []*Fix
	for _, f := range fixes {
		if slices.Contains(a.edits[f][name], e) {
			all = append(all, f)
		}
	}
	if len(all) > 1 {
		return nil
	}
	return all
}

func notCompiling(e *verify.Error) error {
	return errors.New("the flattened code would not compile: " + e.Text)
}

func withdraw(fixes []*Fix, err error) {
	for _, f := range fixes {
		if f.Err == nil {
			f.Err = err
		}
	}
}

// try applies the fixes and verifies the outcome.
func (a *applier) try(fixes []*Fix) (*Result, error) {
	buffers, err := a.merge(fixes)
	if err != nil {
		return nil, err
	}
	texts := make(map[string][]byte)
	for name, b := range buffers {
		if len(b.Edits()) == 0 {
			continue
		}
		text, err := b.Format()
		if err != nil {
			return nil, fmt.Errorf("the flattened code does not parse: %w", err)
		}
		texts[name] = text
	}
	checked, err := a.verify(texts, fixes)
	if err != nil {
		return nil, err
	}
	return &Result{texts, checked}, nil
}

// merge returns the files' buffers with all edits of the fixes.
func (a *applier) merge(fixes []*Fix) (map[string]*edit.Buffer, error) {
	buffers := a.buffers()
	for _, f := range fixes {
		if err := addAll(buffers, buffers, a.edits[f]); err != nil {
			return nil, err
		}
	}
	return buffers, nil
}

// verify checks the package with the new texts of some of its files, which it
// changes where an import is not used any more.
func (a *applier) verify(texts map[string][]byte, fixes []*Fix) (*verify.Checked, error) {
	checked, errs := verify.Check(a.pkg.Fset, a.edited(texts))
	if len(errs) > 0 && dropImports(a.pkg.Texts, texts, errs) {
		checked, errs = verify.Check(a.pkg.Fset, a.edited(texts))
	}
	if len(errs) > 0 {
		first := slices.MinFunc(errs, func(x, y *verify.Error) int {
			return cmp.Or(
				cmp.Compare(x.Pos.Filename, y.Pos.Filename), cmp.Compare(x.Pos.Offset, y.Pos.Offset))
		})
		return nil, notCompiling(first)
	}
	var declares []string
	comments := make(map[string][]Comment)
	for _, f := range fixes {
		declares = append(declares, f.Declares...)
		for _, c := range f.Comments {
			name := a.pkg.Fset.File(c.Pos).Name()
			comments[name] = append(comments[name], c)
		}
	}
	if err := verify.API(a.pkg.Types, checked.Types, declares...); err != nil {
		return nil, err
	}
	if err := a.bindings(checked, fixes); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if err := verify.Comments(a.pkg.Texts[name], texts[name], comments[name]...); err != nil {
			return nil, err
		}
	}
	return checked, nil
}

// bindings checks that names mean what they meant.
func (a *applier) bindings(checked *verify.Checked, fixes []*Fix) error {
	if a.original == nil {
		original, errs := verify.Check(a.pkg.Fset, a.edited(nil))
		if len(errs) > 0 {
			return errs[0]
		}
		a.original = original
	}
	spans := make(map[string][]verify.Span)
	for _, f := range fixes {
		for name, edits := range a.edits[f] {
			for _, e := range edits {
				spans[name] = append(spans[name], verify.Span{Start: e.Start, End: e.End})
			}
		}
	}
	return verify.Bindings(a.pkg.Fset, a.original, checked, spans)
}

func (a *applier) edited(texts map[string][]byte) *verify.Package {
	p := &verify.Package{
		Path:      a.pkg.Types.Path(),
		GoVersion: a.pkg.GoVersion,
		Sizes:     a.pkg.Sizes,
		Importer:  a.pkg.Importer,
	}
	for _, name := range a.pkg.Files {
		text, ok := texts[name]
		if !ok {
			text = a.pkg.Texts[name]
		}
		p.Files = append(p.Files, verify.File{Name: name, Src: text})
	}
	return p
}

// Diff is the difference between two texts of a file as a unified diff.
func Diff(name string, before, after []byte) []byte { return edit.Unified(name, before, after) }

// CgoNoise reports whether an error of a package says only that it uses cgo,
// whose types are not known when its files are checked as they were written.
func CgoNoise(files []*ast.File, err types.Error) bool { return verify.CgoNoise(files, err) }

// Fitting is a text with the line ending that another one has at an offset, where it is to
// stand.
func Fitting(text, src []byte, at int) []byte { return edit.Fitting(text, src, at) }

// RuntimePath is the package that flattened code calls.
const RuntimePath = verify.RuntimePath

// Language is the version of the language that it is written in, and that a
// module has at least which requires it.
const Language = verify.Language

// Version is the version of the language in which flattened code of a module is
// compiled, given the module's.
func Version(module string) string { return verify.Version(module) }

// Runtime returns the types of that package for a module that does not require
// it yet. The importer finds standard packages.
func Runtime(importer types.Importer) (*types.Package, error) { return verify.Runtime(importer) }
