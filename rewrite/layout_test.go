package rewrite_test

import (
	"go/format"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A layout is the lines of a text by what they have beside white space.
type layout map[string]bool

// words is a line but for its white space.
func words(line string) string { return strings.Join(strings.Fields(line), " ") }

// layoutOf is the layout that gofmt gives a text.
func layoutOf(text []byte) (layout, error) {
	formatted, err := format.Source(text)
	all := make(layout)
	for line := range strings.Lines(string(formatted)) {
		all[words(line)] = true
	}
	return all, err
}

// unmarked takes from a line what gofmt moves or drops.
var unmarked = strings.NewReplacer(" ", "", ",", "", "(", "", ")", "")

// keeps reports whether a line of the input has become one of the output. In white space it
// may differ. Where gofmt itself does not leave a line of the input as it is, a comma may
// have moved in front of a comment, and the parentheses of a condition are gone.
func (gofmt layout) keeps(line, now string) bool {
	if gofmt[words(line)] {
		return words(line) == words(now)
	}
	bare := func(line string) string { return unmarked.Replace(words(line)) }
	return bare(line) == bare(now)
}

// lays reports whether gofmt lays out a comment of several lines anew that begins on a line:
// it has others then.
func (gofmt layout) lays(line string) bool {
	return strings.Contains(line, "/*") && !strings.Contains(line, "*/") && !gofmt[words(line)]
}

// changedOutside returns a line outside of the edits that is not found in its
// place after them.
func changedOutside(fset *token.FileSet, before, after []byte, edits []analysis.TextEdit) string {
	gofmt, err := layoutOf(before)
	if err != nil {
		return err.Error()
	}
	slices.SortFunc(edits, func(x, y analysis.TextEdit) int { return int(x.Pos - y.Pos) })
	from := 0
	rest := strings.Split(string(after), "\n")
	check := func(to int) string {
		lines, laid := strings.Split(string(before[from:to]), "\n"), false // in such a comment
		for i, line := range lines {
			if i == 0 && from > 0 || i == len(lines)-1 && to < len(before) {
				continue // an edit begins or ends on this line
			}
			if laid = laid || gofmt.lays(line); laid {
				laid = !strings.Contains(line, "*/")
				continue
			}
			at := slices.IndexFunc(rest, func(now string) bool { return gofmt.keeps(line, now) })
			if at < 0 {
				return line
			}
			rest = rest[at+1:]
		}
		return ""
	}
	for _, e := range edits {
		start, end := fset.PositionFor(e.Pos, false).Offset, fset.PositionFor(e.End, false).Offset
		if start < from {
			continue // the same import again
		}
		if line := check(start); line != "" {
			return line
		}
		from = end
	}
	return check(len(before))
}
