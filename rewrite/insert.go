package rewrite

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// insertImports adds imports where gofmt and goimports would have them: those of the
// standard library in the first group, others beside those of the same owner, in the last
// group with such, or in groups of their own.
func insertImports(src *plan.Source, all []addition) []analysis.TextEdit {
	if len(all) == 0 {
		return nil
	}
	slices.SortFunc(all, func(a, b addition) int {
		return cmp.Or(order(foreign(a.path), foreign(b.path)), cmp.Compare(a.path, b.path))
	})
	decl := lastImport(src.File)
	switch {
	case decl == nil:
		return []analysis.TextEdit{below(src, src.File.Name.End(), newDecl(all))}
	case !decl.Lparen.IsValid() && (isC(decl.Specs[0]) || decl.Doc != nil):
		return []analysis.TextEdit{below(src, decl.End(), newDecl(all))}
	}
	in := &inserter{src: src, decl: decl, lines: make(map[place][]string)}
	for _, a := range all {
		in.add(a)
	}
	return in.edits()
}

// order sorts what does not hold before what does.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// below inserts a declaration under the line of another one.
func below(src *plan.Source, end token.Pos, text string) analysis.TextEdit {
	end = beside(src, end)
	rest, next, _ := strings.Cut(src.Slice(end, src.File.FileEnd), "\n")
	if strings.TrimSpace(rest) == "" && strings.TrimSpace(next[:strings.IndexByte(next+"\n", '\n')]) != "" {
		text += "\n"
	}
	return insertion(end, "\n\n"+text)
}

// beside is the end of the comments that begin on the line of what ends at a place: they are
// about it, or about its line if they are directives.
func beside(src *plan.Source, end token.Pos) token.Pos {
	for _, group := range src.File.Comments {
		for _, c := range group.List {
			if c.Pos() >= end && strings.Trim(src.Slice(end, c.Pos()), " \t") == "" {
				end = c.Pos() + token.Pos(len(src.Comment(c)))
			}
		}
	}
	return end
}

// newDecl writes a declaration of imports.
func newDecl(all []addition) string {
	if len(all) == 1 {
		return "import " + all[0].spec
	}
	var b strings.Builder
	b.WriteString("import (")
	for i, a := range all {
		if i > 0 && foreign(a.path) && !foreign(all[i-1].path) {
			b.WriteString("\n")
		}
		b.WriteString("\n\t" + a.spec)
	}
	b.WriteString("\n)")
	return b.String()
}

// An inserter adds lines to a declaration.
type inserter struct {
	src   *plan.Source
	decl  *ast.GenDecl
	lines map[place][]string
}

// A place is in front of a spec or behind it.
type place struct {
	spec    ast.Spec
	behind  bool
	foreign bool // for imports that are not of the standard library
	apart   bool // for a group of their own
}

// front writes the lines in front of a spec, behind writes those at the end of one.
func (in *inserter) front(spec ast.Spec) string {
	var b strings.Builder
	for _, foreign := range []bool{false, true} {
		for _, apart := range []bool{true, false} {
			lines := in.lines[place{spec, false, foreign, apart}]
			for _, line := range lines {
				b.WriteString(line + "\n\t")
			}
			if apart && lines != nil {
				b.WriteString("\n\t")
			}
		}
	}
	return b.String()
}

func (in *inserter) behind(spec ast.Spec, foreign bool) string {
	var b strings.Builder
	for _, apart := range []bool{false, true} {
		lines := in.lines[place{spec, true, foreign, apart}]
		if apart && lines != nil {
			b.WriteString("\n")
		}
		for _, line := range lines {
			b.WriteString("\n\t" + line)
		}
	}
	return b.String()
}

// add adds a line. Those of each kind must come in order.
func (in *inserter) add(a addition) {
	at := in.place(a)
	in.lines[at] = append(in.lines[at], a.spec)
}

