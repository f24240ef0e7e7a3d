package emit

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// before writes what goes before chains, or the chain that they become members of.
func (s *Splicer) before(parts ...*plan.Part) string {
	var b strings.Builder
	var hoists []*plan.Hoist
	for _, p := range parts {
		for _, decl := range p.Moves {
			from, to := extent(decl)
			b.WriteString(s.moved(from, to, nil) + "\n")
		}
		hoists = append(hoists, p.Hoists...)
	}
	return b.String() + declare(hoists)
}

// extent is a declaration of types or constants with the comments that belong to it.
func extent(decl *ast.GenDecl) (from, to token.Pos) {
	from, to = decl.Pos(), decl.End()
	if decl.Doc != nil {
		from = decl.Doc.Pos()
	}
	var comment *ast.CommentGroup
	switch spec := decl.Specs[len(decl.Specs)-1].(type) {
	case *ast.TypeSpec:
		comment = spec.Comment
	case *ast.ValueSpec:
		comment = spec.Comment
	}
	if comment != nil {
		to = max(to, comment.End())
	}
	return from, to
}

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
	from, to := w.lines(decl.Rparen, decl.Rparen+1)
	w.strandBeside(decl.Rparen + 1)
	w.move(from, to, "") // the semicolon behind it is that of the last line
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

// reassign makes := an assignment. What it assigns to itself goes: of a := nobody says
// that it does nothing.
//
//	n, err := len(user.Name), err => n = len(user.Name)
//	 -----    --            -----
func (w *Writer) reassign(stmt *ast.AssignStmt) {
	if stmt.Tok != token.DEFINE {
		return
	}
	w.replace(stmt.TokPos, stmt.TokPos+2, "=")
	gone := w.toItself(stmt)
	for _, r := range gone {
		if slices.ContainsFunc(w.within(r.from, r.to), endsLine) {
			return // what stands behind it would be on another line
		}
	}
	for _, r := range gone {
		w.without(r.from, r.to)
	}
}

// endsLine reports whether a comment ends the line on which it begins.
func endsLine(c *ast.Comment) bool {
	return strings.HasPrefix(c.Text, "//") || strings.Contains(c.Text, "\n")
}

// without removes a range but for the comments in it.
func (w *Writer) without(from, to token.Pos) {
	apart := ""
	for _, c := range w.within(from, to) {
		w.replace(from, c.Pos(), " ")
		from, apart = c.End(), " "
	}
	w.replace(from, to, apart)
}

// toItself lists what goes of a := that becomes an assignment.
func (w *Writer) toItself(stmt *ast.AssignStmt) []cut {
	var gone []cut
	same := w.src.Same(stmt)
	for _, list := range [][]ast.Expr{stmt.Lhs, stmt.Rhs} {
		for i := range list {
			switch {
			case !same[i]:
			case slices.Contains(same[:i], false):
				gone = append(gone, cut{from: list[i-1].End(), to: list[i].End()})
			default:
				gone = append(gone, cut{from: list[i].Pos(), to: list[i+1].Pos()})
			}
		}
	}
	return gone
}

// local declares a variable before the statement that declared it.
//
//	file, err := Open(name) => var err error; file, err = Open(name)
func (w *Writer) local(l *plan.Local) {
	if l.Before == nil {
		return // which still does
	}
	text := fmt.Sprintf("var %s %s\n", l.Name, l.Type)
	if l.Unread {
		text += fmt.Sprintf("_ = %s\n", l.Name)
	}
	w.insert(l.Before.Pos(), text)
}
