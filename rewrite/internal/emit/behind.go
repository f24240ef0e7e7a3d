package emit

import (
	"go/token"
	"strings"
)

// behind gives comments between the end of a chain and the statement behind it a line of
// their own.
//
//	}) => Settle(done)
//	/* c */ for { … } => /* c */
//	for { … }
//
// Because: gofmt does so where the statement before has several lines, but indents the comment
// like these, and does so, too, where the statement stands in a column before it.
func (s *Splicer) behind(to token.Pos) []Edit {
	end, indent := to, ""
	for _, c := range s.from(to) {
		between := s.src.Slice(end, c.Pos())
		if strings.TrimSpace(between) != "" {
			break
		}
		if at := strings.LastIndexByte(between, '\n'); at >= 0 {
			indent = between[at:]
		}
		end = c.Pos() + token.Pos(len(s.src.Comment(c)))
	}
	line, _, _ := strings.Cut(s.src.Slice(end, s.src.File.FileEnd), "\n")
	rest := strings.TrimSpace(line)
	if indent == "" || rest == "" || strings.HasPrefix(rest, "}") {
		return nil
	}
	next := end + token.Pos(strings.Index(line, rest))
	s.replace(end, next, indent)
	return []Edit{{end, next, indent}}
}
