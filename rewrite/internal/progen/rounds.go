package progen

import "strings"

// A rounds is a function that calls itself in its last continuation, at most three times. In its
// texts # is its name, $D the type of its completion, $V a completion. Nothing else changes turn.
type rounds struct {
	before, open, self, call string
	vars                     []part
}

func roundsForms() []rounds {
	return []rounds{
		{open: "func #(turn int, done $D) {\n", self: "#(turn+1, done)", call: "#(0, $V)"},
		{open: "func #(turn int, done $D) {\n", self: "#(turn+1, done)", call: "#(0, $V)"},
		{
			before: "type #T struct{ n int }\n\n", open: "func (c *#T) #(turn int, done $D) {\n",
			self: "c.#(turn+1, done)", call: "(&#T{3}).#(0, $V)",
			vars: []part{{"c", tNothing}, {"c.n", tInt}},
		},
		{
			before: "type #T[T any] struct{ v T }\n\n", open: "func (c #T[T]) #(turn int, done $D) {\n",
			self: "c.#(turn+1, done)", call: "#T[string]{\"t\"}.#(0, $V)",
			vars: []part{{"c", tNothing}, {"c.v", tParam}},
		},
		{
			open: "func #(ctx Context, turn int, done $D) {\n", self: "#(ctx, turn+1, done)",
			call: "#(background(), 0, $V)", vars: []part{{"ctx", tCtx}},
		},
		{
			open: "func #[T any](v0 T, turn int, done $D) {\n", self: "#(v0, turn+1, done)",
			call: "#(\"t\", 0, $V)", vars: []part{{"v0", tParam}},
		},
		{
			open: "func #(turn, x int, done $D) {\n", self: "#(turn+1, x, done)",
			call: "#(0, 4, $V)", vars: []part{{"x", tInt}},
		},
		{
			open: "func #(turn, x int, done $D) {\n", self: "#(turn+1, x+turn, done)",
			call: "#(0, 4, $V)", vars: []part{{"x", tInt}},
		},
		{
			open: "func #(turn, x, y int, done $D) {\n", self: "#(turn+1, y, x, done)",
			call: "#(0, 4, 5, $V)", vars: []part{{"x", tInt}, {"y", tInt}},
		},
		{
			open: "func #(s string, turn int, done $D) {\n", self: "#(s+\"s\", turn+1, done)",
			call: "#(\"s\", 0, $V)", vars: []part{{"s", tString}},
		},
		{
			before: "type #T struct{ n int }\n\n", open: "func (c *#T) #(x, turn int, done $D) {\n",
			self: "c.#(c.n-x, turn+1, done)", call: "(&#T{3}).#(1, 0, $V)",
			vars: []part{{"c", tNothing}, {"c.n", tInt}, {"x", tInt}},
		},
	}
}

// roundsFunction writes such a function, and returns a statement that calls it.
func (g *gen) roundsFunction(name string) string {
	g.budget, g.size = 1+g.IntN(3), 6+g.IntN(10)
	g.style = g.newStyle()
	outer := g.push()
	defer g.pop(outer)
	r := pick(g, roundsForms())
	done := pick(g, []typ{tDoneErr, tDoneErr, tDoneInt, tDoneString})
	g.fun = &function{done: done}
	g.declare("done", done)
	var root *variable
	for _, p := range r.vars {
		v := g.declare(p.text, p.typ)
		if isName(p.text) {
			root = v
		} else {
			v.of = root
		}
	}
	fill := strings.NewReplacer("#", name, "$D", done.String())
	g.p("%s", fill.Replace(r.before+r.open))
	g.simply(1)
	g.p("if turn >= %d {\n", 1+g.IntN(3))
	g.complete(noError)
	g.p("return\n}\n")
	g.turn(1+g.IntN(3), func() { g.p("%s\n", fill.Replace(r.self)) })
	if g.chance(10) {
		g.event("launched")
	}
	g.use()
	g.p("}\n")
	return strings.ReplaceAll(fill.Replace(r.call), "$V", entryDone(g.id(), done))
}
