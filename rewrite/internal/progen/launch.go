package progen

import (
	"fmt"
	"regexp"
	"strings"
)

// typeNames finds the names of which types are made.
var typeNames = regexp.MustCompile(`[A-Za-z]\w*`)

// writable reports whether the types of parameters can be named here.
func (g *gen) writable(params []typ) bool {
	for _, t := range params {
		if t == tParam && g.variable(t) == nil || !g.can(typeNames.FindAllString(string(t), -1)...) {
			return false
		}
	}
	return true
}

// launch writes a statement, or several, that launch an operation.
func (g *gen) launch() {
	g.budget--
	o := g.anyOp()
	for range 20 {
		if g.can(o.names...) && g.writable(o.params) {
			break
		}
		o = g.anyOp()
	}
	if !g.can(o.names...) || !g.writable(o.params) {
		g.event("cannot launch")
		return
	}
	switch o.result {
	case returnsErr:
		g.launchErr(o)
	case returnsIntErr:
		g.launchIntErr(o)
	case returnsFunc:
		g.launchFunc(o)
	case returnsNothing, returnsReceiver:
		g.launchAlone(o)
	}
}

func (g *gen) launchAlone(o op) {
	if t := o.done(); t != tNothing && g.chance(12) {
		if v := g.variable(t); v != nil {
			v.used = true
			g.p("%s%s%s\n", g.fill(o.before), v.name, g.fill(o.after))
			return
		}
	}
	if g.chance(6) && !strings.HasPrefix(o.before, "go ") {
		g.launchHeld(o)
		return
	}
	g.call(o)
	g.lineEnd()
}

// launchHeld gives the operation a literal that a variable holds.
func (g *gen) launchHeld(o op) {
	name := g.fresh(tNothing)
	g.p("%s := ", name)
	g.continuation(o)
	g.p("\n")
	g.declareAs(name, tNothing).used = true
	g.simply(1)
	if v := g.lookup(name); v == nil || v.typ != tNothing {
		g.p("_ = 0\n")
		return
	}
	g.p("%s%s%s\n", g.fill(o.before), name, g.fill(o.after))
}

// call writes the launch with a literal.
func (g *gen) call(o op) {
	g.p("%s", g.fill(o.before))
	if g.chance(g.talk / 2) {
		g.p("%s", g.inline())
	} else if g.chance(g.talk/3) && strings.HasSuffix(o.before, ", ") {
		g.p("%s\n", g.line())
	}
	g.continuation(o)
	g.p("%s", g.fill(o.after))
}

// fill replaces what stands for values.
func (g *gen) fill(text string) string {
	for _, part := range []struct {
		mark  string
		value func() string
	}{
		{"$ID", func() string { return fmt.Sprint(g.id()) }},
		{"$STR", func() string { return g.value(tString) }},
		{"$INTS", g.ints},
		{"$INT", func() string { return g.value(tInt) }},
		{"$CTX", func() string { return g.value(tCtx) }},
		{"$PARAM", func() string { return g.value(tParam) }},
		{"$BOX", func() string { return g.value(tBox) }},
		{"$FAIL", func() string {
			return fmt.Sprintf("func(e error) { Event2(\"fork %d %%v\", e) }", g.id())
		}},
		{"$OK", func() string { return fmt.Sprintf("func(n int) { Event2(\"fork %d %%v\", n) }", g.id()) }},
	} {
		for strings.Contains(text, part.mark) {
			text = strings.Replace(text, part.mark, part.value(), 1)
		}
	}
	return text
}

func (g *gen) ints() string {
	if v := g.variable(tInts); v != nil {
		v.used = true
		return v.name
	}
	return "nil"
}

// launchErr launches what returns an error, and tests it in some way.
func (g *gen) launchErr(o op) {
	if !g.can("error") {
		g.call(o)
		g.p("\n")
		return
	}
	switch g.IntN(8) {
	case 0:
		g.p("_ = ")
		g.call(o)
		g.p("\n")
	case 1:
		g.call(o)
		g.lineEnd()
	case 2:
		g.assignErr(o)
	case 3, 4:
		g.launchInIf(o)
	case 5:
		if g.literalDepth() == 0 && len(g.fun.results) == 1 && g.fun.results[0] == tErr {
			g.p("if true {\nreturn ")
			g.call(o)
			g.p("\n}\n")
			return
		}
		fallthrough
	default:
		name := g.fresh(tErr)
		g.p("%s := ", name)
		g.call(o)
		err := g.declareAs(name, tErr)
		g.lineEnd()
		g.tested(err)
	}
}

// launchInIf launches in the header of the test of its error.
func (g *gen) launchInIf(o op) {
	outer := g.push()
	g.p("if ")
	name := g.fresh(tErr)
	g.p("%s := ", name)
	g.call(o)
	err := g.declareAs(name, tErr)
	err.used = true
	g.p("; %s != nil ", name)
	g.exitBlock(err)
	if g.chance(10) {
		g.p(" else ")
		g.nested(1)
	}
	g.pop(outer)
	g.p("\n")
}

// assignErr assigns the error of a launch to a variable that exists.
func (g *gen) assignErr(o op) {
	err := g.variable(tErr)
	if err == nil {
		g.call(o)
		g.p("\n")
		return
	}
	name := err.name
	g.p("%s = ", name)
	g.call(o)
	g.lineEnd()
	if g.lookup(name) == err {
		g.tested(err)
	}
}

// tested writes the test of an error that a launch returned.
func (g *gen) tested(err *variable) {
	if g.chance(20) {
		g.simply(1)
	}
	if g.lookup(err.name) != err {
		return
	}
	err.used = true
	g.p("if %s != nil ", err.name)
	outer := g.push()
	g.exitBlock(err)
	g.pop(outer)
	g.p("\n")
}

func (g *gen) launchIntErr(o op) {
	value, name := g.fresh(tInt), g.fresh(tErr)
	if value == name {
		g.call(o)
		g.p("\n")
		return
	}
	if g.chance(30) {
		value = "_"
	}
	if g.chance(30) {
		g.p("if %s, %s := ", value, name)
		g.call(o)
		g.p("; %s != nil ", name)
		outer := g.push()
		if value != "_" {
			g.declareAs(value, tInt).used = true
		}
		err := g.declareAs(name, tErr)
		g.exitBlock(err)
		if value != "_" {
			g.p(" else if %s > 2 ", value)
			g.nested(1)
		}
		g.pop(outer)
		g.p("\n")
		return
	}
	g.p("%s, %s := ", value, name)
	g.call(o)
	g.lineEnd()
	if value != "_" {
		g.declareAs(value, tInt)
	}
	err := g.declareAs(name, tErr)
	g.tested(err)
}

func (g *gen) launchFunc(o op) {
	switch g.IntN(4) {
	case 0:
		g.p("defer ")
		g.call(o)
		g.p("()\n")
	case 1:
		g.p("_ = ")
		g.call(o)
		g.p("\n")
	default:
		name := g.fresh(tNothing)
		g.p("%s := ", name)
		g.call(o)
		g.p("\n")
		g.declareAs(name, tNothing).used = true
		g.simply(1)
		if v := g.lookup(name); v != nil && v.typ == tNothing {
			g.p("%s()\n", name)
		} else {
			g.p("_ = 0\n")
		}
	}
}
