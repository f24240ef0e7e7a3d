package emit

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// comments keeps how often each comment of a file has been copied.
//
// Invariant: the comments are sorted by position.
type comments struct {
	list   []*ast.Comment
	copies map[*ast.Comment]int
}

func commentsOf(file *ast.File) comments {
	c := comments{copies: make(map[*ast.Comment]int)}
	for _, group := range file.Comments {
		c.list = append(c.list, group.List...)
	}
	return c
}

// within lists the comments in a range.
func (c comments) within(from, to token.Pos) []*ast.Comment {
	list := c.from(from)
	end := 0
	for end < len(list) && list[end].End() <= to {
		end++
	}
	return list[:end]
}

// from lists the comments from a place on.
func (c comments) from(pos token.Pos) []*ast.Comment {
	start, _ := slices.BinarySearchFunc(c.list, pos, func(c *ast.Comment, pos token.Pos) int {
		return int(c.Pos() - pos)
	})
	return c.list[start:]
}

// copied notes that the text of a range is copied.
func (c comments) copied(from, to token.Pos) {
	for _, comment := range c.within(from, to) {
		c.copies[comment]++
	}
}

// lost writes the comments of a range that have not been copied so far, each
// on a line of its own. A directive would speak of what comes to stand behind it.
func (s *Splicer) lost(from, to token.Pos) []string {
	s.strand(from, to)
	return s.alone(from, to)
}

// alone is lost for comments on what they still stand above or beside.
func (s *Splicer) alone(from, to token.Pos) []string {
	var lines []string
	for _, c := range s.within(from, to) {
		if s.copies[c] == 0 {
			s.copies[c]++
			lines = append(lines, s.src.Comment(c))
		}
	}
	return lines
}

// strand notes the directives of a range that have not been copied so far.
func (s *Splicer) strand(from, to token.Pos) {
	for _, c := range s.within(from, to) {
		if s.copies[c] == 0 && plan.IsDirective(c) {
			s.stranded = append(s.stranded, c)
		}
	}
}

// strandBeside notes the directives beside what goes, which stay where they are.
func (s *Splicer) strandBeside(end token.Pos) { s.strand(end, s.beside(end, s.src.File.FileEnd)) }

// Stranded lists the directives to linters and other tools that do not stand any more where
// what they speak of does.
func (s *Splicer) Stranded() []*ast.Comment { return s.stranded }

// signature writes the comments that stand around the parameters of a literal, which are
// written anew, and above the variable that holds it.
func (w *Writer) signature(s *plan.Step) []string {
	from := bare(s).Pos()
	if held := s.Declaration(); held != nil {
		from = w.documented(held)
	}
	return w.lost(from, s.Lit.Body.Lbrace)
}

// notes writes all comments of the part that stand nowhere else, in front of
// the end of the chain, or of the chain when that is a member of a group. They
// come from error exits as a rule, whose work the end does. So it must be called
// when everything else is written.
func (w *Writer) notes() string {
	var b strings.Builder
	lines := w.lost(w.part.Stmt.Pos(), w.part.Until.End())
	if held := w.part.Held; held != nil {
		lines = append(w.lost(w.documented(held), held.End()), lines...)
	}
	for _, line := range lines {
		b.WriteString(line + "\n")
	}
	return b.String()
}
