package rewrite

import (
	"go/ast"
	"go/token"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

const contextPath = "context"

// contextOf is the name of the context package in a file, or the one that it
// would be imported by.
func contextOf(src *plan.Source) string {
	if name := imported(src, contextPath); name != "" {
		return name
	}
	return fresh(src, contextPath)
}

// importContext adds the import of the context package, by a name, to edits
// that import the promise package or do nothing, unless it is imported.
func importContext(src *plan.Source, name string, promise []analysis.TextEdit) []analysis.TextEdit {
	if imported(src, contextPath) != "" {
		return promise
	}
	spec := strconv.Quote(contextPath)
	if name != contextPath {
		spec = name + " " + spec
	}
	if decl := lastImport(src.File); decl != nil && !decl.Lparen.IsValid() && len(promise) > 1 {
		return append(promise, insertStandard(src, decl, spec)) // which gets parentheses
	}
	if decl := firstImport(src.File); decl != nil && decl.Lparen.IsValid() && !isC(decl.Specs[0]) {
		return append(promise, insertStandard(src, decl, spec))
	}
	pkg := src.File.Name // written anew: behind it another edit may begin
	return append(promise, analysis.TextEdit{
		Pos: pkg.Pos(), End: pkg.End(), NewText: []byte(pkg.Name + "\n\nimport " + spec),
	})
}

// firstImport is the first import declaration, or nil.
func firstImport(file *ast.File) *ast.GenDecl {
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if ok && gen.Tok == token.IMPORT && len(gen.Specs) > 0 {
			return gen
		}
	}
	return nil
}

// insertStandard adds an import of the standard library to a declaration, in
// order, or in a group of its own at the front.
func insertStandard(src *plan.Source, decl *ast.GenDecl, spec string) analysis.TextEdit {
	if foreign(decl.Specs[0]) {
		return insertion(decl.Specs[0].Pos(), spec+"\n\n\t")
	}
	for _, s := range decl.Specs {
		if path(s) > contextPath || foreign(s) {
			return insertion(s.Pos(), spec+"\n\t")
		}
	}
	last := decl.Specs[len(decl.Specs)-1] // written anew: behind its line another edit may begin
	end := lineEnd(last)
	if !decl.Lparen.IsValid() {
		end = last.End()
	}
	return analysis.TextEdit{
		Pos: last.Pos(), End: end, NewText: []byte(src.Slice(last.Pos(), end) + "\n\t" + spec),
	}
}
