package emit

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// mapErr writes what changes the error of a step's operation: what the exit did before it
// handed the error on, and the comments there.
func (w *Writer) mapErr(s *plan.Step) string {
	m := s.Map
	from, to := w.ahead(s)
	text := strings.TrimRight(w.moved(from, to, m.Own), " \t")
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	text += "return " + w.moved(m.Err.Pos(), m.Err.End(), m.Own)
	if s.Guard != nil {
		text += w.copy(m.Call.End(), w.behindSemicolon(m.Call.End()))
	}
	return body(fmt.Sprintf("MapErr(func(%s error) error", m.Name), text) + ")"
}

// ahead is the range of what an exit does before it hands the error on, with the comments
// on it. Of an exit that stays the comments stay that are about the exit, or about the
// completion.
func (w *Writer) ahead(s *plan.Step) (from, to token.Pos) {
	m := s.Map
	from = m.Exit.Body.Lbrace + 1
	switch {
	case s.Guard != nil:
		return from, m.Call.Pos()
	case len(m.Pre) == 0:
		return from, from
	}
	return w.behindSemicolon(from), w.behindSemicolon(m.Pre[len(m.Pre)-1].End())
}

// behindSemicolon is where the comments end that stand on the line of a place behind it, or else
// the place behind the semicolon.
func (w *Writer) behindSemicolon(place token.Pos) token.Pos {
	end := place
	rest := w.part.Src.Slice(place, w.part.Until.End())
	if semicolon := strings.Index(rest, ";"); strings.HasPrefix(strings.TrimLeft(rest, " \t"), ";") {
		end += token.Pos(semicolon + 1)
	}
	return w.beside(end, w.part.Until.End())
}

// beside is where the comments end that stand on the line of a place behind it, but before
// another, or else the place.
func (s *Splicer) beside(place, before token.Pos) token.Pos {
	end := place
	for _, c := range s.within(place, before) {
		between := s.src.Slice(end, c.Pos())
		if strings.Contains(between, "\n") || strings.TrimSpace(between) != "" {
			break
		}
		end = c.Pos() + token.Pos(len(s.src.Comment(c)))
	}
	return end
}
