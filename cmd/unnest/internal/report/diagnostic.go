package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
)

// A Diagnostic is a report of an analyzer, which its category names.
type Diagnostic struct {
	analysis.Diagnostic
	Package *packages.Package
}

// Diagnostics lists those of some analyzers for all packages by place. A file that belongs to two
// packages, one of them for its tests, is reported once.
func Diagnostics(outcomes []*drive.Outcome, analyzers []string) []*Diagnostic {
	var all []*Diagnostic
	for _, o := range outcomes {
		for _, d := range o.Diagnostics {
			if slices.Contains(analyzers, d.Category) {
				all = append(all, &Diagnostic{d, o.Package})
			}
		}
	}
	slices.SortStableFunc(all, compare)
	return slices.CompactFunc(all, func(a, b *Diagnostic) bool {
		return compare(a, b) == 0 && a.Message == b.Message
	})
}

func compare(a, b *Diagnostic) int {
	p, q := a.Package.Fset.PositionFor(a.Pos, false), b.Package.Fset.PositionFor(b.Pos, false)
	return cmp.Or(
		strings.Compare(p.Filename, q.Filename),
		cmp.Compare(p.Offset, q.Offset),
		strings.Compare(a.Category, b.Category),
	)
}

// Text writes one line, and one more for each place that has to do with it.
func (d *Diagnostic) Text(w io.Writer, paths Paths) {
	fset := d.Package.Fset
	fmt.Fprintf(w, "%s: %s (%s)\n", paths.position(fset.PositionFor(d.Pos, false)), d.Message, d.Category)
	for _, r := range d.Related {
		fmt.Fprintf(w, "\t%s: %s\n", paths.position(fset.PositionFor(r.Pos, false)), r.Message)
	}
}

// AddDiagnostic adds what an analyzer says of a package.
func (t Tree) AddDiagnostic(d *Diagnostic) {
	fset := d.Package.Fset
	out := diagnostic{
		Category: d.Category,
		Posn:     position(fset, d.Pos),
		End:      position(fset, cmp.Or(d.End, d.Pos)),
		Message:  d.Message,
	}
	for _, f := range d.SuggestedFixes {
		out.SuggestedFixes = append(out.SuggestedFixes, fix{f.Message, textEdits(fset, f.TextEdits)})
	}
	for _, r := range d.Related {
		out.Related = append(out.Related, related{
			position(fset, r.Pos), position(fset, cmp.Or(r.End, r.Pos)), r.Message,
		})
	}
	t.add(d.Package.ID, d.Category, out)
}
