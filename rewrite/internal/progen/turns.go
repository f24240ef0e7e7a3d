package progen

import "strings"

// A turns is a loop around a launch. In its text # is a number, | the variable of a turn.
type turns struct {
	head  string
	tail  string
	names []string
}

// loops are loops of a few turns, of every kind that there is.
func loops() []turns {
	return []turns{
		{"for _, | := range map[string]int{$STR: $INT} {\n", "}\n", []string{"string", "int"}},
		{"for | := range len(\"ab\") {\n", "}\n", []string{"len"}},
		{"for | := range []string{$STR, $STR} {\n", "}\n", []string{"string"}},
		{"for _, | := range [...]int{$INT, $INT} {\n", "}\n", []string{"int"}},
		{"for _, | := range &[2]int{$INT, 2} {\n", "}\n", []string{"int"}},
		{"for | := range twice {\n", "}\n", []string{"twice"}},
		{"for |, turn# := $INT, 0; turn# < 2; |, turn# = |+1, turn#+1 {\n", "}\n", nil},
		{"for | := $INT; ; |++ {\n", "break\n}\n", nil},
		{
			"queue# := make(chan int, 2)\nqueue# <- $INT\nqueue# <- 1\nclose(queue#)\n" +
				"for | := range queue# {\n",
			"}\n",
			[]string{"make", "int", "close"},
		},
		{
			"rest# := []int{1, $INT}\nfor len(rest#) > 0 {\n| := rest#[0]\nrest# = rest#[1:]\n", "}\n",
			[]string{"int", "len"},
		},
		{"left# := 2\nfor left# > 0 {\nleft#--\n| := left#\n", "}\n", nil},
		{"last# := 0\nnext#:\n| := last#\n{\n", "}\nif last# < 1 {\nlast#++\ngoto next#\n}\n", nil},
		{"var | int\nfor | = range 2 {\n", "}\n", []string{"int"}},
	}
}

// skip leaves the turn of a loop early, or the loop.
func (l turns) skip(g *gen) {
	if strings.Contains(l.tail, "goto") || !g.chance(30) {
		return
	}
	g.p("if %s {\n", g.cond())
	if g.chance(30) {
		g.complete(g.anError)
	}
	leave := pick(g, []string{"continue", "break"})
	if strings.Contains(l.tail, "break") {
		leave = "break" // no turn comes to an end
	}
	g.p("%s\n}\n", leave)
}

// inTurns launches in each turn of a loop, or leaves it early.
func inTurns(g *gen) {
	l := pick(g, loops())
	name := g.fresh(tInt)
	if !g.can(l.names...) || contains(l.names, name) {
		g.place()
		return
	}
	g.locals++
	n := g.locals
	head := strings.ReplaceAll(g.fill(numbered(l.head, n)), "|", name)
	g.p("{\n%s", head)
	outer := g.push()
	g.declareAs(name, tInt).used = true
	in := g.push()
	g.event("%v", name)
	l.skip(g)
	g.place()
	g.simply(1)
	l.skip(g)
	g.use()
	g.pop(in)
	g.pop(outer)
	g.p("%s}\n", numbered(l.tail, n))
}
