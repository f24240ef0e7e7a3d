package golangci_test

import (
	"bytes"
	"go/ast"
	"go/token"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/rewrite/golangci"
)

// golangci-lint applies fixes with rules of its own, and says nothing when it
// leaves one out. So that it never does, diagnostics have to be as these tests
// want them. They look at pyramids beside and inside of each other.

func TestNoAlternatives(t *testing.T) {
	// It applies all fixes of a diagnostic, so two would overlap.
	for _, d := range found(t) {
		if len(d.SuggestedFixes) > 1 {
			t.Errorf("%v: %d fixes", d.pos(), len(d.SuggestedFixes))
		}
	}
}

func TestEditsStayInTheFile(t *testing.T) {
	// It drops the edits in other files and applies the rest.
	for _, d := range found(t) {
		for _, e := range d.edits() {
			file := d.fset.File(d.Pos)
			if d.fset.File(e.Pos) != file || d.fset.File(e.End) != file {
				t.Errorf("%v: an edit of another file, at %v", d.pos(), d.fset.Position(e.Pos))
			}
		}
	}
}

func TestFixesDoNotOverlap(t *testing.T) {
	// It leaves out all fixes of a file when two overlap. Only what both do in
	// the same way, which is to add an import, is done once.
	all := found(t)
	for i, d := range all {
		for _, other := range all[:i] {
			for _, e := range d.edits() {
				for _, o := range other.edits() {
					same := e.Pos == o.Pos && e.End == o.End && bytes.Equal(e.NewText, o.NewText)
					if !same && e.Pos < o.End && o.Pos < e.End {
						t.Errorf("%v: overlaps with the fix of %v", d.pos(), other.pos())
					}
				}
			}
		}
	}
}

func TestNothingIsInsertedButImports(t *testing.T) {
	// All drivers coalesce insertions of the same text at the same place:
	// right for imports, wrong for what is to stand there twice.
	for _, d := range found(t) {
		for _, e := range d.edits() {
			if e.Pos == e.End && e.Pos >= d.body {
				t.Errorf("%v: inserts %q", d.pos(), e.NewText)
			}
		}
	}
}

func TestSameImportIsInsertedAlike(t *testing.T) {
	// What two fixes insert at one place has to be the same, or there would
	// be both.
	all := found(t)
	for i, d := range all {
		for _, other := range all[:i] {
			for _, e := range d.edits() {
				for _, o := range other.edits() {
					if e.Pos == o.Pos && e.Pos < d.body && !bytes.Equal(e.NewText, o.NewText) {
						t.Errorf("%v and %v insert %q and %q", d.pos(), other.pos(), e.NewText, o.NewText)
					}
				}
			}
		}
	}
}

// A diagnostic is one of the plugin's.
type diagnostic struct {
	analysis.Diagnostic
	fset *token.FileSet
	body token.Pos // end of the imports of its file
}

func (d *diagnostic) pos() token.Position { return d.fset.Position(d.Pos) }

func (d *diagnostic) edits() []analysis.TextEdit {
	var all []analysis.TextEdit
	for _, fix := range d.SuggestedFixes {
		all = append(all, fix.TextEdits...)
	}
	return all
}

// found runs the plugin on the programs.
func found(t *testing.T) []*diagnostic {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadSyntax | packages.NeedModule,
	}, "./testdata/several", "../../testdata/pyramids/...")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(analyzers(t), pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []*diagnostic
	fixes := 0
	for _, root := range graph.Roots {
		if root.Err != nil {
			t.Fatal(root.Err)
		}
		for _, d := range root.Diagnostics {
			fset := root.Package.Fset
			all = append(all, &diagnostic{d, fset, bodyOf(root.Package, d.Pos)})
			fixes += len(d.SuggestedFixes)
		}
	}
	if fixes < 10 {
		t.Fatalf("%d fixes are too few to tell anything", fixes)
	}
	return all
}

func analyzers(t *testing.T) []*analysis.Analyzer {
	t.Helper()
	makePlugin, err := register.GetPlugin(golangci.Name)
	if err != nil {
		t.Fatal(err)
	}
	plugin, err := makePlugin(nil)
	if err != nil {
		t.Fatal(err)
	}
	list, err := plugin.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// bodyOf is where the declarations after the imports begin.
func bodyOf(pkg *packages.Package, pos token.Pos) token.Pos {
	for _, file := range pkg.Syntax {
		if pos < file.FileStart || file.FileEnd <= pos {
			continue
		}
		for _, decl := range file.Decls {
			if gen, ok := decl.(*ast.GenDecl); !ok || gen.Tok != token.IMPORT {
				return decl.Pos()
			}
		}
	}
	return token.NoPos
}
