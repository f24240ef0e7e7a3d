package bugs

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
)

// around lists the completions of the functions that a function stands in, its
// own first.
func (p *Package) around(fn inspector.Cursor) []*completion {
	var all []*completion
	for at := range fn.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		all = append(all, p.completionsOf(at)...)
	}
	return all
}

// text is the source of a node, empty when it cannot be read.
func (p *Package) text(n ast.Node) string { return p.between(n.Pos(), n.End()) }

// between is the source between two places in a file.
func (p *Package) between(from, to token.Pos) string {
	file := p.Pass.Fset.File(from)
	data, err := p.Pass.ReadFile(file.Name())
	if err != nil || len(data) != file.Size() {
		return ""
	}
	return string(data[file.Offset(from):file.Offset(to)])
}

// line is the edit that removes the line of a node, not ok when something else
// stands on it.
func (p *Package) line(n ast.Node) (edit analysis.TextEdit, ok bool) {
	file := p.Pass.Fset.File(n.Pos())
	first, last := file.Line(n.Pos()), file.Line(n.End())
	if first == 1 || last == file.LineCount() {
		return analysis.TextEdit{}, false
	}
	from, to := file.LineStart(first), file.LineStart(last+1)
	rest := p.between(from, n.Pos()) + p.between(n.End(), to)
	return analysis.TextEdit{Pos: from, End: to}, rest != "" && strings.TrimSpace(rest) == ""
}

// indent is the space before a node at the start of its line.
func (p *Package) indent(n ast.Node) string {
	file := p.Pass.Fset.File(n.Pos())
	return p.between(file.LineStart(file.Line(n.Pos())), n.Pos())
}

// comments lists the comments between two places in a file.
func (p *Package) comments(from, to token.Pos) []*ast.Comment {
	var all []*ast.Comment
	for file := range p.Root.Preorder((*ast.File)(nil)) {
		file := file.Node().(*ast.File)
		if from < file.FileStart || file.FileEnd < from {
			continue
		}
		for _, group := range file.Comments {
			for _, comment := range group.List {
				if from <= comment.Pos() && comment.Pos() < to {
					all = append(all, comment)
				}
			}
		}
	}
	return all
}

// notedBetween says whether a comment stands between the line on which a statement ends
// and the next one.
func (p *Package) notedBetween(stmt, next ast.Stmt) bool {
	file := p.Pass.Fset.File(stmt.Pos())
	return slices.ContainsFunc(p.comments(stmt.End(), next.Pos()), func(c *ast.Comment) bool {
		return file.Line(c.Pos()) > file.Line(stmt.End())
	})
}
