package emit

import (
	"go/ast"
	"strings"
)

// notes writes the comments of what was taken away, in front of the end of the
// chain, which does its work.
func (w *Writer) notes() string {
	var b strings.Builder
	for _, gone := range w.part.Notes {
		for _, group := range w.part.Src.File.Comments {
			if group.Pos() >= gone.Pos() && group.End() <= gone.End() && !w.mapsComment(group) {
				b.WriteString(w.part.Src.Slice(group.Pos(), group.End()))
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// mapsComment reports whether a comment has gone along with the statements of
// an error map.
func (w *Writer) mapsComment(group *ast.CommentGroup) bool {
	for _, s := range w.part.Steps {
		if s.Map == nil || len(s.Map.Pre) == 0 {
			continue
		}
		pre := s.Map.Pre
		if group.Pos() >= pre[0].Pos() && group.End() <= pre[len(pre)-1].End() {
			return true
		}
	}
	return false
}
