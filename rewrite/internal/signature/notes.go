package signature

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// comments lists the comments of a file in a range.
func comments(src *plan.Source, from, to token.Pos) []*ast.Comment {
	var all []*ast.Comment
	for _, group := range src.File.Comments {
		for _, c := range group.List {
			if from <= c.Pos() && c.Pos() < to {
				all = append(all, c)
			}
		}
	}
	return all
}

// notes copies comments to a place behind what ends at another one. Those that did not stand
// on the line of that stand on lines of their own.
func notes(src *plan.Source, end token.Pos, list []*ast.Comment) string {
	var b strings.Builder
	line, apart := src.Line(end), false
	for _, c := range list {
		switch {
		case src.Line(c.Pos()) == line:
			b.WriteString(" ")
		case blankAbove(src, c.Pos()):
			b.WriteString("\n\n")
		default:
			b.WriteString("\n")
		}
		text := src.Comment(c)
		b.WriteString(text)
		apart = src.Line(c.Pos()) != line || strings.HasPrefix(text, "//")
		line = src.Line(c.Pos() + token.Pos(len(text)))
	}
	if apart {
		b.WriteString("\n")
	}
	return b.String()
}

// blankAbove reports whether a blank line stands above what begins a line.
func blankAbove(src *plan.Source, pos token.Pos) bool {
	const both = 2
	before := src.Slice(src.File.FileStart, pos)
	return strings.Count(before[len(strings.TrimRight(before, " \t\r\n")):], "\n") >= both
}

// A surrounding is what stands around the last argument of a call.
type surrounding struct {
	stays         string // behind the argument before it, up to the parenthesis
	before, after string // about the last one
}

// around tells what stands around the last argument of a call.
//
//	F(
//		x, // stays
//		// before
//		k, // after
//	)
func around(src *plan.Source, call *ast.CallExpr) surrounding {
	var s surrounding
	k, from := call.Args[len(call.Args)-1], call.Lparen+1
	if n := len(call.Args); n > 1 {
		from = s.stay(src, call, call.Args[n-2].End())
	}
	before, after := src.Slice(from, k.Pos()), src.Slice(k.End(), call.Rparen)
	behind := len(comments(src, k.End(), call.Rparen)) > 0
	lines := behind && strings.Contains(after, "\n") && src.BeginsLine(k.Pos())
	if lines || len(comments(src, from, k.Pos())) > 0 {
		text := strings.TrimLeft(before, " \t\r\n")
		if strings.Contains(before[:len(before)-len(text)], "\n") {
			text = "\n" + text
		}
		s.before = strings.TrimSuffix(s.before, "\n") + text
	}
	if behind || strings.Contains(s.before, "\n") {
		s.after = after
	}
	return s
}

// stay tells what stays behind the last argument but one, which ends at a place, and returns
// where the rest begins. A comment that ends a line needs one for the parenthesis; where that
// stands on the line of the call, it goes behind the next one.
func (s *surrounding) stay(src *plan.Source, call *ast.CallExpr, end token.Pos) token.Pos {
	k := call.Args[len(call.Args)-1]
	list := comments(src, end, k.Pos())
	comma := comma(src, end, list)
	list = slices.DeleteFunc(list, func(c *ast.Comment) bool {
		beside := src.Line(c.Pos()) == src.Line(comma) && src.Line(c.End()) < src.Line(k.Pos())
		return c.Pos() > comma && !beside
	})
	spread := src.Line(call.Lparen) < src.Line(end)
	switch s.stays = notes(src, end, list); {
	case !strings.Contains(s.stays, "\n"):
		if spread && src.Line(k.End()) < src.Line(call.Rparen) {
			s.stays += ",\n" // as before
		}
	case spread:
		s.stays = "," + s.stays
	default:
		s.stays, s.before = "", s.stays
	}
	from := comma + 1
	for _, c := range list {
		from = max(from, c.Pos()+token.Pos(len(src.Comment(c))))
	}
	return from
}

// comma is the place of the comma behind an argument and these comments, or between them.
func comma(src *plan.Source, end token.Pos, list []*ast.Comment) token.Pos {
	for _, c := range list {
		if i := strings.IndexByte(src.Slice(end, c.Pos()), ','); i >= 0 {
			return end + token.Pos(i)
		}
		end = c.Pos() + token.Pos(len(src.Comment(c)))
	}
	return end + token.Pos(strings.IndexByte(src.Slice(end, src.File.FileEnd), ','))
}
