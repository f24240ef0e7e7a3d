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
// stand around or in what is a step, or would be one if it were declared. Where the
// shape of a completion is enough (assume), they may stand in each other, too.
func Declined(file inspector.Cursor, index *cps.Index, assume bool) []*chain.Declined {
	n := nests{}
	var all []*chain.Declined
	for cur := range file.Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		around := n.enclosing(cur)
		for _, l := range index.Launch(call) {
			if l.Lit != nil {
				n[l.Lit] = &completion{around: around, step: true}
			}
		}
		for d := range index.Declined(call) {
			all = append(all, d)
			mute := d.Mute && (!assume || !d.Open)
			n[d.Lit] = &completion{around: around, mute: mute, step: d.Open && !d.Mute}
		}
	}
	n.link()
	return slices.DeleteFunc(all, func(d *chain.Declined) bool { return !n[d.Lit].nested })
}

// A completion is a literal that is one, or looks like one.
type completion struct {
	around *completion // the innermost one around it, nil for none
	mute   bool        // it is told of no error, and counts only with a step
	step   bool        // it is a step of a pyramid, or would be if it were declared
	nested bool        // there is another one around or in it
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
			case c.step || outer.step:
				c.nested, outer.nested = true, true
			}
		}
	}
}
