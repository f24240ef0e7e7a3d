package edit

import "strings"

// A gap is where blanks stand between two tokens.
type gap int

const (
	beside  gap = iota // not at a span
	inside             // within a span
	leading            // before the first token of a span, or at the end of its text
	behind             // after the last one
	emptied            // where a span without tokens is
)

// between tells the gap between two tokens.
func between(spans []span, left, right span) gap {
	from, to := around(spans, left), around(spans, right)
	switch {
	case from >= 0 && from == to:
		return inside
	case to >= 0 || from >= 0 && spans[from].end == right.start:
		return leading
	case from >= 0:
		return behind
	}
	for _, s := range spans {
		if left.end <= s.start && s.end <= right.start {
			return emptied
		}
	}
	return beside
}

// choose returns the blanks for a gap, of those that it has and those that formatting gives
// it: what is replaced is indented as it should be, and what is not as it was.
func (g gap) choose(text, formatted string) string {
	lines, indent := cutLine(text)
	formattedLines, formattedIndent := cutLine(formatted)
	if strings.Count(lines, "\n") == 1 && strings.Count(formattedLines, "\n") == 1 {
		formattedLines = lines // which may have another line ending
	}
	switch {
	case g == inside:
		return formatted
	case g == beside, formattedLines == "" && g != emptied:
		return text
	case lines == "" || formattedLines == "" || g == leading:
		return formattedLines + formattedIndent
	}
	return formattedLines + indent
}

// cutLine cuts blanks behind the last end of a line.
func cutLine(blanks string) (lines, indent string) {
	i := strings.LastIndexByte(blanks, '\n') + 1
	return blanks[:i], blanks[i:]
}
