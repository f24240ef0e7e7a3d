package load

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A Problem is the reason why a package is not analyzed.
type Problem struct {
	Package string // its ID
	Pos     string // file:line:col, or less
	Text    string
	More    int // how many more errors the package has
}

// String is the problem in one line.
func (p Problem) String() string {
	text := strings.Join(strings.Fields(p.Text), " ") // the go command's advice has several lines
	if p.Pos != "" {
		text = p.Pos + ": " + text
	}
	if p.More > 0 {
		text += fmt.Sprintf(" (and %d more)", p.More)
	}
	return text
}

// problemOf is what is wrong with a package, nil when it compiles. Of many
// errors it has the first: others often follow from it.
func problemOf(pkg *packages.Package) *Problem {
	if len(pkg.Errors) > 0 {
		pos, text := pkg.Errors[0].Pos, pkg.Errors[0].Msg
		if pos == "" || pos == "-" {
			pos, text = leadingPosition(text)
		}
		return &Problem{pkg.ID, pos, text, 0}
	}
	all := slices.DeleteFunc(slices.Clone(pkg.TypeErrors), syntax.Continues)
	if len(all) == 0 {
		return nil
	}
	first := slices.MinFunc(all, byPlace)
	more := 0
	for _, err := range all {
		if err.Pos != first.Pos {
			more++
		}
	}
	return &Problem{pkg.ID, first.Fset.Position(first.Pos).String(), first.Msg, more}
}

// byPlace compares where errors are. Positions alone would not do: files are read in any order.
func byPlace(a, b types.Error) int {
	at, other := a.Fset.Position(a.Pos), b.Fset.Position(b.Pos)
	return cmp.Or(
		cmp.Compare(at.Filename, other.Filename),
		cmp.Compare(at.Offset, other.Offset),
		cmp.Compare(a.Msg, b.Msg),
	)
}

// leadingPosition splits the position off an error's text, which is how parse
// errors have it.
func leadingPosition(text string) (pos, rest string) {
	if pos, rest, ok := strings.Cut(text, ": "); ok && strings.Contains(pos, ".go:") {
		return pos, rest
	}
	return "", text
}
