package emit

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// An Edit replaces the text from From to To.
type Edit struct {
	From, To token.Pos
	Text     string
}

// Part writes a part of a chain. The promise package is called pkg in the
// file. The edit is also taken into account when text around it is spliced.
func (s *Splicer) Part(p *plan.Part, pkg string) Edit {
	w := &writer{Splicer: s, part: p, pkg: pkg}
	w.edits()
	text := w.hoists() + w.statement()
	from, to := p.Stmt.Pos(), p.Stmt.End()
	s.replace(from, to, text)
	return Edit{from, to, text}
}

// A writer writes one part.
type writer struct {
	*Splicer
	part *plan.Part
	pkg  string
}

// edits enters what changes inside of text that is copied.
func (w *writer) edits() {
	for i, s := range w.part.Steps {
		if i+1 < len(w.part.Steps) {
			next := w.part.Steps[i+1]
			w.replace(next.Lit.Pos(), next.Lit.End(), w.continuation(next))
		}
		w.guard(i, s)
	}
	head := w.part.Steps[0]
	w.replace(head.Lit.Pos(), head.Lit.End(), w.continuation(head))
	if w.part.End == plan.EndDelegate {
		w.replace(w.part.Tail.Arg.Pos(), w.part.Tail.Arg.End(), w.part.K)
	}
	for _, h := range w.part.Hoists {
		w.assign(h)
		w.rename(h)
	}
}

// guard removes an error exit, or the part of it that has gone elsewhere.
func (w *writer) guard(i int, s *plan.Step) {
	if s.Guard != nil {
		w.remove(s.Guard.Pos(), s.Guard.End())
		return
	}
	if s.Map == nil {
		return
	}
	for _, stmt := range s.Map.Pre {
		w.remove(stmt.Pos(), stmt.End())
	}
	w.replace(s.Map.Err.Pos(), s.Map.Err.End(), s.Map.Name)
}

// assign turns the declaration of a hoisted variable into an assignment.
func (w *writer) assign(h *plan.Hoist) {
	switch decl := h.Decl.(type) {
	case *ast.AssignStmt:
		w.reassign(decl)
	case *ast.DeclStmt:
		spec := decl.Decl.(*ast.GenDecl).Specs[0].(*ast.ValueSpec)
		if len(spec.Values) == 0 {
			w.remove(decl.Pos(), decl.End())
			return
		}
		w.replace(decl.Pos(), spec.Names[0].Pos(), "")
		last := spec.Names[len(spec.Names)-1]
		w.replace(last.End(), spec.Values[0].Pos(), " = ")
	}
}

// reassign makes := an assignment.
func (w *writer) reassign(stmt *ast.AssignStmt) {
	if stmt.Tok == token.DEFINE {
		w.replace(stmt.TokPos, stmt.TokPos+2, "=")
	}
}

// rename gives the uses of a hoisted variable its name, and makes an
// assignment of every := that would declare it anew.
func (w *writer) rename(h *plan.Hoist) {
	if h.Obj == nil {
		return
	}
	for _, id := range w.part.Src.Uses(h.Obj) {
		if h.From != nil && (id.Pos() < h.From.Pos() || id.Pos() >= h.From.End()) {
			continue
		}
		if id.Name != h.Name {
			w.replace(id.Pos(), id.End(), h.Name)
		}
	}
	for _, stmt := range w.part.Redeclared(h) {
		w.reassign(stmt)
	}
}

// hoists declares the variables.
func (w *writer) hoists() string {
	hoists := w.part.Hoists
	var b strings.Builder
	switch len(hoists) {
	case 0:
	case 1:
		fmt.Fprintf(&b, "var %s %s\n", hoists[0].Name, hoists[0].Type)
	default:
		b.WriteString("var (\n")
		for _, h := range hoists {
			fmt.Fprintf(&b, "%s %s\n", h.Name, h.Type)
		}
		b.WriteString(")\n")
	}
	return b.String()
}

// statement writes what replaces the statement of the chain.
func (w *writer) statement() string {
	switch stmt := w.part.Stmt.(type) {
	case *ast.ReturnStmt:
		return w.returned(stmt)
	case *ast.IfStmt:
		launch := w.text(stmt.Init.Pos(), stmt.Init.End())
		rest := w.text(stmt.Cond.Pos(), stmt.End())
		return w.chain(launch) + "\nif " + rest
	default:
		return w.chain(w.text(stmt.Pos(), stmt.End()))
	}
}

// returned writes the chain of a launch whose results are returned.
func (w *writer) returned(stmt *ast.ReturnStmt) string {
	call := stmt.Results[0]
	launch := w.text(call.Pos(), call.End())
	if len(w.part.Result) == 0 {
		return w.chain(launch) + "\nreturn"
	}
	var names []string
	for _, h := range w.part.Result {
		names = append(names, h.Name)
	}
	results := strings.Join(names, ", ")
	return w.chain(results+" = "+launch) + "\nreturn " + results
}

// chain writes the chain itself.
func (w *writer) chain(launch string) string {
	links := []string{w.call(launch)}
	last := len(w.part.Steps) - 1
	for i, s := range w.part.Steps {
		if m := w.part.Steps[i].Map; m != nil && i == 0 {
			links = append(links, w.mapErr(m))
		}
		if s.Keep != nil {
			links = append(links, fmt.Sprintf("Keep(&%s)", s.Keep.Name))
		}
		switch {
		case i < last:
			links = append(links, w.handler(i))
		case w.part.End == plan.EndDelegate:
			links = append(links, w.handler(i), w.notes()+w.settleDone())
		default:
			links = append(links, w.notes()+w.settle(s))
		}
	}
	return strings.Join(links, ".\n")
}

// call writes the launch of the first operation.
func (w *writer) call(launch string) string {
	head := w.part.Steps[0]
	return fmt.Sprintf("%s.Call(func(%s func(%s, error)) %s)", w.pkg, w.part.K, w.value(head), w.body(launch))
}
