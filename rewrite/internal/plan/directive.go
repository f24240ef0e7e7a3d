package plan

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// misdirected says that a directive would be left alone, on a line above others.
const misdirected = "a directive of it would speak of other lines; put that above the function, or remove it"

// directed reports whether a directive speaks of what goes of a statement: it stands in it,
// beside it or above it, but not among the text of it that is kept. On the line on which that
// begins, and right in front of its end, it speaks of what stands around that.
func (src *Source) directed(stmt ast.Stmt, kept Span) bool {
	from, to := src.about(stmt)
	return src.directsIn(Span{from, to}, func(group *ast.CommentGroup) bool {
		if group.Pos() < kept.From || group.Pos() >= kept.To || src.Line(group.Pos()) == src.Line(kept.From) {
			return false
		}
		last := strings.TrimSpace(src.Slice(src.endOf(group), kept.To)) == ""
		return !last || !src.BeginsLine(group.Pos())
	})
}

// directsIn reports whether a directive begins in a range, but for comments that are none of it.
func (src *Source) directsIn(in Span, but ...func(*ast.CommentGroup) bool) bool {
	all := src.File.Comments
	first, _ := slices.BinarySearchFunc(all, in.From, func(g *ast.CommentGroup, pos token.Pos) int {
		return cmp.Compare(g.Pos(), pos)
	})
	for _, group := range all[first:] {
		if group.Pos() >= in.To {
			return false
		}
		none := slices.ContainsFunc(but, func(is func(*ast.CommentGroup) bool) bool { return is(group) })
		if !none && slices.ContainsFunc(group.List, IsDirective) {
			return true
		}
	}
	return false
}

// about is the range of a statement with the comments directly above it, in front of it and
// beside it.
func (src *Source) about(stmt ast.Stmt) (from, to token.Pos) {
	return src.Before(stmt.Pos()), src.lineEnd(stmt.End())
}

// Before is where the comments begin that stand directly above a place or in front of it on its
// line, or else the place.
func (src *Source) Before(pos token.Pos) token.Pos {
	if above := src.Above(pos); above.IsValid() {
		return above
	}
	for _, group := range src.File.Comments {
		end := src.endOf(group)
		if group.Pos() < pos && end <= pos && strings.Trim(src.Slice(end, pos), " \t") == "" {
			return group.Pos()
		}
	}
	return pos
}

// lineEnd is where the line of a place ends.
func (src *Source) lineEnd(pos token.Pos) token.Pos {
	line, _, _ := strings.Cut(src.Slice(pos, src.File.FileEnd), "\n")
	return pos + token.Pos(len(line))
}

// endOf is where a group of comments ends in the text.
func (src *Source) endOf(group *ast.CommentGroup) token.Pos {
	last := group.List[len(group.List)-1]
	return last.Pos() + token.Pos(len(src.Comment(last)))
}

// Above is where the comment begins that stands directly above a place, on lines of its own. It
// is about what begins there, or about its line if it is a directive.
func (src *Source) Above(pos token.Pos) token.Pos {
	for _, group := range src.File.Comments {
		end := src.endOf(group)
		if src.Line(end) != src.Line(pos)-1 || !src.BeginsLine(group.Pos()) {
			continue
		}
		if strings.TrimSpace(src.Slice(end, pos)) == "" {
			return group.Pos()
		}
	}
	return token.NoPos
}

// kinds are what is made of groups.
var kinds = map[Kind]string{GroupRace: "Race", GroupAll: "All", GroupAwait: "Await"}

