package progen

import "fmt"

// idioms are the ways in which a completion is made of another one.
func idioms() []idiom {
	return []idiom{
		{shape: "%s\n", name: "end"},
		{before: "var once%d Once\n", shape: "once%d.Do(func() { %s })\n", name: "win"},
		{before: "left%d := 2\n", shape: "if left%d--; left%[1]d == 0 {\n%s\n}\n", name: "join"},
		{
			before: "gone%d := false\n",
			shape:  "if gone%d {\nreturn\n}\ngone%[1]d = true\n%s\n",
			name:   "first",
		},
	}
}

// An idiom is what stands around a completion in another one.
type idiom struct {
	before string // what it keeps, with a number in its name
	shape  string // around the call, with the number if there is one
	name   string
}

// derive declares a completion that is made of one in sight.
func (g *gen) derive() {
	t := pick(g, []typ{tDoneInt, tDoneInt, tDoneString, tDoneUser, tDoneErr})
	inner := g.variable(t)
	if inner == nil || !g.can("int", "string", "error", "User", "Once") {
		return
	}
	i := pick(g, idioms())
	name := i.name
	if g.chance(30) || g.has(name) {
		name = g.fresh(tNothing)
	}
	g.locals++
	number := g.locals
	if i.before != "" {
		g.p(i.before, number)
	}
	inner.used = true
	g.p("%s := func(%s) {\n", name, derived[t].params)
	g.aside()
	call := fmt.Sprintf("%s(%s)", inner.name, derived[t].args)
	if i.before == "" {
		g.p(i.shape, call)
	} else {
		g.p(i.shape, number, call)
	}
	if g.chance(15) {
		g.aside()
	}
	g.p("}\n")
	g.declareAs(name, t)
	if i.before != "" && g.budget > 0 {
		g.comment()
		g.place()
	}
}

// aside sometimes logs something in a completion.
func (g *gen) aside() {
	if g.chance(50) {
		g.p("Event2(\"aside %d\")\n", g.id())
	}
}

// derived has the parameters and arguments of derived completions.
var derived = map[typ]struct{ params, args string }{
	tDoneInt:    {"value int, fault error", "value, fault"},
	tDoneString: {"value string, fault error", "value, fault"},
	tDoneUser:   {"value User, fault error", "value, fault"},
	tDoneErr:    {"fault error", "fault"},
}

// again calls the function that is being written, some times in a run.
func again(g *gen) {
	if g.fun.self == "" || len(g.fun.results) > 0 {
		return
	}
	done := g.variable(g.fun.done)
	if done == nil || !g.can("again") {
		return
	}
	done.used = true
	g.p("if again(%d) {\n%s(%s, %s)\n", g.id(), g.fun.self, g.value(tInt), done.name)
	if g.chance(70) {
		g.p("return\n")
	}
	g.p("}\n")
}
