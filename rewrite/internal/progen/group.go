package progen

import (
	"fmt"
	"strings"
)

// A group is what makes one outcome of several operations.
type group struct {
	name string // the function that the operations call at their end
	typ  typ    // of it, tNothing when it takes nothing
	v    *variable
	used bool
}

// grouped declares a function that makes one outcome of several operations, and
// launches them one after the other.
func grouped(g *gen) {
	n := 2 + g.IntN(2)
	var group *group
	if g.chance(55) {
		group = g.race()
	} else {
		group = g.count(n)
	}
	if group == nil {
		return
	}
	for i := range n {
		if i > 0 && g.chance(5) {
			logged(g)
		}
		g.comment()
		g.member(group, g.IntN(3))
	}
	if !group.used && g.lookup(group.name) == group.v {
		g.p("_ = %s\n", group.name)
	}
}

// race declares a function that lets its first call through to a completion.
func (g *gen) race() *group {
	t := pick(g, []typ{tDoneInt, tDoneInt, tDoneString, tDoneUser})
	inner := g.variable(t)
	if inner == nil || !g.can("int", "string", "error", "User", "Once", "Flag") {
		return nil
	}
	inner.used = true
	g.locals++
	i := pick(g, gates())
	g.p(i.before, g.locals)
	name := g.nameOf(i.name)
	g.p("%s := func(%s) {\n", name, derived[t].params)
	g.p(i.shape, g.locals, g.first()+fmt.Sprintf("%s(%s)", inner.name, derived[t].args))
	g.p("}\n")
	return &group{name: name, typ: t, v: g.shared(name, t)}
}

// first sometimes logs something before a completion.
func (g *gen) first() string {
	if g.chance(30) {
		return fmt.Sprintf("Event2(\"first %d\")\n", g.id())
	}
	return ""
}

// nameOf is the name of the function of a group.
func (g *gen) nameOf(name string) string {
	if g.has(name) || g.chance(20) {
		return g.fresh(tNothing)
	}
	return name
}

// shared declares the function of a group: for the members alone, as a rule.
func (g *gen) shared(name string, t typ) *variable {
	if g.chance(93) {
		t = tNothing
	}
	v := g.declareAs(name, t)
	v.used = true
	return v
}

// gates are the ways to let one call through.
func gates() []idiom {
	return []idiom{
		{before: "var once%d Once\n", shape: "once%d.Do(func() {\n%s\n})\n", name: "win"},
		{before: "var won%d Flag\n", shape: "if won%d.CompareAndSwap(false, true) {\n%s\n}\n", name: "win"},
		{before: "var won%d Flag\n", shape: "if won%d.Swap(true) {\nreturn\n}\n%s\n", name: "first"},
		{before: "gone%d := false\n", shape: "if gone%d {\nreturn\n}\ngone%[1]d = true\n%s\n", name: "end"},
	}
}

// count declares a function that completes when it is called for the nth time.
func (g *gen) count(n int) *group {
	t := pick(g, []typ{tDoneInt, tDoneString, tDoneUser, tDoneErr})
	inner := g.variable(t)
	if inner == nil {
		return nil
	}
	inner.used = true
	if g.chance(8) {
		n += g.IntN(3) - 1
	}
	g.locals++
	g.p("left%d := %d\n", g.locals, n)
	name := g.nameOf("finish")
	g.p("%s := func() {\n", name)
	form := pick(g, []string{"if left%d--; left%[1]d == 0 {\n", "left%d--\nif left%[1]d == 0 {\n"})
	g.p(form, g.locals)
	g.p("%s%s(%s)\n}\n}\n", g.first(), inner.name, g.outcome(t, g.anError))
	return &group{name: name, v: g.shared(name, tNothing)}
}

// member launches an operation whose continuation comes to the end of the
// group, after some operations more.
func (g *gen) member(gr *group, more int) {
	o := g.usualOp()
	for range 20 {
		plain := o.result == returnsNothing && !strings.HasPrefix(o.before, "defer ")
		if plain && g.can(o.names...) && g.writable(o.params) {
			break
		}
		o = g.usualOp()
	}
	if !g.can(o.names...) || !g.writable(o.params) {
		return
	}
	g.p("%s", g.fill(o.before))
	fits := o.done() == gr.typ && (gr.typ != tNothing || len(o.params) == 0)
	if more == 0 && fits && g.lookup(gr.name) == gr.v && g.chance(25) {
		gr.used = true
		g.p("%s%s\n", gr.name, g.fill(o.after))
		return
	}
	outer := g.push()
	g.scope.frame = true
	err := g.params(o)
	g.open()
	if err != nil && g.lookup(gr.name) == gr.v && g.chance(85) {
		g.exitOf(gr, err)
	}
	if g.chance(15) {
		g.simply(1)
	}
	switch v := g.lookup(gr.name); {
	case v != gr.v:
		g.event("hidden")
	case more > 0:
		g.member(gr, more-1)
	default:
		g.endOf(gr)
	}
	if g.chance(8) {
		g.simply(1)
	}
	g.use()
	g.shut()
	g.pop(outer)
	g.p("%s", g.fill(o.after))
	g.lineEnd()
}

// usualOp picks an operation that is as usual ones are, as a rule.
func (g *gen) usualOp() op {
	if g.chance(70) {
		return pick(g, ops()[:5])
	}
	return g.anyOp()
}

// params writes the parameters of a continuation, and returns the error.
func (g *gen) params(o op) (err *variable) {
	var list []string
	for _, t := range o.params {
		name := g.fresh(t)
		list = append(list, name+" "+t.String())
		v := g.declare(name, t)
		if t == tErr {
			err = v
		}
	}
	g.p("func(%s) ", strings.Join(list, ", "))
	return err
}

// exitOf writes the error exit of a member.
func (g *gen) exitOf(gr *group, err *variable) {
	err.used = true
	gr.used = true
	g.p("if %s != nil {\n", err.name)
	text := err.name
	if g.chance(15) && g.can("fmt") {
		text = fmt.Sprintf("fmt.Errorf(\"w%d: %%w\", %s)", g.id(), err.name)
	}
	if g.chance(10) {
		g.event("exit %v", err.name)
	}
	switch {
	case gr.typ != tNothing && g.chance(5): // it never ends
	case gr.typ == tNothing:
		g.p("%s()\n", gr.name)
	default:
		g.p("%s(%s%s)\n", gr.name, g.zeroValue(gr.typ), text)
	}
	if g.chance(95) {
		g.p("return\n")
	}
	g.p("}\n")
}

// endOf writes the end of a member.
func (g *gen) endOf(gr *group) {
	gr.used = true
	err := noError
	if g.chance(15) {
		err = g.anError
	}
	call := gr.name + "()"
	if gr.typ != tNothing {
		call = fmt.Sprintf("%s(%s)", gr.name, g.outcome(gr.typ, err))
	}
	switch g.IntN(12) {
	case 0:
		g.p("defer %s\n", call)
		g.event("deferred")
	case 1:
		g.p("if %s {\n%s\nreturn\n}\n%s\n", g.cond(), call, call)
	case 2:
		g.p("if %s {\n%s\n}\n", g.cond(), call)
	case 3:
		g.p("%s\n", call)
		g.event("ended")
	case 4:
		if g.chance(30) {
			g.p("%s\n", call)
		}
		g.p("%s\n", call)
	default:
		g.p("%s\n", call)
	}
}
