package progen

import (
	"fmt"
	"slices"
	"strings"
)

// A stmt writes a statement, or nothing when it cannot be written here.
type stmt func(g *gen)

// simple are the statements that launch nothing, each as often as it is likely.
func simple() []stmt {
	return []stmt{
		logged, logged, logged, defined, defined, defined, redeclared, redeclared, declared,
		declaredOften, assigned,
		assigned, counted, viaPointer, renamed, captured, deferred, recovering, branched, branched,
		chosen, typed,
		selected, looped, nestedLoops, block, localType, localValue, localConst, left, panicked,
		immediate, started, locking, jumped,
		taken, taken, taken, takenOver, declaredTogether, declaredTogether, chosenBy,
		declaredAlone, ranged, swapped, completed, recovered,
		heldTogether, heldTogether, copied, copied, looked, failedAtRuntime,
	}
}

// simply writes some statements that launch nothing.
func (g *gen) simply(most int) {
	for range g.IntN(most + 1) {
		if g.size <= 0 {
			return
		}
		g.size--
		g.comment()
		pick(g, simple())(g)
	}
}

// nested writes a block of such statements.
func (g *gen) nested(most int) {
	outer := g.push()
	g.open()
	g.simply(most)
	g.use()
	g.shut()
	g.pop(outer)
}

func logged(g *gen) {
	first := g.value(pick(g, []typ{tInt, tString, tErr}))
	g.event("%v %v", first, g.value(pick(g, []typ{tInt, tUser, tErr, tInts})))
}

var defining = []typ{
	tInt, tInt, tString, tErr, tErr, tUser, tUserPtr, tInts, tArray, tFunc, tBox,
	tMap, tUnnamed, tCtx, tCtx, tID, tBool, tOutcome,
}

// defined declares a variable with :=.
func defined(g *gen) {
	t := pick(g, defining)
	if t == tErr && !g.can("fmt") || t == tInts && !g.can("int") {
		return
	}
	if t == tInts && !g.can("append") {
		return
	}
	value := g.value(t)
	if t == tErr {
		value = fmt.Sprintf("fmt.Errorf(\"w%d %%v\", %s)", g.id(), value)
	}
	if t == tInts {
		value = "append([]int{1}, " + value + "...)"
	}
	name := g.fresh(t)
	g.p("%s := %s", name, value)
	g.lineEnd()
	g.declareAs(name, t)
}

// redeclared is a := of new and old variables.
func redeclared(g *gen) {
	var names, values []string
	var added []*variable
	start := len(g.marks)
	for range 2 + g.IntN(2) {
		t := pick(g, []typ{tInt, tErr, tString, tUser})
		_, own := g.visible(t)
		mark := len(g.marks)
		value := g.value(t)
		if value == "nil" {
			g.forget(start)
			return
		}
		if len(own) > 0 && g.chance(50) {
			v := pick(g, own)
			if t == tErr && g.chance(60) {
				value = g.concrete(value)
			}
			if contains(names, v.name) {
				g.forget(mark)
			} else {
				names, values = append(names, v.name), append(values, value)
			}
			continue
		}
		name := g.fresh(t)
		if contains(names, name) {
			g.forget(mark)
			continue
		}
		names, values = append(names, name), append(values, value)
		added = append(added, &variable{name: name, typ: t})
	}
	if len(added) == 0 {
		g.forget(start)
		return
	}
	g.p("%s := %s\n", strings.Join(names, ", "), strings.Join(values, ", "))
	g.scope.vars = append(g.scope.vars, added...)
}

// concrete is an error of a type of its own, or else the error.
func (g *gen) concrete(err string) string {
	if !g.can("OpErr", "ValErr", "nil") {
		return err
	}
	return pick(g, []string{"(*OpErr)(nil)", "&OpErr{4}", "ValErr{3}"})
}

func contains(list []string, s string) bool {
	return slices.Contains(list, s)
}

// declared declares a variable with its type and perhaps a value.
func declared(g *gen) {
	t := pick(g, []typ{tInt, tErr, tString, tInts, tUser, tArray})
	if !g.can(strings.TrimLeft(string(t), "[]2")) {
		return
	}
	name := g.fresh(t)
	if g.chance(50) {
		g.p("var %s %s = %s\n", name, t, g.value(t))
	} else {
		g.p("var %s %s", name, t)
		g.lineEnd()
	}
	g.declareAs(name, t)
}

