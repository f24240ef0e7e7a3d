package progen

import "fmt"

// continuation writes the literal that an operation is given.
func (g *gen) continuation(o op) {
	outer := g.push()
	g.scope.frame = true
	g.p("func(")
	unnamed := g.chance(3)
	var err *variable
	for i, t := range o.params {
		if i > 0 {
			g.p(", ")
		}
		if g.chance(g.talk / 2) {
			g.p("%s", g.inline())
		}
		switch {
		case unnamed:
			g.p("%s", t)
		case g.chance(8):
			g.p("_ %s", t)
		default:
			name := g.fresh(t)
			g.p("%s %s", name, t)
			v := g.declare(name, t)
			if failure := g.failureOf(v); failure != nil {
				err = failure
			}
		}
	}
	g.p(") ")
	g.open()
	if g.chance(g.talk) && len(o.params) > 0 {
		g.p("%s\n", g.line())
	}
	switch {
	case err == nil:
		g.body()
	case g.chance(6):
		g.inBranches(err)
	default:
		g.guard(err)
		g.body()
	}
	g.shut()
	g.pop(outer)
}

// body writes statements around launches.
func (g *gen) body() {
	if g.style.straight {
		g.straight()
		return
	}
	g.simply(2)
	if g.chance(5) {
		g.derive()
	}
	if g.chance(3 + g.waits/2) {
		grouped(g)
	}
	if g.chance(g.waits) {
		waited(g)
	}
	if g.chance(4) {
		pick(g, []stmt{recursing, recursing, circling})(g)
	}
	switch {
	case g.budget <= 0:
		g.ending()
	case g.chance(6):
		g.ending()
	default:
		g.comment()
		pick(g, places())(g)
		if g.budget > 0 && g.chance(10) {
			g.place()
		}
	}
	if g.chance(45) {
		g.simply(2)
	}
	g.use()
}

// place writes a launch in the block.
func (g *gen) place() { g.launch() }

// ending writes how a story ends.
func (g *gen) ending() {
	if g.chance(15) {
		again(g)
	}
	if g.chance(25) && g.delegated() {
		return
	}
	switch g.IntN(4) {
	case 0:
		logged(g)
	case 1:
		g.complete(g.anError)
	default:
		g.complete(noError)
	}
	if g.chance(15) {
		g.leave()
	}
}

// places are where a launch may stand.
func places() []stmt {
	plain := func(g *gen) { g.place() }
	return []stmt{
		plain, plain, plain, plain, plain, plain, plain, plain, plain, plain, plain, plain,
		inIf, inIf, inIfElse, inSwitch, inTypeSwitch, inSelect, inBlock, inLoop, inLabel,
		onTheSpotLaunch, inGo, inDefer,
		inBreakingLoop, twice, inForever, inSwitchWith, inLabelledLoop,
		inWithResult, inTestedResult, inHelper, inHelper, inTurns, inTurns, inTurns,
		launchHolding, launchHolding,
	}
}

func (g *gen) inner(f stmt) {
	outer := g.push()
	g.open()
	g.simply(1)
	f(g)
	g.simply(1)
	g.use()
	g.shut()
	g.pop(outer)
}

func inIf(g *gen) {
	g.p("if %s ", g.cond())
	g.inner((*gen).place)
	g.p("\n")
}

func inIfElse(g *gen) {
	outer := g.push()
	value := g.value(tInt)
	name := g.fresh(tInt)
	g.p("if %s := %s; %s > 4 ", name, value, name)
	g.declareAs(name, tInt).used = true
	g.inner((*gen).place)
	g.p(" else ")
	if g.budget > 0 && g.chance(60) {
		g.inner((*gen).place)
	} else {
		g.inner((*gen).ending)
	}
	g.pop(outer)
	g.p("\n")
}

func inSwitch(g *gen) {
	g.p("switch %s %% 2 {\n", "("+g.value(tInt)+")")
	for i := range 2 {
		g.p("case %d:\n", i)
		if g.chance(g.talk) {
			g.p("%s\n", g.line())
		}
		g.clause(placeOrEnd)
	}
	g.p("}\n")
}

// placeOrEnd launches again, or ends here when there is no launch left.
func placeOrEnd(g *gen) {
	if g.budget > 0 {
		g.place()
	} else {
		g.ending()
	}
}

