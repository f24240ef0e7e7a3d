package progen

import (
	"fmt"
	"slices"
	"strings"
)

// A gate lets one call through, of a function of its own.
type gate struct {
	before string   // what it keeps
	shape  string   // around the call, which stands for $
	wrong  []string // such shapes that let more through
	resets []string // what makes it let another one through
}

// raceGates are such that the prover knows, and others; # is a number.
func raceGates() []gate { return slices.Concat(onceGates(), atomicGates(), flagGates()) }

func onceGates() []gate {
	return []gate{
		{
			"var once# Once\n", "once#.Do(func() {\n$\n})\n",
			[]string{"copy# := once#\ncopy#.Do(func() {\n$\n})\n", "once#.Do(func() {})\n$\n"},
			[]string{"once# = Once{}\n", "p# := &once#\n*p# = Once{}\n"},
		},
		{
			"once# := new(Once)\n", "once#.Do(func() {\n$\n})\n",
			[]string{"copy# := *once#\ncopy#.Do(func() {\n$\n})\n", "once#.Do(func() {})\n$\n"},
			[]string{"once# = new(Once)\n", "*once# = Once{}\n", "p# := once#\n*p# = Once{}\n"},
		},
		{
			"s# := new(State)\n", "s#.Once.Do(func() {\n$\n})\n",
			[]string{"copy# := *s#\ncopy#.Once.Do(func() {\n$\n})\n", "s#.Once.Do(func() {})\n$\n"},
			[]string{"*s# = State{}\n", "s# = new(State)\n", "s#.Once = Once{}\n", "s#.Reset()\n"},
		},
		{
			"list# := make([]Spare, 2)\n", "list#[0].Once.Do(func() {\n$\n})\n",
			[]string{"list#[num(id)%2].Once.Do(func() {\n$\n})\n"},
			[]string{"list# = make([]Spare, 2)\n", "list#[0] = Spare{}\n", "clear(list#)\n"},
		},
		{
			"s# := new(Spare)\n", "s#.Once.Do(func() {\n$\n})\n",
			[]string{"new(Spare).Once.Do(func() {\n_ = s#\n$\n})\n"},
			[]string{"s# = new(Spare)\n"},
		},
	}
}

func atomicGates() []gate {
	return []gate{
		{
			"var won# Flag\n", "if won#.CompareAndSwap(false, true) {\n$\n}\n",
			[]string{
				"if won#.CompareAndSwap(false, false) {\n$\n}\n",
				"if won#.CompareAndSwap(won#.Load(), true) {\n$\n}\n",
				"if !won#.CompareAndSwap(true, false) {\n$\n}\n",
				"if won#.CompareAndSwap(false, true) {\n$\nwon#.Store(false)\n}\n",
			},
			[]string{"won#.Store(false)\n", "won#.CompareAndSwap(true, false)\n", "won#.Swap(false)\n"},
		},
		{
			"var won# Flag\n", "if won#.Swap(true) {\nreturn\n}\n$\n",
			[]string{
				"if won#.Swap(false) {\nreturn\n}\n$\n", "if won#.Load() {\nreturn\n}\n$\n",
				"if won#.Swap(maybe(id)) {\nreturn\n}\n$\n",
			},
			[]string{"won#.Store(false)\n", "_ = won#.Swap(false)\n", "p# := &won#\np#.Store(false)\n"},
		},
		{
			"var turn# Turn\n", "if !turn#.CompareAndSwap(0, 1) {\nreturn\n}\n$\n",
			[]string{"if !turn#.CompareAndSwap(0, 0) {\nreturn\n}\n$\n"},
			[]string{"turn#.Store(0)\n", "turn#.Add(-1)\n"},
		},
		{
			"var turn# Turn\n", "if turn#.Add(1) == 1 {\n$\n}\n",
			[]string{"if turn#.Add(0) == 0 {\n$\n}\n"},
			[]string{"turn#.Store(0)\n"},
		},
		{
			"var s# State\n", "if s#.Won.CompareAndSwap(false, true) {\n$\n}\n",
			[]string{"if s#.Won.CompareAndSwap(false, s#.Gone) {\n$\n}\n"},
			[]string{"s# = State{}\n", "s#.Won.Store(false)\n", "s#.Won = Flag{}\n", "s#.Reset()\n"},
		},
		{
			"s# := &Spare{}\n", "if s#.Won.CompareAndSwap(false, true) {\n$\n}\n", nil,
			[]string{"s# = &Spare{}\n"},
		},
	}
}

