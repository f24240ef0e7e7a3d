package rewrite

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// importPromise returns the name of the promise package in a file, and the
// edits that import it when it is not imported yet.
func importPromise(src *plan.Source) (string, []analysis.TextEdit) {
	if name := imported(src, promisePath); name != "" {
		return name, nil
	}
	name, spec := fresh(src, promiseName), strconv.Quote(promisePath)
	if name != promiseName {
		spec = name + " " + spec
	}
	return name, insertImport(src, spec)
}

// imported is the name by which a file imports a package, where it means
// nothing else; otherwise it is empty.
func imported(src *plan.Source, path string) string {
	for _, spec := range src.File.Imports {
		name := src.Info.PkgNameOf(spec)
		if name == nil || name.Imported().Path() != path || name.Name() == "_" || name.Name() == "." {
			continue
		}
		if !hidden(src, name) {
			return name.Name()
		}
	}
	return ""
}

// hidden reports whether a name of an import means something else anywhere in
// the file.
func hidden(src *plan.Source, name *types.PkgName) bool {
	return slices.ContainsFunc(src.Named(name.Name()), func(id *ast.Ident) bool {
		obj := src.Info.Defs[id]
		return obj != nil && obj != name && !syntax.BehindDot(obj)
	})
}

// taken reports whether a name means anything in the package or the file.
func taken(src *plan.Source, name string) bool {
	if src.Pkg.Scope().Lookup(name) != nil {
		return true
	}
	for _, id := range src.Named(name) {
		if obj := src.Info.ObjectOf(id); obj != nil && !syntax.BehindDot(obj) {
			return true
		}
	}
	for _, spec := range src.File.Imports {
		if pkg := src.Info.PkgNameOf(spec); pkg != nil && pkg.Name() == name {
			return true
		}
	}
	return false
}

// fresh is a name for an import that nothing in the file has: that of the
// package if possible.
func fresh(src *plan.Source, pkg string) string {
	name := pkg
	for i := 1; taken(src, name); i++ {
		name = "un" + pkg
		if i > 1 {
			name += strconv.Itoa(i)
		}
	}
	return name
}

// insertImport adds an import where gofmt and goimports would have it: in
// order in the last group with imports that are not of the standard library,
// or in a group of its own at the end.
func insertImport(src *plan.Source, spec string) []analysis.TextEdit {
	decl := lastImport(src.File)
	if decl == nil {
		return []analysis.TextEdit{insertion(src.File.Name.End(), "\n\nimport "+spec)}
	}
	if decl.Lparen.IsValid() {
		return []analysis.TextEdit{insertSpec(src, decl, spec)}
	}
	only := decl.Specs[0]
	if isC(only) {
		return []analysis.TextEdit{insertion(decl.End(), "\n\nimport "+spec)}
	}
	return []analysis.TextEdit{
		{Pos: decl.Pos() + token.Pos(len("import")), End: only.Pos(), NewText: []byte(" (\n\t")},
		insertion(decl.End(), separator(only)+"\t"+spec+"\n)"),
	}
}

// insertSpec adds an import to a declaration in parentheses.
func insertSpec(src *plan.Source, decl *ast.GenDecl, spec string) analysis.TextEdit {
	group := lastGroup(src, decl)
	last := group[len(group)-1]
	if !foreign(last) && !foreign(group[0]) {
		return insertion(lineEnd(last), separator(last)+"\t"+spec)
	}
	for _, g := range slices.Backward(group) {
		if path(g) < promisePath {
			return insertion(lineEnd(g), "\n\t"+spec)
		}
	}
	return insertion(group[0].Pos(), spec+"\n\t")
}

func insertion(pos token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(text)}
}

// lastImport is the last import declaration with specs, other than import "C"
// if there is one.
func lastImport(file *ast.File) *ast.GenDecl {
	var last *ast.GenDecl
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.IMPORT {
			break
		}
		if len(gen.Specs) > 0 && (last == nil || !isC(gen.Specs[0])) {
			last = gen
		}
	}
	return last
}

// lastGroup lists the specs after the last blank line of a declaration.
func lastGroup(src *plan.Source, decl *ast.GenDecl) []ast.Spec {
	start := 0
	for i := 1; i < len(decl.Specs); i++ {
		between := src.Slice(decl.Specs[i-1].End(), decl.Specs[i].Pos())
		if strings.Contains(strings.ReplaceAll(between, "\r", ""), "\n\n") {
			start = i
		}
	}
	return decl.Specs[start:]
}

// lineEnd is the end of a spec with the comment on its line.
func lineEnd(spec ast.Spec) token.Pos {
	if c := spec.(*ast.ImportSpec).Comment; c != nil {
		return c.End()
	}
	return spec.End()
}

// separator is what stands between a spec and a new one of another kind.
func separator(spec ast.Spec) string {
	if foreign(spec) {
		return "\n"
	}
	return "\n\n"
}

func path(spec ast.Spec) string {
	p, _ := strconv.Unquote(spec.(*ast.ImportSpec).Path.Value)
	return p
}

// foreign reports whether an import is not of the standard library.
func foreign(spec ast.Spec) bool {
	first, _, _ := strings.Cut(path(spec), "/")
	return strings.Contains(first, ".")
}

func isC(spec ast.Spec) bool { return path(spec) == "C" }
