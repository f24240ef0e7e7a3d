package analyzer

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/internal/keep"
)

// toolName is what comments call findings of every kind. Mistakes have the name of their kind, too.
const toolName = "unnest"

// Told are the places where comments keep parts of a finding, and of which a driver is to be told
// that reads these comments itself; none for one that does not.
func (r *Result) Told(f *chain.Finding) []token.Pos {
	var places []token.Pos
	for _, cut := range f.Cuts {
		if cut.Refused && cut.Reason.Kept() && r.drops(cut.Reason.Pos) {
			places = append(places, cut.Reason.Pos)
		}
	}
	for _, inner := range f.Inner {
		places = append(places, r.Told(inner)...)
	}
	return places
}

// drops reports whether the driver itself drops what is reported at a place.
func (r *Result) drops(pos token.Pos) bool { return r.nolint && r.comments(pos).Drop(toolName) }

// Kept reports whether a comment keeps what is found at a place.
func (r *Result) Kept(pos token.Pos) bool { return r.comments(pos).Keep(toolName) }

// keepers finds the comments that keep what is at a place.
func keepers(pass *analysis.Pass, cfg *Config) func(pos token.Pos) keep.Comments {
	lines := make(map[*token.File]keep.Lines)
	for _, file := range pass.Files {
		if !cfg.Kept {
			lines[pass.Fset.File(file.FileStart)] = keep.In(pass.Fset, file)
		}
	}
	return func(pos token.Pos) keep.Comments {
		return lines[pass.Fset.File(pos)].At(pass.Fset.PositionFor(pos, false).Line)
	}
}