func flagGates() []gate {
	return []gate{
		{
			"gone# := false\n", "if gone# {\nreturn\n}\ngone# = true\n$\n",
			[]string{
				"if gone# {\nreturn\n}\n{\ngone# := true\n_ = gone#\n}\n$\n",
				"if gone# {\nreturn\n}\nif maybe(id) {\ngone# = true\n}\n$\n",
				"if gone# {\nreturn\n}\nTick(id, func() { gone# = true })\n$\n",
			},
			[]string{"gone# = false\n", "p# := &gone#\n*p# = false\n"},
		},
		{
			"var gone# bool\n", "if !gone# {\ngone# = true\n$\n}\n",
			[]string{
				"if !gone# || maybe(id) {\ngone# = true\n$\n}\n",
				"if gone# || maybe(id) {\ngone# = true\n$\n}\n",
			},
			[]string{"gone# = !gone#\n", "gone# = false\n", "gone#, _ = false, 1\n"},
		},
		{
			"s# := &State{}\n", "if s#.Gone {\nreturn\n}\ns#.Gone = true\n$\n", nil,
			[]string{"s#.Gone = false\n", "*s# = State{}\n", "s#.Reset()\n"},
		},
	}
}

// raced lets the first of several calls through a gate.
func raced(c *callee, depth int) {
	g := pick(c.gen, raceGates())
	if c.slip() && len(g.wrong) > 0 {
		g.shape = pick(c.gen, g.wrong)
	}
	begin, end := c.turns()
	c.p("%s", begin)
	within := c.slip()
	fires := []string{c.gated(g, within)}
	if c.slip() {
		fires = append(fires, c.gated(g, within))
	}
	n := c.locals
	outer := c.tells
	c.through(fires[0])
	for range len(fires) + c.IntN(3) {
		c.agent(pick(c.gen, fires))
		if !within && c.slip() {
			c.reset(strings.ReplaceAll(pick(c.gen, g.resets), "#", fmt.Sprint(n)))
		}
	}
	c.end(min(depth, 1))
	for _, f := range fires {
		c.p("_ = %s\n", f)
	}
	c.tells = outer
	c.p("%s", end)
}

// gated writes a gate and a function that calls through it, and returns its name. The
// gate is within the function if that is a mistake.
func (c *callee) gated(g gate, within bool) string {
	params, args := c.head()
	name := c.number("fire#")
	parts := []string{g.before, fmt.Sprintf("%s := func(%s) {\n", name, params)}
	if within {
		parts[0], parts[1] = parts[1], parts[0]
	}
	call := fmt.Sprintf("%s(%s)", c.teller(), args)
	text := strings.Join(parts, "") + strings.ReplaceAll(g.shape, "$", call) + "}\n"
	c.p("%s", strings.ReplaceAll(text, "#", fmt.Sprint(c.locals)))
	return name
}

// agent writes one of those who race.
func (c *callee) agent(name string) {
	call := fmt.Sprintf("%s(%s)", name, c.outcomeOf("errLab", c.chance(50)))
	switch c.IntN(6) {
	case 0:
		c.p("%s\n", call)
	case 1:
		c.p("for i := range 2 {\nTick(%d+i, func() { %s })\n}\n", c.id(), call)
		c.id()
	case 2:
		if c.done == tDoneInt {
			c.p("Get(%d, %s)\n", c.id(), name)
			return
		}
		fallthrough
	case 3:
		c.p("go func(t *Ticket) {\ndefer t.enter()()\n%s\n}(ticket(\"go%d\"))\n", call, c.id())
	default:
		c.p("Tick(%d, func() { %s })\n", c.id(), call)
	}
}

// reset sets a gate back, at once or later.
func (c *callee) reset(text string) {
	switch c.IntN(4) {
	case 0:
		c.p("{\n%s}\n", text)
	case 1:
		c.p("defer func() {\n%s}()\n", text)
	default:
		c.p("Tick(%d, func() {\n%s})\n", c.id(), text)
	}
}
