package edit

import (
	"go/token"
	"strings"
)

// Inset moves the comments of statements that begin in the first column by a tab. There
// gofmt would take them for the doc comment of what follows, and lay out their text, which
// is the user's.
func Inset(text string) string { return inset(text, 1) }

// inset does so for a text that so many brackets are open around: those outside of all are
// doc comments.
func inset(text string, depth int) string {
	var b strings.Builder
	last := 0
	for _, t := range tokens([]byte(text)) {
		depth += brackets[t.kind]
		begins := t.start == 0 || text[t.start-1] == '\n'
		if t.kind == token.COMMENT && begins && depth > 0 && !strings.HasPrefix(text[t.start:], "//line ") {
			b.WriteString(text[last:t.start] + "\t")
			last = t.start
		}
	}
	return b.String() + text[last:]
}
