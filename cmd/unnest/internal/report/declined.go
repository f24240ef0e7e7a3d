package report

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A Remark is a callback that looks like a part of a pyramid and is none.
type Remark struct {
	*chain.Declined

	fset *token.FileSet
	at   token.Position
}

// Remarks are the callbacks of a package, in the same order.
func Remarks(pkg *packages.Package, all []*chain.Declined) []*Remark {
	var remarks []*Remark
	for _, d := range all {
		remarks = append(remarks, &Remark{d, pkg.Fset, pkg.Fset.PositionFor(d.Call.Pos(), false)})
	}
	return remarks
}

// Declined writes several lines for each callback: what speaks against it, on what
// that rests, and what the user can do. What stands in a file of two packages,
// one of them for its tests, is written once.
func Declined(w io.Writer, paths Paths, all []*Remark) {
	slices.SortStableFunc(all, (*Remark).compare)
	all = slices.CompactFunc(all, func(a, b *Remark) bool { return a.compare(b) == 0 })
	for _, r := range all {
		fmt.Fprintf(w, "%s: %s starts no step of a pyramid: its callback %s\n",
			paths.position(r.at), r.Name, r.Text)
		for _, reason := range r.Reasons {
			fmt.Fprintf(w, "\t%s\n", paths.reason(r.fset, reason))
		}
		if r.Remedy != "" {
			fmt.Fprintf(w, "\tto make it one: %s\n", r.Remedy)
		}
	}
}

func (r *Remark) compare(o *Remark) int {
	return cmp.Or(strings.Compare(r.at.Filename, o.at.Filename), cmp.Compare(r.at.Offset, o.at.Offset))
}
