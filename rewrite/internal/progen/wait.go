package progen

import (
	"fmt"
	"strings"
)

// A wait is how a function waits for operations. They call back before they
// return, or it would wait for ever.
type wait struct {
	send func(value, err string) string // what a path ends with
	elem string                         // of the channel, empty for none
}

// waited writes operations that the function waits for.
func waited(g *gen) {
	here := g.can("Away", "AwayUser", "AwayErr", "AwayTick", "Outcome", "Group", "Context", "background")
	if !here || !g.can("error", "int", "make", "nil", "Event2") {
		return
	}
	if g.chance(40) {
		g.waitGroup()
		return
	}
	g.locals++
	ch := fmt.Sprintf("ch%d", g.locals)
	w := &wait{elem: "error", send: func(_, err string) string { return ch + " <- " + err }}
	if g.chance(55) {
		w.elem = "Outcome"
		w.send = func(value, err string) string { return ch + " <- " + g.sent(value, err) }
	}
	pick(g, receipts())(g, ch, w)
}

// sent writes an outcome.
func (g *gen) sent(value, err string) string {
	switch {
	case value == "0" && g.chance(70):
		return fmt.Sprintf("Outcome{Err: %s}", err)
	case err == "nil" && g.chance(50):
		return fmt.Sprintf("Outcome{N: %s}", value)
	case g.chance(50):
		return fmt.Sprintf("Outcome{%s, %s}", value, err)
	}
	return fmt.Sprintf("Outcome{N: %s, Err: %s}", value, err)
}

// A receipt writes a channel, a launch and how the outcome is received.
type receipt func(g *gen, ch string, w *wait)

func receipts() []receipt {
	return []receipt{received, received, inCondition, inLiteral, inLiteral, inSelectOfLiteral, ignored}
}

// bridge writes the channel and the launch.
func (g *gen) bridge(ch string, w *wait) {
	g.p("%s := make(chan %s, %d)\n", ch, w.elem, 1+g.IntN(2))
	if g.chance(10) {
		g.event("made")
	}
	g.comment()
	g.away(w, 1+g.IntN(2))
	if g.chance(8) {
		g.event("launched")
	}
	g.comment()
}

func received(g *gen, ch string, w *wait) {
	g.bridge(ch, w)
	if w.elem == "error" {
		g.receiveError(ch)
		return
	}
	g.locals++
	name := fmt.Sprintf("got%d", g.locals)
	g.p("%s := <-%s\n", name, ch)
	if g.chance(30) {
		g.p("%s.N++\n", name)
	}
	g.event("%v %v", name+".N", name+".Err")
}

// receiveError writes the receipt into a variable that is there, or into a new one.
func (g *gen) receiveError(ch string) {
	if v := g.variable(tErr); v != nil && g.chance(40) {
		g.p("%s = <-%s\n", v.name, ch)
		return
	}
	name := g.fresh(tErr)
	g.p("%s := <-%s\n", name, ch)
	g.declareAs(name, tErr)
}

func inCondition(g *gen, ch string, w *wait) {
	if w.elem != "error" {
		received(g, ch, w)
		return
	}
	g.bridge(ch, w)
	g.p("if err := <-%s; err != nil {\nEvent2(\"failed %%v\", err)\n}\n", ch)
}

func ignored(g *gen, ch string, w *wait) {
	g.bridge(ch, w)
	g.p("<-%s\n", ch)
}

func inLiteral(g *gen, ch string, w *wait) {
	receive := "return <-%s\n"
	if w.elem != "error" {
		receive = "r := <-%s\nreturn r.N, r.Err\n"
	}
	g.inFunction(ch, w, receive, "", "")
}

func inSelectOfLiteral(g *gen, ch string, w *wait) {
	receive := "select {\ncase err := <-%s:\nreturn err\ncase <-ctx.Done():\nreturn ctx.Err()\n}\n"
	if w.elem != "error" {
		receive = "select {\ncase <-ctx.Done():\nreturn 0, ctx.Err()\ncase r := <-%s:\nreturn r.N, r.Err\n}\n"
	}
	g.inFunction(ch, w, receive, "ctx Context", "background()")
}

