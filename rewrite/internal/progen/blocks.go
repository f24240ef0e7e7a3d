package progen

import "fmt"

// A cond writes a condition.
func (g *gen) cond() string {
	switch g.IntN(5) {
	case 0:
		if g.can("num") {
			return fmt.Sprintf("num(%s) > %d", g.value(tInt), g.IntN(30))
		}
	case 1:
		if v := g.variable(tErr); v != nil {
			v.used = true
			return v.name + pick(g, []string{" != nil", " == nil"})
		}
	case 2:
		return g.value(tString) + " != " + g.value(tString)
	}
	return "(" + g.value(tInt) + ")%2 == 0"
}

func branched(g *gen) {
	outer := g.push()
	defer g.pop(outer)
	g.p("if ")
	if g.chance(25) {
		value := g.value(tInt)
		name := g.fresh(tInt)
		g.p("%s := %s; ", name, value)
		g.declareAs(name, tInt).used = true
		g.p("%s > 3 ", name)
	} else {
		g.p("%s ", g.cond())
	}
	g.nested(2)
	switch g.IntN(4) {
	case 0:
		g.p(" else ")
		g.nested(2)
	case 1:
		g.p(" else if %s ", g.cond())
		g.nested(1)
	}
	g.p("\n")
}

func chosen(g *gen) {
	g.p("switch %s {\n", g.value(tInt))
	for i := range 1 + g.IntN(2) {
		g.comment()
		g.p("case %d:\n", i)
		g.clause(nothing)
	}
	if g.chance(60) {
		g.p("default:\n")
		g.clause(nothing)
	}
	g.p("}\n")
}

func nothing(*gen) {}

// clause writes the statements of a case, the last ones by f.
func (g *gen) clause(f stmt) {
	outer := g.push()
	g.simply(2)
	f(g)
	g.use()
	g.pop(outer)
}

func typed(g *gen) {
	if !g.can("any", "int", "error") {
		return
	}
	value := g.value(pick(g, []typ{tInt, tErr}))
	outer := g.push()
	name := g.fresh(tNothing)
	g.p("switch %s := any(%s).(type) {\ncase int:\n", name, value)
	in := g.push()
	g.declareAs(name, tInt).used = true
	g.event("%v", name)
	g.simply(1)
	g.use()
	g.pop(in)
	g.p("case error:\n")
	in = g.push()
	g.declareAs(name, tErr).used = true
	g.event("%v", name)
	g.simply(1)
	g.use()
	g.pop(in)
	g.p("}\n")
	g.pop(outer)
}

func selected(g *gen) {
	if !g.can("make", "int") {
		return
	}
	name := g.fresh(tNothing)
	g.p("%s := make(chan int, 1)\n", name)
	g.declareAs(name, tNothing).used = true
	if g.chance(60) {
		g.p("%s <- %s\n", name, g.value(tInt))
	}
	g.p("select {\n")
	outer := g.push()
	value := g.fresh(tInt)
	g.p("case %s := <-%s:\n", value, name)
	g.declareAs(value, tInt).used = true
	g.event("%v", value)
	g.simply(1)
	g.use()
	g.pop(outer)
	g.p("default:\n")
	g.clause(nothing)
	g.p("}\n")
}

func looped(g *gen) {
	outer := g.push()
	name := g.fresh(tInt)
	g.declareAs(name, tInt).used = true
	switch g.IntN(3) {
	case 0:
		g.p("for %s := range 2 ", name)
	default:
		g.p("for %s := 0; %s < 2; %s++ ", name, name, name)
	}
	in := g.push()
	g.open()
	g.event("%v", name)
	g.once(func() {
		if g.chance(60) {
			g.simplest()
		}
	})
	g.p("%s", pick(g, []string{"", "", "continue\n", "break\n"}))
	g.shut()
	g.p("\n")
	g.pop(in)
	g.pop(outer)
}

// simplest writes a statement that cannot keep a loop from ending.
func (g *gen) simplest() { logged(g) }

// once writes something that must not launch.
func (g *gen) once(f func()) {
	budget := g.budget
	g.budget = 0
	f()
	g.budget = budget
}

