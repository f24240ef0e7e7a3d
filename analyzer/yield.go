package analyzer

import (
	"go/ast"
	"go/token"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// fixed is what the fixes of mistakes change: the result of an analyzer of [BugsOn].
type fixed []analysis.TextEdit

// Yielding has a, which requires one of [New], suggest no fix around a place where one of the
// mistakes, analyzers of [BugsOn], has one. It is for drivers that apply the fixes of both in one
// go: the mistake comes first, and the pyramid in the next run.
func Yielding(a *analysis.Analyzer, mistakes []*analysis.Analyzer) {
	run := a.Run
	a.Requires = append(slices.Clip(a.Requires), mistakes...)
	a.Run = func(pass *analysis.Pass) (any, error) {
		var edits fixed
		for _, m := range mistakes {
			edits = append(edits, pass.ResultOf[m].(fixed)...)
		}
		own := *pass
		own.Report = func(d analysis.Diagnostic) { pass.Report(edits.yieldedBy(pass.Files, d)) }
		return run(&own)
	}
}

var fixedType = reflect.TypeFor[fixed]()

// add adds the edits of a diagnostic.
func (f *fixed) add(d analysis.Diagnostic) {
	for _, fix := range d.SuggestedFixes {
		*f = append(*f, fix.TextEdits...)
	}
}

// yieldedBy is a diagnostic without its fixes if one of them is around one of the edits.
func (f fixed) yieldedBy(files []*ast.File, d analysis.Diagnostic) analysis.Diagnostic {
	for _, fix := range d.SuggestedFixes {
		if f.within(files, fix) {
			d.SuggestedFixes = nil
		}
	}
	return d
}

// within reports whether one of the edits is among those of a fix, imports apart. What a fix
// leaves between its edits has another meaning behind it.
func (f fixed) within(files []*ast.File, fix analysis.SuggestedFix) bool {
	body := slices.DeleteFunc(slices.Clone(fix.TextEdits), func(e analysis.TextEdit) bool {
		return slices.ContainsFunc(files, func(file *ast.File) bool {
			return file.FileStart <= e.Pos && e.Pos < bodyStart(file)
		})
	})
	from, to := token.Pos(0), token.Pos(0)
	for i, e := range body {
		if i == 0 || e.Pos < from {
			from = e.Pos
		}
		to = max(to, e.End)
	}
	return slices.ContainsFunc(f, func(e analysis.TextEdit) bool { return from <= e.End && e.Pos <= to })
}

// bodyStart is where the first declaration of a file begins that is no import.
func bodyStart(file *ast.File) token.Pos {
	for _, decl := range file.Decls {
		if gen, ok := decl.(*ast.GenDecl); !ok || gen.Tok != token.IMPORT {
			return decl.Pos()
		}
	}
	return file.FileEnd
}