// place finds the place of an import, which may begin or end a group of its own there.
func (in *inserter) place(a addition) place {
	other := foreign(a.path)
	group := in.group(a.path)
	first, last := group[0], group[len(group)-1]
	switch {
	case other && !slices.ContainsFunc(group, a.like):
		return place{last, true, true, true}
	case !other && !slices.ContainsFunc(group, a.like):
		return place{first, false, false, true}
	}
	for _, spec := range slices.Backward(group) {
		if path(spec) < a.path && (other || !isForeign(spec)) {
			return place{spec, true, other, false}
		}
	}
	return place{first, false, other, first.(*ast.ImportSpec).Doc != nil}
}

// edits writes the lines. A spec with standard imports behind it is written anew: at its
// end another edit may begin, which other chains of the file do with and this not.
func (in *inserter) edits() []analysis.TextEdit {
	var all []analysis.TextEdit
	parens := in.decl.Lparen.IsValid()
	for _, spec := range in.decl.Specs {
		front, standard, others := in.front(spec), in.behind(spec, false), in.behind(spec, true)
		end := beside(in.src, spec.End())
		if !parens { // of the only one
			keyword := in.decl.Pos() + token.Pos(len("import"))
			front += strings.TrimLeft(in.src.Slice(keyword, spec.Pos()), " \t") // a comment
			all = append(all, analysis.TextEdit{
				Pos: keyword, End: spec.Pos(), NewText: []byte(" (\n\t" + front),
			})
			front, others = "", others+"\n)"
		}
		if front != "" {
			all = append(all, insertion(start(spec), front))
		}
		if standard != "" {
			text := in.src.Slice(spec.Pos(), end) + standard
			all = append(all, analysis.TextEdit{Pos: spec.Pos(), End: end, NewText: []byte(text)})
		}
		if others != "" {
			all = append(all, insertion(end, others))
		}
	}
	return all
}

// start is where a spec begins, with the comment above it.
func start(spec ast.Spec) token.Pos {
	if doc := spec.(*ast.ImportSpec).Doc; doc != nil {
		return doc.Pos()
	}
	return spec.Pos()
}

// like reports whether an import may stand in one group with that of a spec: with one of the
// standard library, or with another one; beside one that has no host none that has.
func (a addition) like(spec ast.Spec) bool {
	if hosted(a.path) {
		return hosted(path(spec))
	}
	return foreign(a.path) == isForeign(spec)
}

// group is the group that an import goes to: the first one if it is of the standard library, or
// else that with the import to which it is related most, or the last one.
func (in *inserter) group(of string) []ast.Spec {
	groups := in.groups()
	if !foreign(of) {
		return groups[0]
	}
	nearest, most := groups[len(groups)-1], 1
	for _, group := range groups {
		for _, spec := range group {
			if n := related(path(spec), of); n >= most {
				nearest, most = group, n
			}
		}
	}
	return nearest
}

// related counts the elements with which two paths begin alike, none if that is a host only.
func related(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	if n == 1 && hosted(a) {
		return 0
	}
	return n
}

// groups lists the specs between blank lines.
func (in *inserter) groups() [][]ast.Spec {
	var groups [][]ast.Spec
	from := 0
	for i := 1; i < len(in.decl.Specs); i++ {
		if in.parted(i) {
			groups = append(groups, in.decl.Specs[from:i])
			from = i
		}
	}
	return append(groups, in.decl.Specs[from:])
}

// parted reports whether a blank line stands in front of a spec.
func (in *inserter) parted(i int) bool {
	between := in.src.Slice(in.decl.Specs[i-1].End(), in.decl.Specs[i].Pos())
	return strings.Contains(strings.ReplaceAll(between, "\r", ""), "\n\n")
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

func path(spec ast.Spec) string {
	p, _ := strconv.Unquote(spec.(*ast.ImportSpec).Path.Value)
	return p
}

// foreign reports whether a package is not of the standard library.
func foreign(path string) bool {
	return path != "C" && path != "unsafe" && !syntax.OfStandard("", path)
}

// hosted reports whether the path of a package begins with a host, which those of modules that
// nobody else gets need not.
func hosted(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

func isForeign(spec ast.Spec) bool { return foreign(path(spec)) }

func isC(spec ast.Spec) bool { return path(spec) == "C" }