func ranged(g *gen) {
	mark := len(g.marks)
	list := g.value(tInts)
	if list == "nil" {
		g.forget(mark)
		return
	}
	outer := g.push()
	name := g.fresh(tInt)
	g.declareAs(name, tInt).used = true
	g.p("for _, %s := range %s {\n", name, list)
	g.event("%v", name)
	g.p("}\n")
	g.pop(outer)
}

func nestedLoops(g *gen) {
	g.labels++
	label := fmt.Sprintf("L%d", g.labels)
	g.p("%s:\nfor {\nfor {\n", label)
	g.event("in")
	g.p("break %s\n}\n}\n", label)
}

func block(g *gen) {
	g.nested(3)
	g.p("\n")
}

// left leaves the function early.
func left(g *gen) {
	g.p("if %s ", g.cond())
	outer := g.push()
	g.open()
	g.simply(1)
	if g.chance(50) {
		g.complete(g.anError)
	}
	g.use()
	g.leave()
	g.shut()
	g.pop(outer)
	g.p("\n")
}

// leave returns from the function that is being written.
func (g *gen) leave() {
	switch results := g.frameResults(); {
	case len(results) > 0:
		g.returnResults(results)
	case g.literalDepth() > 0:
		g.p("return\n")
	default:
		g.returnValues()
	}
}

func (g *gen) returnValues() {
	g.p("return")
	if g.fun.named && g.chance(40) {
		g.p("\n")
		return
	}
	for i, t := range g.fun.results {
		sep := " "
		if i > 0 {
			sep = ", "
		}
		g.p("%s%s", sep, g.returned(t))
	}
	g.p("\n")
}

// returned writes a result. A completion is a new one: what is derived from the result
// would call itself.
func (g *gen) returned(t typ) string {
	switch {
	case t != g.fun.done:
		return g.value(t)
	case t == tDoneParam:
		return "nil"
	case !g.can("event", "int", "string", "error", "User", "any"):
		return "nil"
	}
	return entryDone(g.id(), t)
}

// literalDepth counts the function literals around.
func (g *gen) literalDepth() int {
	n := 0
	for s := g.scope; s != nil; s = s.parent {
		if s.frame {
			n++
		}
	}
	return n
}

func panicked(g *gen) {
	if !g.can("panic") || g.chance(50) {
		return
	}
	g.p("if %s {\npanic(%s)\n}\n", g.cond(), g.value(tString))
}

// immediate calls a literal at once.
func immediate(g *gen) {
	if !g.can("int") {
		return
	}
	g.onSpot("", nothing)
}

// onSpot writes a literal that is called where it stands, with f in it.
func (g *gen) onSpot(keyword string, f stmt) {
	value, takes := "", g.can("int") && g.chance(50)
	if takes {
		value = g.value(tInt)
	}
	outer := g.push()
	g.scope.frame = true
	if !takes {
		g.p("%sfunc() ", keyword)
	} else {
		name := g.fresh(tInt)
		g.p("%sfunc(%s int) ", keyword, name)
		g.declare(name, tInt)
	}
	g.open()
	g.simply(2)
	f(g)
	g.simply(1)
	g.use()
	g.shut()
	g.pop(outer)
	g.p("(%s)\n", value)
}

// started starts a goroutine, which runs when its turn comes.
func started(g *gen) {
	if g.chance(60) {
		return
	}
	g.goroutine(nothing)
}

func (g *gen) goroutine(f stmt) {
	if !g.can("Ticket", "ticket") {
		return
	}
	outer := g.push()
	g.scope.frame = true
	g.p("go func(t *Ticket) ")
	g.declareAs("t", tNothing).used = true
	g.open()
	g.p("defer t.enter()()\n")
	g.simply(2)
	f(g)
	g.use()
	g.shut()
	g.pop(outer)
	g.p("(ticket(\"go%d\"))\n", g.id())
}

func jumped(g *gen) {
	if g.chance(90) {
		return
	}
	g.labels++
	if g.chance(50) {
		name := g.fresh(tInt)
		g.p("%s := 0\n", name)
		g.declareAs(name, tInt).used = true
		g.p("L%d:\nif %[2]s < 2 {\n%[2]s++\n", g.labels, name)
		g.event("%v", name)
		g.p("goto L%d\n}\n", g.labels)
		return
	}
	g.p("if %s {\ngoto L%d\n}\n", g.cond(), g.labels)
	g.event("not jumped")
	g.p("L%d:\n", g.labels)
	g.event("jumped")
}