func inTypeSwitch(g *gen) {
	if !g.can("any", "int") {
		g.place()
		return
	}
	name := g.fresh(tNothing)
	g.p("switch %s := any(%s).(type) {\ncase int:\n", name, g.value(tInt))
	outer := g.push()
	g.declareAs(name, tInt)
	g.simply(2)
	g.place()
	g.use()
	g.pop(outer)
	g.p("default:\n_ = %s\n}\n", name)
}

func inSelect(g *gen) {
	if !g.can("make", "int") {
		g.place()
		return
	}
	channel := g.fresh(tNothing)
	g.p("%s := make(chan int, 1)\n", channel)
	g.declareAs(channel, tNothing).used = true
	g.p("%s <- %s\n", channel, g.value(tInt))
	outer := g.push()
	value := g.fresh(tInt)
	g.p("select {\ncase %s := <-%s:\n", value, channel)
	g.declareAs(value, tInt)
	g.simply(1)
	g.place()
	g.use()
	g.pop(outer)
	g.p("default:\n}\n")
}

func inBlock(g *gen) {
	g.inner((*gen).place)
	g.p("\n")
}

func inLoop(g *gen) {
	outer := g.push()
	name := g.fresh(tInt)
	g.p("for %s := range 2 ", name)
	g.declareAs(name, tInt).used = true
	in := g.push()
	g.open()
	g.event("%v", name)
	g.place()
	g.use()
	g.shut()
	g.pop(in)
	g.pop(outer)
	g.p("\n")
}

func inBreakingLoop(g *gen) {
	if !g.can("num") {
		g.place()
		return
	}
	outer := g.push()
	name := g.fresh(tInt)
	for name == "num" {
		name = g.fresh(tInt)
	}
	g.p("for %s := 0; ; %s++ ", name, name)
	g.declareAs(name, tInt).used = true
	in := g.push()
	g.open()
	g.event("%v", name)
	g.p("if num(1) == 1 {\n")
	third := g.push()
	g.place()
	g.use()
	g.pop(third)
	g.p("break\n}\n}\n")
	g.pop(in)
	g.pop(outer)
}

func inForever(g *gen) {
	outer := g.push()
	g.p("for ")
	g.open()
	g.place()
	g.use()
	g.p("break\n}\n")
	g.pop(outer)
}

func inLabel(g *gen) {
	g.labels++
	label := fmt.Sprintf("L%d", g.labels)
	g.p("%s:\nswitch {\ncase %s:\n", label, g.cond())
	g.clause(func(g *gen) {
		g.place()
		g.p("if %s {\nbreak %s\n}\n", g.cond(), label)
		g.event("not broken")
	})
	g.p("default:\nbreak %s\n}\n", label)
}

func onTheSpotLaunch(g *gen) { g.onSpot("", (*gen).place) }

func inGo(g *gen) { g.goroutine((*gen).place) }

func inDefer(g *gen) { g.onSpot("defer ", (*gen).place) }

// twice launches two operations beside each other.
func twice(g *gen) {
	g.place()
	if g.budget > 0 {
		g.comment()
		g.place()
	}
}

// anError and noError are what a completion is told.
func (g *gen) anError() string { return g.value(tErr) }

func noError() string { return "nil" }

// complete calls a completion with an error, if one is in sight.
func (g *gen) complete(err func() string) {
	for _, t := range []typ{tDoneParam, tDoneInt, tDoneString, tDoneUser, tDoneErr, tDoneValue, tDoneAny} {
		v := g.variable(t)
		if v == nil {
			continue
		}
		v.used = true
		g.p("%s(%s)", v.name, g.outcome(t, err))
		g.lineEnd()
		return
	}
	g.event("complete")
}

// outcome writes the arguments of a completion.
func (g *gen) outcome(t typ, err func() string) string {
	if t == tDoneErr {
		return err()
	}
	if t == tDoneValue {
		return g.value(tInt)
	}
	if t == tDoneParam {
		return g.value(tParam) + ", " + err()
	}
	if t == tDoneString {
		return g.value(tString) + ", " + err()
	}
	if t == tDoneUser {
		return g.value(tUser) + ", " + err()
	}
	if t == tDoneAny {
		return g.value(pick(g, []typ{tAny, tInt, tString, tUser})) + ", " + err()
	}
	return g.value(tInt) + ", " + err()
}
