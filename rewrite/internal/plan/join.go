package plan

import (
	"fmt"
	"go/ast"
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
//	- left is a constant, the number of the operations, and finish alone uses it; it
//	may count up to that as well, and be an atomic integer
//	- finish is declared in the list of the operations, and all uses of it are there, in
//	statements that follow one another, each the launch of a known one-shot operation
//	- each of them calls finish at most once on every path, a pyramid in its last
//	body or in exits that are all alike
//	- finish does not recover, nor ask by whom it is called, and its names mean the same where the
//	operations are launched
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
		Src: k.src, Kind: GroupAll, Call: c.Obj, Drop: append(t.decls, c.Decl), Last: Span{t.from, t.to},
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
		return fmt.Sprintf("it counts to %d, and is called by %d operations", t.count, len(group.Members))
	case slices.ContainsFunc(t.list, k.src.recovers):
		return "it recovers"
	case slices.ContainsFunc(t.list, k.src.asks):
		return asking
	case slices.ContainsFunc(t.decls, func(s ast.Stmt) bool { return s.Pos() > group.Members[0].Stmt.Pos() }):
		return "the counter is set after the first launch"
	case slices.ContainsFunc(t.decls, k.src.commentIn),
		k.src.commentBetween(t.Decl.Pos(), t.from), k.src.commentBetween(t.to, t.Decl.End()):
		return commented
	case !k.src.meansThere(t.from, t.to, group.Members[0].Stmt.Pos()):
		return "a name in it means something else where the operations are launched; rename one of them"
	}
	return k.labels()
}

// signal makes a promise of a chain that tells its end by calling f, or says
// why that cannot be.
func (p *Part) signal(f types.Object) string {
	if !p.launches() || p.Finale != nil || p.End != EndBody && p.End != EndGuarded {
		return fmt.Sprintf("%s ends in another way", p.Steps[0].Name)
	}
	last := p.Steps[len(p.Steps)-1]
	if !p.Src.atMostOnce(last.Lit.Body.List, f, nil) {
		return fmt.Sprintf("the last continuation of %s may call it twice, or in a way that is "+
			"not followed; return after each call", p.Steps[0].Name)
	}
	if p.Front != nil && !p.Src.atMostOnce(p.Front.Guard.Body.List, f, nil) {
		return fmt.Sprintf("line %d may call it twice, or in a way that is not followed; "+
			"return after each call", p.Src.line(p.Front.Guard))
	}
	p.Joins = f
	return p.middle(f)
}

// middle says which call of a function stays in a continuation that is not the
// last; empty when none does.
func (p *Part) middle(f types.Object) string {
	if why := p.beside(f); why != "" {
		return why
	}
	last := p.Steps[len(p.Steps)-1]
	for _, id := range p.Src.Uses(f) {
		used := p.Src.Info.Uses[id] != nil && within(id.Pos(), p.Stmt)
		if used && !p.gone(id.Pos()) && !within(id.Pos(), last.Lit.Body) {
			return fmt.Sprintf("line %d calls it in the middle of a pyramid; "+
				"call it in the last continuation, and in exits that are all alike", p.Src.line(id))
		}
	}
	return ""
}