// inFunction writes a literal that is called on the spot, and returns what it receives.
func (g *gen) inFunction(ch string, w *wait, receive, param, arg string) {
	head, tail := "func(%s) error {\n", "}(%s))\n"
	if w.elem != "error" {
		head, tail = "Collect(func(%s) (int, error) {\n", "}(%s)))\n"
	}
	outer := g.push()
	g.scope.frame = true
	g.p("Event2(\"returned %%v\", "+head, param)
	g.bridge(ch, w)
	g.p(receive, ch)
	g.p(tail, arg)
	g.pop(outer)
}

// waitGroup writes operations that are joined.
func (g *gen) waitGroup() {
	g.locals++
	name := fmt.Sprintf("wg%d", g.locals)
	n := 2 + g.IntN(2)
	w := &wait{send: func(_, _ string) string { return name + ".Done()" }}
	g.p("var %s Group\n", name)
	once := g.chance(60)
	if once {
		g.p("%s.Add(%d)\n", name, n)
	}
	for range n {
		if !once {
			g.p("%s.Add(1)\n", name)
		}
		g.comment()
		if g.chance(15) {
			g.p("AwayTick(%d, %s.Done)\n", g.id(), name)
			continue
		}
		g.away(w, g.IntN(3))
	}
	if g.chance(8) {
		g.event("launched")
	}
	g.p("%s.Wait()\n", name)
}

// awayOps are the operations that can be waited for.
func awayOps() []op {
	return []op{
		{"Away($ID, ", ")", []typ{tInt, tErr}, returnsNothing, nil},
		{"Away($ID, ", ")", []typ{tInt, tErr}, returnsNothing, nil},
		{"AwayUser($ID, ", ")", []typ{tUser, tErr}, returnsNothing, nil},
		{"AwayErr($ID, ", ")", []typ{tErr}, returnsNothing, nil},
		{"AwayTick($ID, ", ")", nil, returnsNothing, nil},
	}
}

// away launches an operation, and some more in its continuation. Every path sends
// once.
func (g *gen) away(w *wait, more int) {
	o := pick(g, awayOps())
	if !g.writable(o.params) {
		o = op{"AwayTick($ID, ", ")", nil, returnsNothing, nil}
	}
	g.p("%s", g.fill(o.before))
	outer := g.push()
	g.scope.frame = true
	err := g.params(o)
	g.open()
	if err != nil && g.chance(85) {
		g.awayExit(w, err)
	}
	if g.chance(15) {
		g.event("on the way")
	}
	if more > 0 && g.can("Away", "AwayUser", "AwayErr", "AwayTick") {
		g.away(w, more-1)
		if g.chance(10) {
			g.event("trailing")
		}
	} else {
		g.awayEnd(w, err)
	}
	g.use()
	g.shut()
	g.pop(outer)
	g.p("%s", g.fill(o.after))
	g.lineEnd()
}

// awayExit writes the error exit of a continuation.
func (g *gen) awayExit(w *wait, err *variable) {
	err.used = true
	g.p("if %s != nil {\n", err.name)
	if g.chance(15) {
		g.event("exit %v", err.name)
	}
	text := err.name
	if g.chance(20) && g.can("fmt") {
		text = fmt.Sprintf("fmt.Errorf(\"w%d: %%w\", %s)", g.id(), err.name)
	}
	g.p("%s", w.send("0", text))
	g.lineEnd()
	g.p("return\n}\n")
}

// awayEnd writes the end of the last continuation.
func (g *gen) awayEnd(w *wait, err *variable) {
	text := "nil"
	if err != nil && g.chance(40) {
		err.used = true
		text = err.name
	}
	mark := len(g.marks)
	value := g.value(tInt)
	if strings.Contains(value, "//") || w.elem != "Outcome" || !g.can("Outcome") {
		g.forget(mark)
		value = "1"
	}
	call := w.send(value, text)
	switch g.IntN(8) {
	case 0:
		g.p("if %s {\n%s\nreturn\n}\n%s\n", g.cond(), w.send("0", text), call)
	case 1:
		g.p("%s\n", call)
		g.event("sent")
	case 2:
		g.event("about to send")
		g.p("%s\n", call)
	default:
		g.p("%s", call)
		g.lineEnd()
	}
}
