package progen

import (
	"fmt"
	"strings"
)

// taken declares what a call returns, or some of it.
func taken(g *gen) {
	call, types := "Duo($ID)", []typ{tInt, tString}
	if g.chance(40) {
		call, types = "Trio($ID, $INT)", []typ{tInt, tUser, tErr}
	}
	name, _, _ := strings.Cut(call, "(")
	if !g.can(name) {
		return
	}
	call = g.fill(call)
	var names []string
	var added []*variable
	for _, t := range types {
		name := g.fresh(t)
		if g.chance(35) || contains(names, name) {
			names = append(names, "_")
			continue
		}
		names = append(names, name)
		added = append(added, &variable{name: name, typ: t})
	}
	form := pick(g, []string{" := ", " := ", "var"})
	switch {
	case len(added) == 0:
		g.p("%s = %s\n", strings.Join(names, ", "), call)
	case form == "var":
		g.p("var %s = %s\n", strings.Join(names, ", "), call)
	default:
		g.p("%s := %s", strings.Join(names, ", "), call)
		g.lineEnd()
	}
	g.scope.vars = append(g.scope.vars, added...)
}

// takenOver assigns what a call returns to variables that exist, beside a new one.
func takenOver(g *gen) {
	_, own := g.visible(tInt)
	if len(own) == 0 || !g.can("Duo") {
		return
	}
	old := pick(g, own)
	name := g.fresh(tString)
	g.p("%s, %s := Duo(%d)", old.name, name, g.id())
	g.lineEnd()
	g.declareAs(name, tString)
}

// declaredTogether declares variables in a group, with and without values.
func declaredTogether(g *gen) {
	if !g.can("int", "string", "error", "Duo") {
		return
	}
	fresh := func(t typ) string {
		name := g.fresh(t)
		if contains([]string{"int", "string", "error", "Duo"}, name) || g.has(name) {
			g.locals++
			name = fmt.Sprintf("w%d", g.locals)
		}
		g.declareAs(name, t)
		return name
	}
	g.p("var (\n")
	for range 1 + g.IntN(3) {
		g.comment()
		switch g.IntN(5) {
		case 0:
			value := g.value(tInt)
			g.p("%s = %s", fresh(tInt), value)
		case 1:
			g.p("%s, ", fresh(tInt))
			g.p("%s int", fresh(tInt))
		case 2:
			value := g.value(tString)
			g.p("%s string = %s", fresh(tString), value)
		case 3:
			g.p("%s, _ = Duo(%d)", fresh(tInt), g.id())
		case 4:
			g.p("%s error", fresh(tErr))
		}
		g.lineEnd()
	}
	g.p(")\n")
}

// chosenBy writes a switch with a statement before it.
func chosenBy(g *gen) {
	value := g.value(tInt)
	outer := g.push()
	name := g.fresh(tInt)
	g.p("switch %s := %s; ", name, value)
	g.declareAs(name, tInt).used = true
	if g.chance(50) {
		g.p("%s {\ncase 1, 2:\n", name)
	} else {
		g.p("{\ncase %s > 3:\n", name)
	}
	g.clause(nothing)
	if g.chance(30) {
		g.p("fallthrough\n")
	}
	g.p("default:\n")
	g.clause(nothing)
	g.p("}\n")
	g.pop(outer)
}

// inSwitchWith launches in a switch with a statement before it.
func inSwitchWith(g *gen) {
	value := g.value(tInt)
	outer := g.push()
	name := g.fresh(tInt)
	g.p("switch %s := %s; {\ncase %[1]s < 2:\n", name, value)
	g.declareAs(name, tInt).used = true
	g.clause((*gen).place)
	g.p("default:\n")
	g.clause(placeOrEnd)
	g.p("}\n")
	g.pop(outer)
}

// inLabelledLoop launches in a loop, and goes on with the next turn of the one around.
func inLabelledLoop(g *gen) {
	g.labels++
	n := g.labels
	g.p("L%d:\nfor range 2 {\nfor {\n", n)
	outer := g.push()
	g.place()
	g.use()
	g.pop(outer)
	g.p("%s L%d\n}\n}\n", pick(g, []string{"continue", "break"}), n)
}
