// Package pyramid is what the command knows of each pyramid that it reports.
package pyramid

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/rewrite"
)

// A Pyramid is a finding, where it stands, and what may be done about it.
type Pyramid struct {
	*rewrite.Rewrite
	Package  *packages.Package
	File     *ast.File
	Position token.Position
	Refusal  *chain.Refusal // why it stays as it is; nil when there is a fix
}

// Least is the least depth of what is called a pyramid.
const Least = 2

// Of lists the pyramids of an outcome.
func Of(outcome *drive.Outcome) []*Pyramid {
	var rewrites []*rewrite.Rewrite
	switch result := outcome.Result.(type) {
	case *rewrite.Result:
		rewrites = result.Rewrites
	case *rewrite.Signatures:
		rewrites = result.Rewrites
	}
	var all []*Pyramid
	for _, r := range rewrites {
		pkg := outcome.Package
		pos := r.Finding.Chain.Head().Call.Pos()
		p := &Pyramid{
			Rewrite:  r,
			Package:  pkg,
			Position: pkg.Fset.PositionFor(pos, false),
			Refusal:  r.Refusal,
		}
		for _, f := range pkg.Syntax {
			if f.FileStart <= pos && pos < f.FileEnd {
				p.File = f
			}
		}
		if p.Refusal == nil {
			p.Refusal = Locked(pkg, p.File, pos)
		}
		all = append(all, p)
	}
	return all
}

// Sort orders pyramids by place.
func Sort(all []*Pyramid) {
	slices.SortStableFunc(all, func(a, b *Pyramid) int {
		return cmp.Or(
			strings.Compare(a.Position.Filename, b.Position.Filename),
			cmp.Compare(a.Position.Offset, b.Position.Offset),
		)
	})
}

// Locked is the reason why a file is never edited, nil when it may be. It is
// reported at pos.
func Locked(pkg *packages.Package, file *ast.File, pos token.Pos) *chain.Refusal {
	if locked := rewrite.Locked(file, pos); locked != nil {
		return locked
	}
	whose := load.Elsewhere(pkg, pkg.Fset.File(file.FileStart).Name())
	if whose == "" {
		return nil
	}
	return &chain.Refusal{
		Rule: "vendored", Pos: pos,
		Text: "the file belongs to " + whose, Remedy: "flatten it there",
	}
}

// Key identifies a fix by the text that it replaces and what replaces it, in
// whatever version of the file.
func (p *Pyramid) Key(text []byte) string {
	var key strings.Builder
	file := p.Package.Fset.File(p.Finding.Chain.Head().Call.Pos())
	fmt.Fprintf(&key, "%s\n", p.Position.Filename)
	for _, e := range p.Edits {
		end := e.End
		if !end.IsValid() {
			end = e.Pos
		}
		if from, to := file.Offset(e.Pos), file.Offset(end); to <= len(text) {
			fmt.Fprintf(&key, "%q %q\n", text[from:to], e.NewText)
		}
	}
	return key.String()
}
