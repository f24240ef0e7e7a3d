package rewrite

import (
	"bytes"
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

const contextPath = "context"

// imports are the names by which a file imports packages, or would import those that
// the text of chains needs.
type imports struct {
	src       *plan.Source
	elsewhere func() *Listing // of the package, in files that are not read
	added     []addition
	bare      []addition // imported with a dot: the name stands for nothing
}

// An addition is an import that a file does not have.
type addition struct{ name, path, spec string }

// name is the name by which the file imports a package, or the one that it would be
// imported by: that of the package itself if possible.
func (i *imports) name(path, pkg string) string {
	if name := imported(i.src, path); name != "" {
		return name
	}
	for _, a := range slices.Concat(i.added, i.bare) {
		if a.path == path {
			return a.name
		}
	}
	name, spec := i.fresh(pkg), strconv.Quote(path)
	if i.dotted(path) {
		i.bare = append(i.bare, addition{name: name, path: path})
		return name
	}
	if name != pkg {
		spec = name + " " + spec
	}
	i.added = append(i.added, addition{name, path, spec})
	return name
}

func (i *imports) promise() string { return i.name(promisePath, promiseName) }

func (i *imports) context() string { return i.name(contextPath, contextPath) }

// ofType is name for the package of a type.
func (i *imports) ofType(pkg *types.Package) string { return i.name(pkg.Path(), pkg.Name()) }

// needed adds the imports to edits whose text mentions them, and takes away the names that
// stand for nothing.
func (i *imports) needed(edits []analysis.TextEdit) []analysis.TextEdit {
	for _, a := range i.bare {
		for n := range edits {
			edits[n].NewText = unqualified(edits[n].NewText, a.name)
		}
	}
	var needed []addition
	for _, a := range i.added {
		if slices.ContainsFunc(edits, func(e analysis.TextEdit) bool { return a.mentioned(e.NewText) }) {
			needed = append(needed, a)
		}
	}
	return append(edits, insertImports(i.src, needed)...)
}

// mentioned reports whether a text mentions the name of the package in front of a dot.
func (a addition) mentioned(text []byte) bool {
	name := []byte(a.name + ".")
	for {
		before, after, found := bytes.Cut(text, name)
		last, _ := utf8.DecodeLastRune(before)
		if !found || last != '.' && last != '_' && !unicode.IsLetter(last) && !unicode.IsDigit(last) {
			return found
		}
		text = after
	}
}

// fresh is a name for an import that nothing in the file has, nor in the package in any
// build: that of the package if possible.
func (i *imports) fresh(pkg string) string {
	name := pkg
	for n := 1; i.taken(name); n++ {
		name = "un" + pkg
		if n > 1 {
			name += strconv.Itoa(n)
		}
	}
	return name
}

// taken reports whether a name means anything in the package or the file.
func (i *imports) taken(name string) bool {
	if i.src.Pkg.Scope().Lookup(name) != nil {
		return true
	}
	for _, id := range i.src.Named(name) {
		if obj := i.src.Info.ObjectOf(id); obj != nil && !syntax.BehindDot(obj) {
			return true
		}
	}
	for _, spec := range i.src.File.Imports {
		if pkg := i.src.Info.PkgNameOf(spec); pkg != nil && pkg.Name() == name {
			return true
		}
	}
	named := func(a addition) bool { return a.name == name }
	return i.elsewhere().declared[name] != nil || slices.ContainsFunc(slices.Concat(i.added, i.bare), named)
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
