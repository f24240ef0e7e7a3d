package emit

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// A GroupWriter writes a group.
type GroupWriter struct {
	*Splicer
	group   *plan.Group
	pkg     string
	context string                   // the package, where the function waits
	writers map[*plan.Member]*Writer // of the members that are chains
	also    []Edit
}

// EnterGroup notes what a group changes inside of text, as Enter does for a part.
// The context package is called context.
func (s *Splicer) EnterGroup(g *plan.Group, pkg, context string) *GroupWriter {
	w := &GroupWriter{Splicer: s, group: g, pkg: pkg, context: context}
	w.writers = make(map[*plan.Member]*Writer)
	for _, m := range g.Members {
		if m.Part != nil {
			w.writers[m] = s.Enter(m.Part, pkg)
			continue
		}
		if g.Src.Wired() {
			s.sends(g.Src, m.Stmt, g.K, pkg, "")
		} else {
			s.hand(g.Call, m.Stmt, g.K, pkg, g.Kind == plan.GroupAll)
		}
	}
	for _, decl := range g.Drop {
		w.also = append(w.also, s.drop(w.begins(decl), decl.End()))
	}
	return w
}

// Also lists what has to be edited outside of the statements of the group.
func (w *GroupWriter) Also() []Edit { return w.also }

// Edit writes the group in place of its statements.
func (w *GroupWriter) Edit() Edit {
	members := w.group.Members
	from, to := members[0].Stmt.Pos(), members[len(members)-1].Until.End()
	if wait := w.group.Wait; wait != nil {
		to = wait.Until.End()
	}
	group := w.end(w.promise())
	text := w.before(w.parts()...) + w.declared() // what the group has not copied
	if above := w.src.Above(members[0].Stmt.Pos()); text != "" && above.IsValid() {
		text += w.text(above, from)
		from = above
	}
	text += group
	w.replace(from, to, text)
	w.also = append(w.also, w.behind(to)...)
	return Edit{from, to, text}
}

// combinators make one promise of those of the members.
var combinators = map[plan.Kind]string{plan.GroupRace: "Race", plan.GroupAll: "All"}

