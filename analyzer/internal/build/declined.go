package build

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/internal/cps"
)

// Declined returns the callbacks of a file that look like parts of a pyramid and
// are none: literals with the shape of a completion that stand in another one,
// or have another one in them. They are in source order.
func Declined(file inspector.Cursor, index *cps.Index) []*chain.Declined {
	completions := make(map[*ast.FuncLit]bool) // true in a nest
	var all []*chain.Declined
	for cur := range file.Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		var lits []*ast.FuncLit
		for _, l := range index.Launch(call) {
			if l.Lit != nil {
				lits = append(lits, l.Lit)
			}
		}
		for d := range index.Declined(call) {
			lits, all = append(lits, d.Lit), append(all, d)
		}
		around := enclosing(cur, completions)
		for _, lit := range lits {
			completions[lit] = around != nil
		}
		if around != nil && len(lits) > 0 {
			completions[around] = true
		}
	}
	return slices.DeleteFunc(all, func(d *chain.Declined) bool { return !completions[d.Lit] })
}

// enclosing is the innermost completion that a call stands in, nil for none.
func enclosing(cur inspector.Cursor, completions map[*ast.FuncLit]bool) *ast.FuncLit {
	for c := range cur.Enclosing((*ast.FuncLit)(nil)) {
		lit := c.Node().(*ast.FuncLit)
		if _, ok := completions[lit]; ok {
			return lit
		}
	}
	return nil
}
