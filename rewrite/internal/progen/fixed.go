package progen

import "fmt"

// Local types and constants. A later continuation that uses them has to find them.

// named picks the name of a local type or constant, which the block does not have.
func (g *gen) named(usual string) string {
	name := usual
	if g.chance(g.odd) {
		name = pick(g, oddNames)
	}
	if g.has(name) || g.chance(50) {
		g.locals++
		name = fmt.Sprintf("%s%d", usual, g.locals)
	}
	return name
}

func localConst(g *gen) {
	if g.chance(50) {
		return
	}
	value := fmt.Sprint(g.IntN(9))
	switch {
	case g.chance(30):
		if text := constant(g, 0); text != "" {
			value = text + " + 1"
		}
	case g.chance(20) && g.can("len"):
		if v := g.variable(tArray); v != nil {
			g.uses(v)
			value = "len(" + v.name + ")"
		}
	}
	name := g.named("limit")
	if g.chance(30) {
		g.p("const (\n_ = iota + %s\n%s\n)\n", value, name)
	} else {
		g.p("const %s = %s", name, value)
		g.lineEnd()
		g.p("\n")
	}
	g.declare(name, tConst)
}

// constant is a constant that is in sight, empty when none is.
func constant(g *gen, _ int) string {
	if v := g.variable(tConst); v != nil {
		return v.name
	}
	return ""
}

func localType(g *gen) {
	name := g.named("line")
	if name == "int" || name == "any" || !g.can("int", "any") {
		return
	}
	switch g.IntN(4) {
	case 0:
		g.p("type %s = int\n", name)
		g.event("%v", name+"("+g.value(tInt)+")")
		g.declare(name, tNothing)
	case 1:
		g.p("type %s[A any] struct{ a A }\n", name)
		g.event("%v", name+"[int]{"+g.value(tInt)+"}")
		g.declare(name, tNothing)
	case 2, 3:
		g.comment()
		g.p("type %s struct{ n int", name)
		if size := constant(g, 0); size != "" {
			g.p("; a [%s]int", size)
		}
		g.p(" }\n")
		g.declare(name, tLocal)
	}
}

// localValue declares a variable of a local type.
func localValue(g *gen) {
	v := g.variable(tLocal)
	if v == nil {
		return
	}
	value := g.value(tInt)
	name := g.fresh(tLine)
	g.p("%s := %s{n: %s}\n", name, v.name, value)
	g.declareAs(name, tLine)
}

// member is a part of a value of a local type, empty when none is in sight.
func member(g *gen, depth int) string {
	if v := g.variable(tLine); v != nil {
		g.uses(v)
		return v.name + ".n"
	}
	if v := g.variable(tLocal); v != nil {
		return "(" + v.name + "{n: " + g.depth(tInt, depth) + "}).n"
	}
	return ""
}
