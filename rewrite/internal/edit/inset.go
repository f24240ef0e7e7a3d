package edit

import (
	"go/token"
	"strings"
)

// Inset moves the comments of statements that begin in the first column by a tab. There
// gofmt would take them for the doc comment of what follows, and lay out their text, which
// is the user's.
func Inset(text string) string {
	var b strings.Builder
	last := 0
	for _, t := range tokens([]byte(text)) {
		if t.kind == token.COMMENT && (t.start == 0 || text[t.start-1] == '\n') {
			b.WriteString(text[last:t.start] + "\t")
			last = t.start
		}
	}
	return b.String() + text[last:]
}
