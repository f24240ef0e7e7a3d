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
			w.replaceBy(id, f.At)
		}
	}
	w.also = append(w.also, w.drop(w.documented(f.Decl), f.Decl.End()))
}

// finally writes what a shared exit does first, with the comment on it.
func (w *Writer) finally(f *plan.Finale) string {
	link := body("Finally(func()", w.text(f.From, f.To)) + ")"
	notes := w.lost(w.documented(f.Decl), f.Decl.End())
	return strings.Join(append(notes, link), "\n")
}

func within(pos token.Pos, n ast.Node) bool { return n.Pos() <= pos && pos < n.End() }
