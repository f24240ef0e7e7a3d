package plan

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// race finds operations of which the first to finish completes.
//
//	Pattern: var once sync.Once; win := func(v V, err error) { once.Do(func() { done(v, err) }) }
//	f(… win(v, err) …)
//	g(… win(w, err) …) =>
//	promise.Race(Call(…f…), Call(…g…)).Settle(done)
//	So long as:
//	- win is a gate: a sync.Once, an atomic.Bool or a flag, used by it alone, lets
//	one call through, which hands on just what it is given
//	- what it does before that becomes a Finally, under the conditions of that
//	- it is declared in the list of the operations, and all uses of it are there, in
//	statements that follow one another, each the launch of a known one-shot operation
//	- a pyramid among them ends with win on all paths that come to an end: its
//	exits are taken away, and its last body calls win at most once on every path
//	- in a single launch, the continuation calls win at most once on every path
//	- if it is a sync.Once, the call of win is the last that happens in a member, and
//	all of its operations are parting: nothing happens on the goroutine after they have
//	called back
//	Because: Race launches its inputs in order, all of them, the next one
//	when the launch before it has returned, even if it is decided already; the
//	outcome that settles it does so in the call that brings it, and the others are ignored.
//
// A sync.Once makes the loser wait while the winner's completion runs on
// another goroutine, Race does not. So nothing may come after the call, neither in the members
// nor in what the operations do after they have called back. A Race that lets the
// losers wait would be no remedy: a winner may wait for what a loser does next, and that is
// no deadlock with an atomic.Bool.
//
// The tempting alternative for a timer is Timeout: but that fires on the loop,
// not on the goroutine of the timer, and is set before the operation is launched.
func (k *grouper) race(c *Closure) (*Group, string) {
	g := k.src.gate(c)
	if g == nil {
		return nil, ""
	}
	group := &Group{
		Src: k.src, Drop: []ast.Stmt{g.latch, g.Decl}, Call: g.Obj, Done: g.end.done.Name,
		At:    g.end.done,
		First: Span{g.from, g.end.call.Pos()},
	}
	if len(g.first) == 0 {
		group.First.To = group.First.From
	}
	why := k.members(group, g.Decl)
	if len(group.Members) < 2 {
		return nil, ""
	}
	if why == "" {
		why = k.hands(group, g)
	}
	if why != "" {
		return nil, fmt.Sprintf("%s is no Race: %s", g.Obj.Name(), why)
	}
	return group, ""
}

// hands says why what the gate does cannot be done between the race and its
// completion, empty when it can.
func (k *grouper) hands(group *Group, g *gate) string {
	at := group.Members[0].Stmt.Pos()
	for _, obj := range append(k.src.paramsOf(g.Lit), k.src.latch(g)) {
		for _, stmt := range g.first {
			if obj != nil && k.src.usedIn(obj, stmt, nil) {
				return fmt.Sprintf("it uses %s; do that in %s", obj.Name(), g.end.done.Name)
			}
		}
	}
	switch {
	case slices.ContainsFunc(g.first, leavesEarly):
		return "it returns early, or defers"
	case slices.ContainsFunc(g.first, k.src.recovers):
		return "it recovers"
	case slices.ContainsFunc(g.first, k.src.asks):
		return asking
	case k.src.commentBetween(g.latch.Pos(), g.latch.End()),
		k.src.commentBetween(g.Decl.Pos(), g.from), k.src.commentBetween(g.end.call.Pos(), g.Decl.End()),
		len(g.first) == 0 && k.src.commentBetween(g.from, g.end.call.Pos()):
		return commented
	case !k.src.meansThere(g.from, g.end.done.End(), at):
		return "a name in it means something else where the operations are launched; rename one of them"
	}
	if g.waits {
		if why := k.waits(group); why != "" {
			return why
		}
	}
	return k.labels()
}

// waits says why it makes a difference that a sync.Once lets the loser wait until
// the winner's completion has returned.
func (k *grouper) waits(group *Group) string {
	const remedy = "for which it may have to wait; use an atomic.Bool, which nobody waits for"
	for _, m := range group.Members {
		if !k.src.callsLast([]ast.Stmt{m.Stmt}, group.Call, true) {
			return fmt.Sprintf("line %d does more after the call, %s", k.src.line(m.Stmt), remedy)
		}
		for _, s := range k.launched(m) {
			if !s.Parting {
				return fmt.Sprintf("%s may do more after it has called back, %s", s.Name, remedy)
			}
		}
	}
	return ""
}

// launched lists the operations of a member.
func (k *grouper) launched(m *Member) []*chain.Step {
	var steps []*chain.Step
	if c := k.chains[m.Stmt]; c != nil {
		steps = append(steps, c.Steps...)
		if c.Tail != nil {
			steps = append(steps, c.Tail)
		}
	}
	for call, s := range k.known {
		if within(call.Pos(), m.Stmt) {
			steps = append(steps, s)
		}
	}
	slices.SortFunc(steps, func(a, b *chain.Step) int { return int(a.Call.Pos() - b.Call.Pos()) })
	return steps
}

// latch is the variable that remembers the first call.
func (src *Source) latch(g *gate) types.Object {
	switch decl := g.latch.(type) {
	case *ast.AssignStmt:
		return src.Info.Defs[decl.Lhs[0].(*ast.Ident)]
	case *ast.DeclStmt:
		return src.Info.Defs[src.onlySpec(decl).Names[0]]
	}
	return nil
}

// join makes a promise of a chain that completes by calling f, or says why
// that cannot be.
func (p *Part) join(f types.Object) string {
	if p.done == nil || p.Src.Info.Uses[p.done.done] != f {
		return fmt.Sprintf("the paths of %s come to it with different outcomes; "+
			"begin every continuation with if err != nil { %s(…, err); return }", p.Steps[0].Name, f.Name())
	}
	if !p.launches() || p.Finale != nil || p.TellsError() {
		return fmt.Sprintf("%s ends in another way", p.Steps[0].Name)
	}
	if why := p.beside(f); why != "" {
		return why
	}
	last := p.Steps[len(p.Steps)-1]
	for _, id := range p.Src.Uses(f) {
		if p.Src.Info.Uses[id] == nil || !within(id.Pos(), p.Stmt) || p.gone(id.Pos()) || p.endsWith(id) {
			continue
		}
		if p.End != EndBody && p.End != EndGuarded || !within(id.Pos(), last.Lit.Body) ||
			!p.Src.atMostOnce(last.Lit.Body.List, f, nil) {
			return fmt.Sprintf("line %d calls it in the middle of a pyramid, or not once; "+
				"call it in error exits and in the last continuation", p.Src.line(id))
		}
	}
	p.Joins, p.JoinValue, p.PassesOn = f, p.spell(p.done.sig.Params().At(0).Type()), true
	p.passOn(last)
	return ""
}

// passOn takes the exit of the last body away: as that of a member its error
// passes on by itself.
func (p *Part) passOn(s *Step) {
	g := s.guard(p.Src)
	if p.End != EndBody || g == nil {
		return
	}
	s.OnlyGood, s.Guard = true, g.stmt
	s.ErrVar = p.Src.usedIn(g.err, s.Lit, g.stmt) && !s.redeclares(p.Src, g.err)
	s.ErrUnread = s.ErrVar && !p.read(g.err)
	if p.Moved = p.returns(s.Lit.Body.List[1:], p.done); p.Moved != nil {
		p.End = EndMap
	}
}
