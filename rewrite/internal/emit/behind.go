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
// like these.
func (s *Splicer) behind(to token.Pos) []Edit {
	end, apart := to, false
	for _, c := range s.from(to) {
		between := s.src.Slice(end, c.Pos())
		if strings.TrimSpace(between) != "" {
			break
		}
		apart = apart || strings.Contains(between, "\n")
		end = c.Pos() + token.Pos(len(s.src.Comment(c)))
	}
	line, _, _ := strings.Cut(s.src.Slice(end, s.src.File.FileEnd), "\n")
	rest := strings.TrimSpace(line)
	if !apart || rest == "" || strings.HasPrefix(rest, "}") {
		return nil
	}
	next := end + token.Pos(strings.Index(line, rest))
	s.replace(end, next, "\n")
	return []Edit{{end, next, "\n"}}
}
