package edit

import "strings"

// A gap is where blanks stand between two tokens.
type gap int

const (
	beside  gap = iota // not at a region, or at one on a line with others
	inside             // within a region
	leading            // before the first token of a region, or at the end of its text
	behind             // after the last one
	emptied            // where a region without tokens is
)

// between tells the gap between two tokens, and the region whose it is.
func between(regions []region, left, right span) (gap, region) {
	from, to := around(regions, left), around(regions, right)
	switch {
	case from >= 0 && from == to:
		return inside, regions[from]
	case to >= 0 && regions[to].lines:
		return leading, regions[to]
	case from >= 0 && regions[from].lines && regions[from].end == right.start:
		return leading, regions[from]
	case from >= 0 && regions[from].lines:
		return behind, regions[from]
	}
	for _, r := range regions {
		if left.end <= r.start && r.end <= right.start {
			return emptied, r
		}
	}
	return beside, region{}
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
