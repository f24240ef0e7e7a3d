package emit

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// A cut replaces a range of the source.
type cut struct {
	from, to token.Pos
	front    string // goes in front of the text
	text     string
	as       *ast.Ident // the text is what this is called in the end; nil for text
	renames  bool       // an identifier gets another name
	moved    bool       // what stood there is copied to another place
}

// A Splicer copies source text with edits in it.
type Splicer struct {
	src  *plan.Source
	cuts []cut // sorted by start, the longer first
	comments
	stranded []*ast.Comment // directives
}

// NewSplicer returns a splicer for a file.
func NewSplicer(src *plan.Source) *Splicer { return &Splicer{src: src, comments: commentsOf(src.File)} }

// replace edits the text from one position to another. Of two edits that
// overlap, the one that contains the other holds wherever both are copied.
func (s *Splicer) replace(from, to token.Pos, text string) {
	s.enter(cut{from: from, to: to, text: text})
}

// rename gives an identifier another name.
func (s *Splicer) rename(id *ast.Ident, name string) {
	s.enter(cut{from: id.Pos(), to: id.End(), text: name, renames: true})
}

// insert puts text in front of what stands at a place, which may have been edited already: an
// identifier that has got another name, the first of a list that has gone.
func (s *Splicer) insert(at token.Pos, text string) {
	i := slices.IndexFunc(s.cuts, func(c cut) bool { return c.from == at && c.to > at && !c.moved })
	if i < 0 {
		s.replace(at, at, text)
		return
	}
	s.cuts[i].front += text
}

// named is what an identifier is called in the end.
func (s *Splicer) named(id *ast.Ident) string {
	for _, c := range s.cuts {
		if c.renames && c.from == id.Pos() {
			return c.text
		}
	}
	return id.Name
}

// replaceBy is replace with what an identifier is called in the end: a chain around may
// give it another name.
func (s *Splicer) replaceBy(id, as *ast.Ident) {
	s.enter(cut{from: id.Pos(), to: id.End(), as: as})
}

// move is replace for text that goes elsewhere.
func (s *Splicer) move(from, to token.Pos, text string) {
	s.enter(cut{from: from, to: to, text: text, moved: true})
}

func (s *Splicer) enter(c cut) {
	at, _ := slices.BinarySearchFunc(s.cuts, c, func(other, c cut) int {
		// behind those that begin and end at the same places
		return cmp.Or(cmp.Compare(other.from, c.from), cmp.Compare(c.to, other.to), -1)
	})
	s.cuts = slices.Insert(s.cuts, at, c)
}

// text copies a range, with the edits that lie in it.
func (s *Splicer) text(from, to token.Pos) string { return s.splice(from, to, s.cuts) }

// moved copies a range to another place, where own is a parameter of its own.
// The edits that lie in it hold there, except those that take it away from its
// old place and those that give own another name.
func (s *Splicer) moved(from, to token.Pos, own types.Object) string {
	named := make(map[token.Pos]bool)
	for _, id := range s.src.Uses(own) {
		named[id.Pos()] = true
	}
	stay := slices.DeleteFunc(slices.Clone(s.cuts), func(c cut) bool { return c.moved || named[c.from] })
	return s.splice(from, to, stay)
}

func (s *Splicer) splice(from, to token.Pos, cuts []cut) string {
	var b strings.Builder
	for _, c := range cuts {
		behind := c.from == c.to && c.to == to // belongs to what follows
		if c.from < from || c.to > to || behind {
			continue
		}
		b.WriteString(s.copy(from, c.from))
		if c.as != nil {
			c.text = s.named(c.as)
		}
		b.WriteString(c.front + c.text)
		from = c.to
	}
	b.WriteString(s.copy(from, to))
	return b.String()
}

// copy copies a range without edits.
func (s *Splicer) copy(from, to token.Pos) string {
	s.copied(from, to)
	return s.src.Slice(from, to)
}

// remove deletes a statement. The comments above it and beside it stay where they are.
func (s *Splicer) remove(from, to token.Pos) {
	s.strand(s.src.Before(from), from)
	s.strandBeside(to)
	from, to = s.whole(from, to)
	s.move(from, to, "")
}

// whole extends a statement by the semicolon behind it, and to whole lines when nothing else
// stands on them.
func (s *Splicer) whole(from, to token.Pos) (token.Pos, token.Pos) {
	behind := s.src.Text[s.src.Offset(to):]
	if rest, ok := bytes.CutPrefix(bytes.TrimLeft(behind, " \t\r"), []byte(";")); ok {
		to += token.Pos(len(behind) - len(rest))
	}
	return s.lines(from, to)
}

// lines extends a range to whole lines when nothing else stands on them.
func (s *Splicer) lines(from, to token.Pos) (token.Pos, token.Pos) {
	start, end := s.src.Offset(from), s.src.Offset(to)
	first, last := start, end
	for first > 0 && isBlank(s.src.Text[first-1]) {
		first--
	}
	for last < len(s.src.Text) && isBlank(s.src.Text[last]) {
		last++
	}
	if first > 0 && s.src.Text[first-1] == '\n' && last < len(s.src.Text) && s.src.Text[last] == '\n' {
		from -= token.Pos(start - first)
		to += token.Pos(last - end + 1)
	}
	return from, to
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' }
