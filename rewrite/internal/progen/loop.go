package progen

// recursing writes a function that calls itself in its callback, and calls it.
func recursing(g *gen) {
	if !g.can("int", "error") {
		return
	}
	g.locals++
	n, turns := g.locals, 1+g.IntN(3)
	g.p("var next%d func(i%[1]d int)\n", n)
	if g.chance(10) {
		g.event("between")
	}
	g.p("next%d = func(i%[1]d int) {\n", n)
	outer := g.push()
	g.scope.frame = true
	g.simply(1)
	g.p("if i%d >= %d {\n", n, turns)
	if g.chance(80) {
		g.complete(noError)
	}
	g.p("return\n}\n")
	g.turn(1+g.IntN(2), func() { g.p("next%d(i%[1]d + 1)\n", n) })
	if g.chance(10) {
		g.event("launched")
	}
	g.use()
	g.pop(outer)
	g.p("}\nnext%d(0)\n", n)
	if g.chance(5) {
		g.p("next%d(1)\n", n)
	}
}

// circling writes a continuation that launches itself.
func circling(g *gen) {
	if !g.can("int", "error", "Get") {
		return
	}
	g.locals++
	n := g.locals
	g.p("left%d := %d\nvar on%[1]d func(int, error)\n", n, 1+g.IntN(3))
	g.p("on%d = func(v%[1]d int, err%[1]d error) {\n", n)
	outer := g.push()
	g.scope.frame = true
	g.p("Event2(\"on %d %%v %%v\", v%d, err%[2]d)\n", g.id(), n)
	g.p("if left%d--; left%[1]d <= 0 {\nreturn\n}\n", n)
	g.turn(1, func() {
		if g.can("Get") {
			g.p("Get(%d, on%d)\n", g.id(), n)
		}
	})
	g.use()
	g.pop(outer)
	g.p("}\nGet(%d, on%d)\n", g.id(), n)
}

// turn nests so many operations and ends the last continuation with what begins
// the next turn.
func (g *gen) turn(depth int, again func()) {
	if depth == 0 {
		again()
		if g.chance(8) {
			g.event("turned")
		}
		return
	}
	o := g.anyOp()
	for range 30 {
		if o.result == returnsNothing && g.can(o.names...) && g.writable(o.params) {
			break
		}
		o = g.anyOp()
	}
	if o.result != returnsNothing || !g.can(o.names...) || !g.writable(o.params) {
		again()
		return
	}
	g.p("%sfunc(", g.fill(o.before))
	outer := g.push()
	g.scope.frame = true
	var err *variable
	for i, t := range o.params {
		if i > 0 {
			g.p(", ")
		}
		name := g.fresh(t)
		g.p("%s %s", name, t)
		v := g.declare(name, t)
		if t == tErr {
			err = v
		}
	}
	g.p(") ")
	g.open()
	if err != nil {
		g.guard(err)
	}
	g.simply(1)
	g.turn(depth-1, again)
	g.use()
	g.shut()
	g.pop(outer)
	g.p("%s\n", g.fill(o.after))
}