// declaredAlone declares a variable without a type.
func declaredAlone(g *gen) {
	t := pick(g, []typ{tInt, tString, tUser})
	value := g.value(t)
	name := g.fresh(t)
	g.p("var %s = %s\n", name, value)
	g.declareAs(name, t)
}

// declaredOften declares several variables in one statement.
func declaredOften(g *gen) {
	if !g.can("int", "string") {
		return
	}
	first := g.fresh(tInt)
	second := g.fresh(tInt)
	if first == second || first == "int" {
		return // the type of the second would be the first
	}
	switch a := g.value(tInt); g.IntN(3) {
	case 0:
		g.p("var %s, %s int = %s, %s\n", first, second, a, g.value(tInt))
	case 1:
		g.p("var %s, %s = %s, %s\n", first, second, a, g.value(tInt))
	case 2:
		g.p("var (\n%s = %s", first, a)
		g.lineEnd()
		g.p("%s int\n)\n", second)
	}
	g.declareAs(first, tInt)
	g.declareAs(second, tInt)
}

func assigned(g *gen) {
	t := pick(g, []typ{tInt, tErr, tString, tUser, tErr})
	if v := g.variable(t); v != nil {
		g.p("%s = %s", v.name, g.value(t))
		g.lineEnd()
	}
}

func swapped(g *gen) {
	a, b := g.variable(tInt), g.variable(tInt)
	if a != nil && a != b {
		a.used, b.used = true, true
		g.p("%s, %s = %s, %s\n", a.name, b.name, b.name, a.name)
	}
}

func counted(g *gen) {
	if v := g.variable(tInt); v != nil {
		g.p("%s%s\n", v.name, pick(g, []string{"++", " += 2", "--"}))
	}
}

// viaPointer changes a variable through its address.
func viaPointer(g *gen) {
	v := g.variable(tInt)
	if v == nil || strings.HasSuffix(v.name, "\"]") {
		return // an element of a map has no address
	}
	v.used = true
	name := g.fresh(tNothing)
	g.p("%s := &%s\n*%s += 3\n", name, v.name, name)
	w := g.declareAs(name, tNothing)
	w.used = true
	g.event("%v", "*"+name)
}

func renamed(g *gen) {
	if v := g.variable(tUser); v != nil {
		v.used = true
		rename := "Rename(" + g.value(tString) + ")"
		change := pick(g, []string{rename, "Name += \"!\"", "ID++", "Tags[1] = 4"})
		g.p("%s.%s\n", v.name, change)
	}
}

// captured declares a closure that changes variables.
func captured(g *gen) {
	v := g.variable(pick(g, []typ{tInt, tString, tErr}))
	if v == nil {
		return
	}
	name := g.fresh(tNothing)
	value := g.value(v.typ)
	g.p("%s := func() { %s = %s }\n", name, v.name, value)
	g.declareAs(name, tNothing).used = true
	if g.chance(70) {
		g.p("%s()\n", name)
	} else {
		g.p("defer %s()\n", name)
	}
}

func deferred(g *gen) {
	g.p("defer ")
	g.event("%v", g.value(tInt))
}

func recovering(g *gen) {
	if !g.can("recover") {
		return
	}
	g.p("defer func() ")
	g.open()
	g.event("recovered %v", "recover()")
	g.shut()
	g.p("()\n")
}

func completed(g *gen) {
	if g.chance(30) {
		g.complete(g.anError)
	}
}

// locking takes the lock for some statements.
func locking(g *gen) {
	name := g.fresh(tNothing)
	g.p("%s := acquire()\n", name)
	g.declareAs(name, tNothing).used = true
	if g.chance(60) {
		g.p("defer release(%s)\n", name)
		return
	}
	g.simply(2)
	if g.lookup(name) != nil && g.lookup(name).typ == tNothing {
		g.p("release(%s)\n", name)
	}
}

// recovered calls recover where it stops a panic only if the operation defers
// the call of the continuation.
func recovered(g *gen) {
	if g.can("recover") && g.chance(15) {
		g.event("%v", "recover()")
	}
}