// promise writes the promise of the group: of those of its members, with the
// comments between them.
func (w *GroupWriter) promise() string {
	if w.group.Kind == plan.GroupAwait {
		return w.member(w.group.Members[0])
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s.%s(\n", w.pkg, combinators[w.group.Kind])
	for i, m := range w.group.Members {
		if i > 0 {
			about := w.documented(m.Stmt)
			lines := w.lost(w.group.Members[i-1].Until.End(), about)
			for _, line := range append(lines, w.alone(about, m.Stmt.Pos())...) {
				b.WriteString(line + "\n")
			}
		}
		b.WriteString(w.member(m) + "," + w.beside(i) + "\n")
	}
	if wait := w.group.Wait; wait != nil {
		last := w.group.Members[len(w.group.Members)-1]
		for _, line := range w.lost(last.Until.End(), wait.Until.Pos()) {
			b.WriteString(line + "\n")
		}
	}
	return b.String() + ")"
}

// beside writes the comments that stand on the last line of member i, which are about that, or
// about the line if they are directives. Behind the last one of a group that nobody waits for
// they stay where they are.
func (w *GroupWriter) beside(i int) string {
	members := w.group.Members
	end := members[i].Until.End()
	next := end
	switch {
	case i+1 < len(members):
		next = members[i+1].Stmt.Pos()
	case w.group.Wait != nil:
		next = w.group.Wait.Until.Pos()
	}
	line, _, alone := strings.Cut(w.src.Slice(end, next), "\n")
	if !alone {
		return ""
	}
	var b strings.Builder
	for _, comment := range w.alone(end, end+token.Pos(len(line))) {
		b.WriteString(" " + comment)
	}
	return b.String()
}

// end writes what receives the outcome of the group behind its promise.
func (w *GroupWriter) end(promise string) string {
	if w.group.Wait != nil {
		return w.awaited(w.group.Wait, promise)
	}
	promise += "."
	if w.group.Kind == plan.GroupRace {
		return promise + w.finally() + fmt.Sprintf("Settle(%s)", w.named(w.group.At))
	}
	head := fmt.Sprintf("Settle(func(_ []%s.Unit, _ error)", w.pkg)
	return promise + body(head, w.text(w.group.Last.From, w.group.Last.To)) + ")"
}

// member writes the promise of a member.
func (w *GroupWriter) member(m *plan.Member) string {
	if part := w.writers[m]; part != nil {
		text := part.statement()
		if w.group.Kind == plan.GroupAwait {
			return text // whose comments stand in front of Await
		}
		return part.notes() + text
	}
	value := w.group.Value
	if value == "" {
		value = w.pkg + ".Unit"
	}
	head := fmt.Sprintf("%s.Call(func(%s func(%s, error))", w.pkg, w.group.K, value)
	text := body(head, w.text(m.Stmt.Pos(), m.Until.End())) + ")"
	return strings.Join(append(w.lost(m.Stmt.Pos(), m.Until.End()), text), "\n")
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
		for _, line := range w.lost(w.begins(decl), decl.End()) {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// begins is where a declaration begins that goes. The comment above it goes with it, to stand
// in front of the group, unless one beside it stays, or all that stands up to there is comments.
func (w *GroupWriter) begins(decl ast.Stmt) token.Pos {
	pos, next := decl.End(), w.group.Members[0].Stmt.Pos()
	if pos > next {
		return w.documented(decl) // between the members
	}
	declares := func(p *plan.Part) bool { return len(p.Moves)+len(p.Hoists) > 0 }
	alone := !slices.ContainsFunc(w.parts(), declares)
	for _, c := range w.within(pos, next) {
		switch {
		case w.src.Line(c.Pos()) == w.src.Line(decl.End()):
			return decl.Pos()
		case w.dropping(c.Pos()):
			continue
		}
		alone = alone && w.empty(pos, c.Pos())
		pos = c.Pos() + token.Pos(len(w.src.Comment(c)))
	}
	if alone && w.empty(pos, next) {
		return decl.Pos()
	}
	return w.documented(decl)
}

// dropping reports whether a place lies in a declaration that goes.
func (w *GroupWriter) dropping(pos token.Pos) bool {
	return slices.ContainsFunc(w.group.Drop, func(decl ast.Stmt) bool { return within(pos, decl) })
}

// empty reports whether nothing stands in a range but declarations that go.
func (w *GroupWriter) empty(from, to token.Pos) bool {
	for _, decl := range w.group.Drop {
		if from <= decl.Pos() && decl.End() <= to {
			return w.empty(from, decl.Pos()) && w.empty(decl.End(), to)
		}
	}
	return strings.Trim(w.src.Slice(from, to), " \t\r\n;") == ""
}

// parts lists the members that are chains.
func (w *GroupWriter) parts() []*plan.Part {
	var parts []*plan.Part
	for _, m := range w.group.Members {
		if m.Part != nil {
			parts = append(parts, m.Part)
		}
	}
	return parts
}

// join hands what the last body completes with to the continuation.
func (w *Writer) join() {
	switch zero, sent := w.part.Sent(); {
	case sent:
		w.sends(w.part.Src, w.part.Stmt, w.part.K, w.pkg, zero)
	case w.part.Joins != nil:
		w.hand(w.part.Joins, w.part.Stmt, w.part.K, w.pkg, w.part.JoinValue == "")
	}
}

// hand puts a continuation in the place of the function of a group, in a
// statement. A function without parameters becomes one that delivers nothing.
func (s *Splicer) hand(f types.Object, in ast.Stmt, k, pkg string, nothing bool) {
	calls, ends := make(map[*ast.Ident]*ast.CallExpr), make(map[*ast.Ident]token.Pos)
	ast.Inspect(in, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if id := plan.FuncName(call.Fun); id != nil {
				calls[id] = call
			}
		}
		if e, ok := n.(ast.Expr); ok {
			if id := plan.FuncName(e); id != nil && ends[id] == token.NoPos {
				ends[id] = e.End()
			}
		}
		return true
	})
	for _, id := range s.src.Uses(f) {
		call := calls[id]
		switch {
		case !within(id.Pos(), in):
		case !nothing:
			s.replace(id.Pos(), id.End(), k)
		case call != nil:
			s.replace(id.Pos(), call.End(), fmt.Sprintf("%s(%s.Unit{}, nil)", k, pkg))
		default:
			s.replace(id.Pos(), ends[id], fmt.Sprintf("%s.Signal(%s)", pkg, k))
		}
	}
}

// joined writes the last step of a chain that is a member of a group, unless
// that is at its end already.
func (w *Writer) joined(s *plan.Step) []string {
	if w.part.End != plan.EndBody && w.part.End != plan.EndGuarded {
		return nil
	}
	value := w.part.JoinValue
	if value == "" {
		value = w.pkg + ".Unit"
	}
	var params *list
	kind := "ThenCall"
	switch {
	case s.OnlyGood && (w.part.End == plan.EndBody || w.part.PassesOn):
		params = w.params(s)
	default:
		kind, params = "HandleCall", w.lastParams(s)
	}
	params.params = append(params.params, fmt.Sprintf("%s func(%s, error)", w.part.K, value))
	head := fmt.Sprintf("%s(func(%s)", kind, strings.Join(params.params, ", "))
	return []string{w.literal(head, s, params) + ")"}
}

// drop removes a range outside of the statements of a part.
func (s *Splicer) drop(from, to token.Pos) Edit {
	s.strandBeside(to)
	from, to = s.whole(from, to)
	s.move(from, to, "")
	return Edit{From: from, To: to}
}

// documented is where the comment begins that stands right above a statement,
// or else the statement.
func (s *Splicer) documented(stmt ast.Stmt) token.Pos {
	if above := s.src.Above(stmt.Pos()); above.IsValid() {
		return above
	}
	return stmt.Pos()
}
