package build

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/internal/cps"
)

// Declined returns the callbacks of a file that look like parts of a pyramid and
// are none, in source order: literals with the shape of a completion that stand in
// another one, or have another one in them, and those that are told of no error and
// would be parts of a pyramid, around or in what is a step, or would be one, if they were
// declared. Where the shape of a completion is enough (assume), they may stand in each other,
// too. The remedy is told of those that would be parts of a pyramid. Callbacks with a result that
// stand in each other are among them.
func (p *Package) Declined(file inspector.Cursor, assume bool) []*chain.Declined {
	n := nests{}
	var all []*cps.Declined
	for cur := range file.Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		around := n.enclosing(cur)
		for _, l := range p.Index.Launch(call) {
			if l.Lit != nil {
				n[l.Lit] = &completion{lit: l.Lit, around: around, step: true}
			}
		}
		for d := range p.Index.Declined(call) {
			all = append(all, d)
			n[d.Lit] = &completion{
				lit: d.Lit, around: around, mute: d.Mute && (!assume || !d.Open), step: d.Open && !d.Mute,
				doubtful: d.Mute && !d.Open, declined: d,
			}
		}
	}
	n.link()
	all = slices.DeleteFunc(all, func(d *cps.Declined) bool { return !n[d.Lit].nested })
	told := append(n.useful(p, file, all), p.answered(file)...)
	slices.SortStableFunc(told, func(a, b *chain.Declined) int { return int(a.Call.Pos() - b.Call.Pos()) })
	return told
}

// useful are those among callbacks that are worth telling of: their remedy makes a pyramid, with those
// of the others, with those around it, or by itself, or they are told of an error, and then it goes.
func (n nests) useful(p *Package, file inspector.Cursor, all []*cps.Declined) []*chain.Declined {
	var useful []*chain.Declined
	for decl := range file.Children() {
		behind := func(d *cps.Declined) bool { return d.Lit.Pos() >= decl.Node().End() }
		inside := slices.IndexFunc(all, behind)
		if inside < 0 {
			inside = len(all)
		}
		if inside > 0 {
			useful = append(useful, n.usefulIn(p, file, decl, all[:inside])...)
		}
		all = all[inside:]
	}
	return useful
}

// usefulIn is useful for the callbacks of a declaration.
func (n nests) usefulIn(p *Package, file, decl inspector.Cursor, all []*cps.Declined) []*chain.Declined {
	together := p.stepsWith(file, decl, all)
	helps := func(d *cps.Declined) bool {
		if d.Remedy == "" || together[d.Lit] {
			return d.Remedy != ""
		}
		nest := n.nest(file, d)
		return p.stepsWith(file, nest, n.around(d))[d.Lit] ||
			p.stepsWith(file, nest, []*cps.Declined{d})[d.Lit]
	}
	var useful []*chain.Declined
	for _, d := range all {
		helpful := helps(d)
		if !helpful && !d.Mute {
			told := *d.Declined
			told.Remedy = ""
			useful = append(useful, &told)
		} else if helpful {
			useful = append(useful, d.Declined)
		}
	}
	return useful
}

// around are a callback that is no continuation, and those that it stands in.
func (n nests) around(d *cps.Declined) []*cps.Declined {
	var all []*cps.Declined
	for c := n[d.Lit]; c != nil; c = c.around {
		if c.declined != nil {
			all = append(all, c.declined)
		}
	}
	return all
}

// nest is the statement or declaration that the outermost callback around one stands in.
func (n nests) nest(file inspector.Cursor, d *cps.Declined) inspector.Cursor {
	outer := d.Lit
	for c := n[d.Lit]; c != nil; c = c.around {
		outer = c.lit
	}
	cur, _ := file.FindNode(outer)
	for around := range cur.Enclosing((*ast.ExprStmt)(nil), (*ast.AssignStmt)(nil), (*ast.ReturnStmt)(nil),
		(*ast.GoStmt)(nil), (*ast.DeferStmt)(nil), (*ast.FuncDecl)(nil), (*ast.GenDecl)(nil)) {
		return around
	}
	return file
}

// stepsWith are the literals in the steps of the pyramids in some place that there would be if the
// remedies for all of these callbacks were taken.
func (p *Package) stepsWith(file, place inspector.Cursor, all []*cps.Declined) map[*ast.FuncLit]bool {
	declared := make(map[*ast.CallExpr][]cps.Launch)
	for _, d := range all {
		if d.Remedy != "" {
			declared[d.Call] = append(declared[d.Call], d.Launch)
		}
	}
	f := p.plant(place, func(call *ast.CallExpr) []cps.Launch {
		return slices.Concat(p.Index.Launch(call), declared[call])
	})
	b := p.builder(file)
	b.least = Least{max(pyramid, p.Least.Depth), max(pyramid, p.Least.Outcomes)}
	steps := make(map[*ast.FuncLit]bool)
	for _, root := range f.roots {
		for _, c := range b.chains(root) {
			for _, s := range c.Steps {
				steps[s.Lit] = true
			}
		}
	}
	return steps
}

// pyramid is the least depth and number of outcomes of a pyramid.
const pyramid = 2

// A completion is a literal that is one, or looks like one.
type completion struct {
	lit      *ast.FuncLit
	around   *completion // the innermost one around it, nil for none
	mute     bool        // it is told of no error, and counts only with a step
	step     bool        // it is a step of a pyramid, or would be if it were declared
	doubtful bool        // it counts only around a step
	nested   bool        // there is another one around or in it

	declined *cps.Declined // what is said of it, nil for a continuation
}

// nests are the completions of a file.
type nests map[*ast.FuncLit]*completion

// enclosing is the innermost completion that a call stands in, nil for none.
func (n nests) enclosing(cur inspector.Cursor) *completion {
	for c := range cur.Enclosing((*ast.FuncLit)(nil)) {
		if found := n[c.Node().(*ast.FuncLit)]; found != nil {
			return found
		}
	}
	return nil
}

// link finds out which completions are nested in each other.
func (n nests) link() {
	for _, c := range n {
		for outer := c.around; outer != nil; outer = outer.around {
			switch {
			case !c.mute && !outer.mute:
				c.nested, outer.nested = true, true
			case c.step || outer.step && !c.doubtful:
				c.nested, outer.nested = true, true
			}
		}
	}
}
