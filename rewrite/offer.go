package rewrite

import (
	"bytes"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// An offer is what drivers are given to apply to one file in one go. They apply all of it
// without a look at the outcome: where two fixes meet they refuse both, or write what does
// not compile. So a fix that meets another one waits for the next run.
type offer struct{ edits []analysis.TextEdit }

// take reports whether edits can be applied beside those that were taken before, and takes them.
func (o *offer) take(edits []analysis.TextEdit) bool {
	for _, e := range edits {
		if slices.ContainsFunc(o.edits, func(other analysis.TextEdit) bool { return meet(e, other) }) {
			return false
		}
	}
	o.edits = append(o.edits, edits...)
	return true
}

// meet reports whether what two edits leave depends on their order. It is done once what both do in
// the same way, which is to add an import.
func meet(a, b analysis.TextEdit) bool {
	if a.Pos == b.Pos && a.End == b.End && bytes.Equal(a.NewText, b.NewText) {
		return false
	}
	if a.Pos == a.End || b.Pos == b.End {
		return a.Pos <= b.End && b.Pos <= a.End
	}
	return a.Pos < b.End && b.Pos < a.End
}
