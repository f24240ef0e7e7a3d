package progen

import "strings"

// straight goes on with one launch, and at the end with one that is given the completion, as a rule.
func (g *gen) straight() {
	g.simply(1)
	g.budget = min(g.budget, 3)
	switch {
	case g.budget > 0:
		g.use()
		g.comment()
		g.next()
	case g.chance(80) && g.delegated():
	default:
		g.complete(noError)
		g.use()
	}
}

// next launches an operation that returns nothing, with a literal.
func (g *gen) next() {
	for range 20 {
		o := g.anyOp()
		if o.plain() && g.can(o.names...) && g.writable(o.params) {
			g.budget--
			g.call(o)
			g.lineEnd()
			return
		}
	}
	g.launch()
}

// delegated ends a story with an operation that is given the completion, after some cases in
// which the story completes by itself. It reports whether there is such an operation.
func (g *gen) delegated() bool {
	for _, t := range []typ{tDoneParam, tDoneInt, tDoneString, tDoneUser, tDoneErr, tDoneAny} {
		all, _ := g.visible(t)
		if len(all) == 0 {
			continue
		}
		takers := g.takers(t)
		if len(takers) == 0 {
			return false
		}
		done, o := all[len(all)-1], pick(g, takers)
		for done.used = true; g.chance(40); {
			g.answer(done)
		}
		if g.lookup(done.name) != done {
			return false
		}
		g.use()
		g.comment()
		g.p("%s%s%s", g.fill(o.before), done.name, g.fill(o.after))
		g.lineEnd()
		return true
	}
	return false
}

// takers are the operations that a completion of this type can be given to, here.
func (g *gen) takers(done typ) []op {
	var list []op
	for _, o := range append(ops(), g.own...) {
		if o.done() == done && o.plain() && g.can(o.names...) {
			list = append(list, o)
		}
	}
	return list
}

// plain reports whether the launch is a call that returns nothing.
func (o op) plain() bool { return o.result == returnsNothing && !strings.HasPrefix(o.before, "go ") }

// answer completes in some case, and returns.
func (g *gen) answer(done *variable) {
	g.p("if %s ", g.cond())
	outer := g.push()
	g.open()
	g.simply(1)
	if g.lookup(done.name) == done {
		g.comment()
		g.p("%s(%s)", done.name, g.outcome(done.typ, pick(g, []func() string{noError, g.anError})))
		g.lineEnd()
	}
	g.use()
	if g.chance(90) {
		g.leave()
	}
	g.shut()
	g.pop(outer)
	g.p("\n")
}
