package emit

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// A GroupWriter writes a group.
type GroupWriter struct {
	*Splicer
	group   *plan.Group
	pkg     string
	writers map[*plan.Member]*Writer // of the members that are chains
	dropped []Edit
}

// EnterGroup notes what a group changes inside of text, as Enter does for a part.
func (s *Splicer) EnterGroup(g *plan.Group, pkg string) *GroupWriter {
	w := &GroupWriter{Splicer: s, group: g, pkg: pkg, writers: make(map[*plan.Member]*Writer)}
	for _, m := range g.Members {
		if m.Part != nil {
			w.writers[m] = s.Enter(m.Part, pkg)
			continue
		}
		for _, id := range g.Src.Uses(g.Call) {
			if within(id.Pos(), m.Stmt) {
				s.replace(id.Pos(), id.End(), g.K)
			}
		}
	}
	for _, decl := range g.Drop {
		w.dropped = append(w.dropped, s.drop(decl))
	}
	return w
}

// Also lists the declarations that go.
func (w *GroupWriter) Also() []Edit { return w.dropped }

// Edit writes the group in place of its statements.
func (w *GroupWriter) Edit() Edit {
	var inputs strings.Builder
	var hoists []*plan.Hoist
	members := w.group.Members
	for i, m := range members {
		if i > 0 {
			for _, line := range w.lost(members[i-1].Until.End(), m.Stmt.Pos()) {
				inputs.WriteString(line + "\n")
			}
		}
		if m.Part != nil {
			hoists = append(hoists, m.Part.Hoists...)
		}
		inputs.WriteString(w.member(m) + ",\n")
	}
	end := w.finally() + fmt.Sprintf("Settle(%s)", w.group.Done)
	text := declare(hoists) + w.declared() + fmt.Sprintf("%s.Race(\n%s).%s", w.pkg, inputs.String(), end)
	from, to := members[0].Stmt.Pos(), members[len(members)-1].Until.End()
	w.replace(from, to, text)
	return Edit{from, to, text}
}

// member writes the promise of a member.
func (w *GroupWriter) member(m *plan.Member) string {
	if part := w.writers[m]; part != nil {
		return part.statement()
	}
	head := fmt.Sprintf("%s.Call(func(%s func(%s, error))", w.pkg, w.group.K, w.group.Value)
	return body(head, w.text(m.Stmt.Pos(), m.Until.End())) + ")"
}

// finally writes what the function of the group does before it hands on.
func (w *GroupWriter) finally() string {
	if w.group.First.Len() == 0 {
		return ""
	}
	return body("Finally(func()", w.text(w.group.First.From, w.group.First.To)) + ")."
}

// declared writes the comments of the declarations that go.
func (w *GroupWriter) declared() string {
	var b strings.Builder
	for _, decl := range w.group.Drop {
		for _, line := range w.lost(w.documented(decl), decl.End()) {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// join hands what the last body completes with to the continuation.
func (w *Writer) join() {
	if w.part.Joins == nil {
		return
	}
	for _, id := range w.part.Src.Uses(w.part.Joins) {
		if within(id.Pos(), w.part.Stmt) {
			w.replace(id.Pos(), id.End(), w.part.K)
		}
	}
}

// joined writes the last step of a chain that is a member of a group, unless
// that is at its end already.
func (w *Writer) joined(s *plan.Step) []string {
	if w.part.End != plan.EndBody && w.part.End != plan.EndGuarded {
		return nil
	}
	kind, params := "ThenCall", w.params(s)
	if !s.OnlyGood {
		kind = "HandleCall"
		w.errParam(s, params)
	}
	params.params = append(params.params, fmt.Sprintf("%s func(%s, error)", w.part.K, w.part.JoinType))
	return []string{w.literal(fmt.Sprintf("%s(func(%s)", kind, strings.Join(params.params, ", ")), s, params) + ")"}
}

// drop removes a declaration, with the comment on the lines above it.
func (s *Splicer) drop(decl ast.Stmt) Edit {
	from, to := s.lines(s.documented(decl), decl.End())
	s.move(from, to, "")
	return Edit{From: from, To: to}
}

// documented is where the comment begins that stands right above a statement,
// or else the statement.
func (s *Splicer) documented(stmt ast.Stmt) token.Pos {
	if above := s.above(stmt); above.IsValid() {
		return above
	}
	return stmt.Pos()
}
