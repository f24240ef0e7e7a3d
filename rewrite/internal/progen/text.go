package progen

import "fmt"

// event writes a statement that logs values.
func (g *gen) event(format string, args ...string) {
	name := "event"
	if !g.can("event") {
		name = "Event2"
	}
	g.p("%s(\"%d ", name, g.id())
	g.p("%s\"", format)
	for _, arg := range args {
		g.p(", %s", arg)
	}
	g.p(")")
	g.lineEnd()
}

// lineEnd ends a line, sometimes with a comment.
func (g *gen) lineEnd() {
	if g.chance(g.talk) {
		g.p(" %s", pick(g, []func() string{g.line, g.inline})())
	}
	g.p("\n")
}

// comment sometimes writes comments and blank lines between statements.
func (g *gen) comment() {
	if g.chance(5) {
		g.p("\n")
	}
	if !g.chance(g.talk) {
		return
	}
	switch g.IntN(8) {
	case 0:
		g.p("/* a comment %d\n   of two lines */\n", g.number())
	case 1:
		g.p("%s\n%s\n", g.line(), g.line())
	case 2:
		g.p("%s\n\n%s\n", g.line(), g.line())
	case 3:
		g.p("//nolint:c%d\n", g.number())
		if g.chance(30) {
			g.p("%s\n", g.line())
		}
	case 4:
		g.p("//event(%d)\n", g.number())
	default:
		g.p("%s\n", g.line())
	}
	if g.chance(10) {
		g.p("\n")
	}
}

func (g *gen) number() int {
	g.comments++
	return g.comments
}

func (g *gen) line() string { return fmt.Sprintf("// comment %d", g.number()) }

func (g *gen) inline() string { return fmt.Sprintf("/* c%d */ ", g.number()) }

// open writes what follows the brace that opens a block.
func (g *gen) open() {
	g.p("{")
	if g.chance(g.talk) {
		g.p(" %s", g.line())
	}
	g.p("\n")
}

// shut writes the brace that closes a block.
func (g *gen) shut() {
	g.comment()
	g.p("}")
}
