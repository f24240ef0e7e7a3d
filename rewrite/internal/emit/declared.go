package emit

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// declared turns the declaration of a hoisted variable into an assignment. Of a
// group, the lines that declare no such variable become declarations by
// themselves.
func (w *Writer) declared(h *plan.Hoist, decl *ast.GenDecl) {
	if !decl.Lparen.IsValid() {
		w.assigned(decl.Pos(), decl.Specs[0].(*ast.ValueSpec))
		return
	}
	first := slices.IndexFunc(w.part.Hoists, func(other *plan.Hoist) bool { return other.Decl == h.Decl })
	if w.part.Hoists[first] != h {
		return // the group has been dealt with
	}
	w.remove(decl.Pos(), decl.Lparen+1)
	for _, spec := range decl.Specs {
		if spec := spec.(*ast.ValueSpec); slices.ContainsFunc(spec.Names, w.hoisted) {
			w.assigned(spec.Pos(), spec)
		} else {
			w.replace(spec.Pos(), spec.Pos(), "var ")
		}
	}
	w.remove(decl.Rparen, decl.Rparen+1)
}

// hoisted reports whether an identifier declares a variable that is declared before
// the chain.
func (w *Writer) hoisted(id *ast.Ident) bool {
	obj := w.part.Src.Info.Defs[id]
	return slices.ContainsFunc(w.part.Hoists, func(h *plan.Hoist) bool { return h.Obj == obj })
}

// assigned makes an assignment of what is declared from pos on.
func (w *Writer) assigned(pos token.Pos, spec *ast.ValueSpec) {
	if len(spec.Values) == 0 {
		w.remove(pos, spec.End())
		return
	}
	w.replace(pos, spec.Names[0].Pos(), "")
	last := spec.Names[len(spec.Names)-1]
	w.replace(last.End(), spec.Values[0].Pos(), " = ")
}
