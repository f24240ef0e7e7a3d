package flatten

import (
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/cmd/unnest/internal/pyramid"
	"github.com/unnest-go/unnest/rewrite"
)

// unwritten are the pyramids that stay, as they stand in the files on disk: what is
// not written has no lines that somebody could look up.
func (f *flattener) unwritten() []*pyramid.Pyramid {
	left := slices.Clone(f.result.Left)
	var all, flattened []*pyramid.Pyramid
	for _, p := range f.first {
		if p.Refusal == nil {
			flattened = append(flattened, p)
			continue
		}
		all = append(all, p)
		if i := slices.IndexFunc(left, func(l *pyramid.Pyramid) bool { return same(l, p) }); i >= 0 {
			left = slices.Delete(left, i, i+1)
		}
	}
	o := &origins{flattened: flattened, taken: make(map[*chain.Step]bool)}
	for _, p := range left {
		all = append(all, o.of(p))
	}
	pyramid.Sort(all)
	return all
}

// same reports whether two pyramids may be one, in two forms of its file.
func same(a, b *pyramid.Pyramid) bool {
	return a.Position.Filename == b.Position.Filename && a.Chains() == b.Chains() &&
		a.Refusal.Rule == b.Refusal.Rule
}

// Origins are where what is left of pyramids comes from.
type origins struct {
	flattened []*pyramid.Pyramid
	taken     map[*chain.Step]bool // begin what is left of others
}

// of is a part that stays of a flattened pyramid, in the form of that one.
func (o *origins) of(left *pyramid.Pyramid) *pyramid.Pyramid {
	for _, p := range o.flattened {
		if p.Position.Filename != left.Position.Filename {
			continue
		}
		for _, f := range findings(append(slices.Clip(p.Beside), p.Finding)) {
			if part := o.part(f, left); part != nil {
				return part.in(p)
			}
		}
	}
	return left
}

// findings lists findings with those inside of them.
func findings(list []*chain.Finding) []*chain.Finding {
	var all []*chain.Finding
	for _, f := range list {
		all = append(append(all, f), findings(f.Inner)...)
	}
	return all
}

// A part is some steps of a chain, from a cut on.
type part struct {
	of      *chain.Finding
	from    int
	left    *pyramid.Pyramid // the same steps in the changed file
	refusal *chain.Refusal
}

// part finds the steps of a chain that are those of what is left, nil for none.
func (o *origins) part(f *chain.Finding, left *pyramid.Pyramid) *part {
	for _, p := range parts(f, left) {
		steps := left.Finding.Chain.Steps
		if p.from < 0 || p.from+len(steps) > len(f.Chain.Steps) || o.taken[f.Chain.Steps[p.from]] {
			continue
		}
		named := func(a, b *chain.Step) bool { return a.Name == b.Name }
		if slices.EqualFunc(f.Chain.Steps[p.from:p.from+len(steps)], steps, named) {
			o.taken[f.Chain.Steps[p.from]] = true
			return p
		}
	}
	return nil
}

// parts are the places where what is left of a chain may begin: at a cut, at the step
// before it that is refused, or where the chain does.
func parts(f *chain.Finding, left *pyramid.Pyramid) []*part {
	var all []*part
	for _, cut := range f.Cuts {
		reason := left.Refusal
		if cut.Reason.Rule == reason.Rule {
			reason = cut.Reason // names lines of the file as it is
		}
		all = append(all, &part{f, cut.Before, left, reason}, &part{f, cut.Before - 1, left, reason})
	}
	return append(all, &part{f, 0, left, left.Refusal})
}

// in is the part as a pyramid beside the one that it is a part of.
func (p *part) in(whole *pyramid.Pyramid) *pyramid.Pyramid {
	nest := *p.left.Finding.Chain
	nest.Steps = p.of.Chain.Steps[p.from : p.from+len(nest.Steps)]
	if nest.Tail != nil {
		nest.Tail = p.of.Chain.Tail
	}
	found := &chain.Finding{Chain: &nest, Refusal: p.refusal}
	return &pyramid.Pyramid{
		Rewrite:  &rewrite.Rewrite{Finding: found, Refusal: p.refusal},
		Package:  whole.Package,
		File:     whole.File,
		Position: whole.Package.Fset.PositionFor(nest.Head().Call.Pos(), false),
		Refusal:  p.refusal,
	}
}
