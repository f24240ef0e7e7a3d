package report

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/cmd/unnest/internal/baseline"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/pyramid"
)

// A Finding is a pyramid or a mistake, as every form of report has it.
type Finding struct {
	Package  *packages.Package
	Position token.Position
	Analyzer string // that reports it
	Category string // rule of a refusal, kind of a mistake
	Note     bool   // nothing can be done about it here and now
	Message  string
	Subject  string // the chain of a pyramid, empty for mistakes
	Pos, End token.Pos
	Related  []analysis.RelatedInformation
	Fixes    []analysis.SuggestedFix

	pyramid *pyramid.Pyramid // nil for mistakes
}

// Full is the message with what it is about.
func (f *Finding) Full() string {
	if f.Subject == "" {
		return f.Message
	}
	return f.Message + " (" + f.Subject + ")"
}

// Findings are those of outcomes: all pyramids, and what the analyzers with
// these names report. They are in the order of their places, and what stands in
// a file of two packages, one of them for its tests, is there once.
func Findings(outcomes []*drive.Outcome, analyzers []string) []*Finding {
	var all []*Finding
	for _, o := range outcomes {
		all = append(all, Pyramids(pyramid.Of(o))...)
		for _, d := range o.Diagnostics {
			if slices.Contains(analyzers, d.Category) {
				all = append(all, mistake(o.Package, d))
			}
		}
	}
	slices.SortStableFunc(all, compare)
	all = slices.CompactFunc(all, func(a, b *Finding) bool {
		return compare(a, b) == 0 && a.Message == b.Message
	})
	e := make(endings)
	for _, f := range all {
		e.fit(f)
	}
	return all
}

func compare(a, b *Finding) int {
	return cmp.Or(
		strings.Compare(a.Position.Filename, b.Position.Filename),
		cmp.Compare(a.Position.Offset, b.Position.Offset),
		strings.Compare(a.Category, b.Category),
	)
}

func mistake(pkg *packages.Package, d analysis.Diagnostic) *Finding {
	return &Finding{
		Package:  pkg,
		Position: pkg.Fset.PositionFor(d.Pos, false),
		Analyzer: d.Category,
		Category: d.Category,
		Message:  d.Message,
		Pos:      d.Pos,
		End:      cmp.Or(d.End, d.Pos),
		Related:  d.Related,
		Fixes:    d.SuggestedFixes,
	}
}

// analyzerName is the name under which pyramids are reported.
const analyzerName = "unnest"

// Pyramids are pyramids as findings, in the same order.
func Pyramids(all []*pyramid.Pyramid) []*Finding {
	var found []*Finding
	for _, p := range all {
		call := p.Finding.Chain.Head().Call
		f := &Finding{
			Package:  p.Package,
			Position: p.Position,
			Analyzer: analyzerName,
			Category: "nested",
			Message:  "nested callbacks can be flattened using Then",
			Subject:  p.Chains(),
			Pos:      call.Pos(),
			End:      call.Fun.End(),
			pyramid:  p,
		}
		if r := p.Refusal; r != nil {
			f.Category, f.Note, f.Message = r.Rule, true, r.Error()
			if r.Pos.IsValid() && r.Pos != call.Pos() {
				f.Related = []analysis.RelatedInformation{{Pos: r.Pos, Message: r.Text}}
			}
		} else {
			f.Fixes = []analysis.SuggestedFix{{Message: "Flatten into a Then chain", TextEdits: p.Edits}}
		}
		found = append(found, f)
	}
	return found
}

// Function is the declaration that the finding stands in, such as buy or
// Client.buy; empty for none.
func (f *Finding) Function() string {
	for _, file := range f.Package.Syntax {
		if f.Pos < file.FileStart || file.FileEnd <= f.Pos {
			continue
		}
		for _, decl := range file.Decls {
			if decl.Pos() <= f.Pos && f.Pos < decl.End() {
				return name(decl, f.Pos)
			}
		}
	}
	return ""
}

func name(decl ast.Decl, pos token.Pos) string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil || len(d.Recv.List) == 0 {
			return d.Name.Name
		}
		receiver := strings.TrimLeft(types.ExprString(d.Recv.List[0].Type), "*(")
		base, _, _ := strings.Cut(receiver, "[")
		return strings.TrimRight(base, ")") + "." + d.Name.Name
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok && v.Pos() <= pos && pos < v.End() {
				return v.Names[0].Name
			}
		}
	}
	return ""
}

// PyramidKind is the kind of pyramids in keys. That of a mistake is its category.
const PyramidKind = "pyramid"

// Key says what is found and where, but for the line, in a baseline in a directory.
func (f *Finding) Key(dir string) string {
	kind, subject := PyramidKind, f.Subject
	if f.pyramid == nil {
		kind, subject = f.Category, f.Message
	}
	return baseline.Key(baseline.File(dir, f.Position.Filename), f.Function(), kind, subject)
}
