package plan

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// join finds operations that are counted, and what is done when all are.
//
//	Pattern: left := 2; finish := func() { if left--; left == 0 { done(a, b) } }
//	f(… a = v; finish() …)
//	g(… b = w; finish() …) =>
//	promise.All(Call(…f…), Call(…g…)).Settle(func(_ []promise.Unit, _ error) { done(a, b) })
//	So long as:
//	- left is a constant, the number of the operations, and finish alone uses it
//	- finish is declared in the list of the operations, and all uses of it are there, in
//	statements that follow one another, each the launch of a known one-shot operation
//	- each of them calls finish at most once on every path, a pyramid in its last
//	body or in exits that are all alike
//	- finish does not recover, and its names mean the same where the operations are launched
//	Because: All settles in the call in which the last of its inputs settles,
//	which is the one in which the counter came to zero. What the continuations do before they
//	call finish stays where it is: so which error counts, the first or the
//	last, and when a result is stored, is what it was.
//
// The tempting alternative is a promise of the values, All in the order of the
// inputs. But it is rejected at once by the first error, where a counter waits
// for all; and AllSettled would look at the errors in the order of the inputs, not in
// that in which they came.
//
// A counter of a length that is zero never completes, All does: so a loop stays.
func (k *grouper) join(c *Closure) (*Group, string) {
	t := k.src.tally(c)
	if t == nil {
		return nil, ""
	}
	group := &Group{
		Src: k.src, Kind: GroupAll, Call: c.Obj, Drop: []ast.Stmt{t.decl, c.Decl}, Last: Span{t.from, t.to},
	}
	why := k.members(group, c.Decl)
	if len(group.Members) < 2 {
		return nil, ""
	}
	if why == "" {
		why = k.counts(group, t)
	}
	if why != "" {
		return nil, fmt.Sprintf("%s is no All: %s", c.Obj.Name(), why)
	}
	return group, ""
}

// counts says why what a tally does in the end cannot be done after All.
func (k *grouper) counts(group *Group, t *tally) string {
	switch {
	case t.count != int64(len(group.Members)):
		return fmt.Sprintf("it counts %d, and %d operations are launched", t.count, len(group.Members))
	case slices.ContainsFunc(t.list, k.src.recovers):
		return "it recovers"
	case k.src.commentBetween(t.decl.Pos(), t.decl.End()),
		k.src.commentBetween(t.Decl.Pos(), t.from), k.src.commentBetween(t.to, t.Decl.End()):
		return "it has comments that would have no place"
	case !k.src.meansThere(t.from, t.to, group.Members[0].Stmt.Pos()):
		return "a name in it means something else where the operations are launched"
	}
	return k.labels()
}

// signal makes a promise of a chain that tells its end by calling f, or says
// why that cannot be.
func (p *Part) signal(f types.Object) string {
	if p.Stmt != p.Until || p.Finale != nil || p.End != EndBody && p.End != EndGuarded {
		return fmt.Sprintf("%s ends in another way", p.Steps[0].Name)
	}
	last := p.Steps[len(p.Steps)-1]
	if !p.Src.atMostOnce(last.Lit.Body.List, f, nil) {
		return fmt.Sprintf("the last continuation of %s may call it twice", p.Steps[0].Name)
	}
	for _, id := range p.Src.Uses(f) {
		used := p.Src.Info.Uses[id] != nil && within(id.Pos(), p.Stmt)
		if used && !p.gone(id.Pos()) && !within(id.Pos(), last.Lit.Body) {
			return fmt.Sprintf("line %d calls it in the middle of a pyramid", p.Src.line(id))
		}
	}
	p.Joins = f
	return ""
}

// A tally is a local function that counts its calls down, and does something at
// the last one.
//
//	left := 2
//	finish := func() { if left--; left == 0 { … } }
type tally struct {
	*Closure
	decl     ast.Stmt // the declaration of the counter
	count    int64
	list     []ast.Stmt // what is done at the last call
	from, to token.Pos
}

// tally reads a closure as a tally, or returns nil.
func (src *Source) tally(c *Closure) *tally {
	if c.Lit.Type.Params.NumFields() > 0 || c.Lit.Type.Results.NumFields() > 0 {
		return nil
	}
	counter, rest, from := src.countsDown(c.Lit.Body)
	if counter == nil || len(rest) == 0 || !src.usedOnlyIn(counter, c.Lit) {
		return nil
	}
	for _, stmt := range rest {
		if src.usedIn(counter, stmt, nil) {
			return nil
		}
	}
	decl, list := src.declaration(counter)
	assign, ok := decl.(*ast.AssignStmt)
	if !ok || list != c.List || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
		return nil
	}
	count := src.Info.Types[assign.Rhs[0]].Value
	if count == nil || count.Kind() != constant.Int {
		return nil
	}
	t := &tally{Closure: c, decl: decl, list: rest, from: from, to: rest[len(rest)-1].End()}
	t.count, _ = constant.Int64Val(count)
	return t
}

// countsDown reads if left--; left == 0 { … }, and the same as two statements.
func (src *Source) countsDown(body *ast.BlockStmt) (counter types.Object, rest []ast.Stmt, from token.Pos) {
	list := body.List
	if len(list) == 0 {
		return nil, nil, token.NoPos
	}
	test, ok := list[len(list)-1].(*ast.IfStmt)
	if !ok || test.Else != nil {
		return nil, nil, token.NoPos
	}
	first := test.Init
	if first == nil && len(list) == 2 {
		first = list[0]
	} else if len(list) != 1 {
		return nil, nil, token.NoPos
	}
	dec, ok := first.(*ast.IncDecStmt)
	if !ok || dec.Tok != token.DEC {
		return nil, nil, token.NoPos
	}
	id, ok := dec.X.(*ast.Ident)
	cond, isBinary := test.Cond.(*ast.BinaryExpr)
	if !ok || !isBinary || cond.Op != token.EQL || !src.is(cond.X, src.Info.Uses[id]) || !src.Zero(cond.Y) {
		return nil, nil, token.NoPos
	}
	return src.Info.Uses[id], test.Body.List, test.Body.Lbrace + 1
}
