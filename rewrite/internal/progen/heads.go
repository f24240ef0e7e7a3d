package progen

import (
	"fmt"
	"strings"
)

// A head is a way to declare a function with a pyramid. In its texts # is the name of the
// function, $D the type of its completion, $R its results, $X a number and $V a completion.
type head struct {
	before, open string
	shut, call   string
	vars         []part // beside x, and done where it is a parameter of its own
	as           manner
}

// A manner is what else there is to know of a head.
type manner int

const (
	plainly   manner = iota
	recursive        // it can call itself
	generic          // T is a type parameter
	curried          // the pyramid is in a literal without results
	sinking          // the completion is a method
)

// heads are the usual head more than once, and all others.
func heads() []head {
	usual := head{open: "func #(x int, done $D)$R {\n", shut: "}\n", call: "#($X, $V)", as: recursive}
	list := append(methodHeads(), literalHeads()...)
	for range 8 {
		list = append(list, usual)
	}
	return append(list, head{
		open: "func #(x int, done $D, more ...int)$R {\n", shut: "}\n",
		call: "#($X, $V, 1, 2)", vars: []part{{"more", tInts}},
	}, head{
		open: "func #[T any](x int, done $D, v0 T)$R {\n", shut: "}\n",
		call: "#($X, $V, \"t\")", vars: []part{{"v0", tParam}}, as: generic,
	}, head{
		open: "func #[T int | string, K comparable](x int, done $D, v0 T, key K)$R {\n", shut: "}\n",
		call: "#[string]($X, $V, \"t\", 1.5)", vars: []part{{"v0", tParam}}, as: generic,
	}, head{
		open: "func #(x int, o struct {\nn int\ndone $D\n})$R {\n", shut: "}\n",
		call: "#($X, struct {\nn int\ndone $D\n}{2, $V})",
		vars: []part{{"o", tNothing}, {"o.n", tInt}, {"o.done", tNothing}},
	}, head{
		open: "func #(x int, sink interface{ Tell(int, error) })$R {\n", shut: "}\n",
		call: "#($X, Sink{})", vars: []part{{"sink", tNothing}, {"sink.Tell", tDoneInt}}, as: sinking,
	})
}

func methodHeads() []head {
	return []head{{
		before: "type #T struct{ n int }\n\n", open: "func (c *#T) #(x int, done $D)$R {\n", shut: "}\n",
		call: "(&#T{3}).#($X, $V)", vars: []part{{"c", tNothing}, {"c.n", tInt}},
	}, {
		before: "type #T struct{ n int }\n\n", open: "func (c #T) #(x int, done $D)$R {\n", shut: "}\n",
		call: "#T{3}.#($X, $V)", vars: []part{{"c", tNothing}, {"c.n", tInt}},
	}, {
		before: "type #B struct{ n int }\n\ntype #T struct {\n*#B\nUser\n}\n\n",
		open:   "func (c #T) #(x int, done $D)$R {\n", shut: "}\n", call: "#T{#B: &#B{3}}.#($X, $V)",
		vars: []part{{"c", tNothing}, {"c.n", tInt}, {"c.User", tUser}, {"c.ID", tInt}, {"c.Name", tString}},
	}, {
		before: "type #T[T any] struct{ v T }\n\n",
		open:   "func (c *#T[T]) #(x int, done $D)$R {\n", shut: "}\n",
		call: "(&#T[string]{\"t\"}).#($X, $V)", vars: []part{{"c", tNothing}, {"c.v", tParam}}, as: generic,
	}, {
		before: "type #T struct {\nn int\ndone $D\n}\n\n", open: "func (c *#T) #(x int)$R {\n", shut: "}\n",
		call: "(&#T{3, $V}).#($X)", vars: []part{{"c", tNothing}, {"c.n", tInt}, {"c.done", tNothing}},
	}, {
		before: "type #T int\n\n", open: "func (c #T) #(x int, done $D)$R {\n", shut: "}\n",
		call: "#T(3).#($X, $V)", vars: []part{{"c", tNothing}},
	}}
}

func literalHeads() []head {
	return []head{{
		open: "var # = func(x int, done $D)$R {\n", shut: "}\n", call: "#($X, $V)",
	}, {
		open: "var # = map[string]func(int, $D)$R{\n\"a\": func(x int, done $D)$R {\n", shut: "},\n}\n",
		call: "#[\"a\"]($X, $V)",
	}, {
		open: "var # func(int, $D)$R\n\nfunc init() {\n# = func(x int, done $D)$R {\n", shut: "}\n}\n",
		call: "#($X, $V)",
	}, {
		open: "func #(x int) func($D) {\nreturn func(done $D) {\n", shut: "}\n}\n",
		call: "#($X)($V)", as: curried,
	}}
}

// begin writes a head and declares its variables. It returns what writes the call.
func (g *gen) begin(name string, h head) (call func() string) {
	done := g.fun.done
	if strings.Contains(h.open, "done $D)") || strings.Contains(h.open, "done $D,") {
		g.declare("done", done)
	}
	g.declare("x", tInt)
	var root *variable
	for _, p := range h.vars {
		t := p.typ
		if strings.HasSuffix(p.text, ".done") {
			t = done
		}
		v := g.declare(p.text, t)
		if isName(p.text) {
			root = v
		} else {
			v.of = root
		}
	}
	completion := g.completionType(done)
	texts := []string{"#", name, "$D", completion, "$R", g.results()}
	g.p("%s", strings.NewReplacer(texts...).Replace(h.before+h.open))
	return func() string {
		values := []string{"$X", fmt.Sprint(g.IntN(5)), "$V", g.completion(done)}
		return strings.NewReplacer(append(texts, values...)...).Replace(h.call)
	}
}

// completing picks the type of a completion that a head can have.
func (h head) completing(g *gen) typ {
	switch {
	case h.as == sinking:
		return tDoneInt
	case h.as == generic && g.chance(40):
		return tDoneParam
	}
	return pick(g, completions)
}
