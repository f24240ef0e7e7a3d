package emit

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// dissolve takes a shared exit away, and calls in its place what it handed on
// to.
func (w *Writer) dissolve() {
	f := w.part.Finale
	if f == nil {
		return
	}
	for _, id := range w.part.Src.Uses(f.Exit) {
		if !within(id.Pos(), f.Decl) {
			w.replace(id.Pos(), id.End(), f.Done)
		}
	}
	w.drop(f.Decl)
}

// drop removes a declaration, with the comment on the lines above it.
func (w *Writer) drop(decl ast.Stmt) {
	from, to := w.lines(w.documented(decl), decl.End())
	w.move(from, to, "")
	w.also = append(w.also, Edit{From: from, To: to})
}

// documented is where the comment begins that stands right above a statement,
// or else the statement.
func (w *Writer) documented(stmt ast.Stmt) token.Pos {
	fset := w.part.Src.Fset
	line := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line }
	for _, group := range w.part.Src.File.Comments {
		if line(group.End())+1 == line(stmt.Pos()) && w.alone(group) {
			return group.Pos()
		}
	}
	return stmt.Pos()
}

// alone reports whether a comment begins its line.
func (w *Writer) alone(group *ast.CommentGroup) bool {
	at := w.part.Src.Offset(group.Pos())
	for at > 0 && isBlank(w.part.Src.Text[at-1]) {
		at--
	}
	return at == 0 || w.part.Src.Text[at-1] == '\n'
}

// finally writes what a shared exit does first, with the comment on it.
func (w *Writer) finally(f *plan.Finale) string {
	link := body("Finally(func()", w.text(f.From, f.To)) + ")"
	notes := w.lost(w.documented(f.Decl), f.Decl.End())
	return strings.Join(append(notes, link), "\n")
}

func within(pos token.Pos, n ast.Node) bool { return n.Pos() <= pos && pos < n.End() }