// misdirects says why a group cannot be made because of directives; empty when it can.
//
// They would speak of all members when they stand above the first of them, and of what
// receives the outcome behind the last. Those of the launch that a function waits for stay
// where they are.
func (g *Group) misdirects() string {
	kept := g.First
	if g.Kind == GroupAll {
		kept = g.Last
	}
	first, last := g.Members[0].Stmt, g.Members[len(g.Members)-1].Until
	above, _ := g.Src.about(first)
	behind := g.Src.lineEnd(last.End())
	several := g.Kind != GroupAwait
	switch {
	case slices.ContainsFunc(g.Drop, func(decl ast.Stmt) bool { return g.Src.directed(decl, kept) }),
		g.Kind != GroupRace && slices.ContainsFunc(g.Members, g.directsUse),
		several && g.Src.directsIn(Span{above, first.Pos()}),
		several && g.Wait == nil && g.Src.directsIn(Span{last.End(), behind}),
		!several && g.Src.directsIn(Span{last.End(), g.Wait.received()}),
		several && g.Wait != nil && g.Src.directsIn(Span{behind, g.Wait.received()}):
		return fmt.Sprintf("%s is no %s: %s", g.Call.Name(), kinds[g.Kind], misdirected)
	}
	return ""
}

// directsUse reports whether a directive speaks of a statement of a member that calls the function
// of the group, or sends on its channel: as the call of a continuation, which delivers
// something, it is another one.
func (g *Group) directsUse(m *Member) bool {
	for n := range ast.Preorder(m.Stmt) {
		stmt, ok := n.(ast.Stmt)
		if ok && g.Src.calls(stmt, g.Call) && g.Src.directed(stmt, Span{}) {
			return true
		}
	}
	return false
}

// calls reports whether all that a statement does is to call the function of a group, now or at
// the end, or to send on its channel.
func (src *Source) calls(stmt ast.Stmt, f types.Object) bool {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		call, ok := stmt.X.(*ast.CallExpr)
		return ok && src.isFunc(call.Fun, f)
	case *ast.DeferStmt:
		return src.isFunc(stmt.Call.Fun, f)
	case *ast.SendStmt:
		return src.is(stmt.Chan, f)
	}
	return false
}

// received is where the text of a receipt ends that goes.
func (w *Wait) received() token.Pos {
	if w.Header != nil {
		return w.Header.Init.End()
	}
	return w.Until.End()
}

// misdirects says why directives stand against a loop; empty when none does. The function that
// a variable holds is kept, but begins on another line.
func (p *Part) misdirects(l *Loop) string {
	none := Span{}
	directed := p.Src.directsIn(Span{l.Body.Lbrace, p.Src.lineEnd(l.Body.Lbrace)})
	if l.Drop != nil {
		list, at := p.Src.listOf(l.fun.(*ast.FuncLit))
		directed = directed || p.Src.directed(l.Drop, none) || p.Src.directed(list[at+1], none) ||
			p.Src.directed(list[at], Span{l.Body.Lbrace, l.Body.Rbrace})
	}
	if !directed {
		return ""
	}
	return misdirected
}

// directs reports whether a directive stands in the body of a continuation.
func (s *Step) directs(src *Source) bool {
	return src.directsIn(Span{s.Lit.Body.Lbrace, s.Lit.Body.Rbrace})
}

// directs reports whether a directive, to a linter or another tool, stands in a statement,
// beside it, or above it behind from.
func (src *Source) directs(from token.Pos, stmt ast.Stmt) bool {
	return src.directsIn(Span{from, src.lineEnd(stmt.End())})
}

// directives are how comments begin, in lower case, that tools read although they are not of the
// form //tool:name.
var directives = []string{"nolint", "#nosec", "lint:", "nosemgrep", "nosonar", "noinspection"}

// IsDirective reports whether a comment is one of the form //tool:name, or another that tools
// read, some of them with a blank or between /* and */.
func IsDirective(c *ast.Comment) bool {
	if _, ok := ast.ParseDirective(c.Pos(), c.Text); ok {
		return true
	}
	text := strings.ToLower(strings.TrimLeft(c.Text, "/* \t"))
	return slices.ContainsFunc(directives, func(d string) bool { return strings.HasPrefix(text, d) })
}
