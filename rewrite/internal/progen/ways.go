package progen

import (
	"fmt"
	"strings"
)

// toldEarly tells and leaves, or goes on.
func toldEarly(c *callee, depth int) {
	c.p("if %s {\n", c.maybe())
	c.block(func() {
		c.p("%s\n", c.told())
		if !c.slip() {
			c.leave()
		}
	})
	c.p("}\n")
	c.end(depth)
}

// parted ends in two ways.
func parted(c *callee, depth int) {
	c.p("if %s {\n", c.maybe())
	c.block(func() { c.end(depth) })
	c.p("} else {\n")
	c.block(func() { c.end(depth) })
	c.p("}\n")
	if c.slip() {
		c.p("%s\n", c.told())
	}
}

// cased ends in the cases of a switch, of which some may tell nothing.
func cased(c *callee, depth int) {
	c.p("switch %s {\n", pick(c.gen, []string{"num(id) % 3", "n := id % 3; n"}))
	for i := range 2 {
		c.p("case %d:\n", i)
		c.block(func() { c.end(depth) })
		if c.slip() {
			c.p("fallthrough\n")
		}
	}
	c.p("default:\n")
	c.block(func() { c.end(depth - 1) })
	c.p("}\n")
	if c.slip() {
		c.p("%s\n", c.told())
	}
}

// startedThen ends in something that runs later.
func startedThen(c *callee, depth int) {
	begin, end := c.turns()
	c.p("%s", begin)
	switch c.IntN(5) {
	case 0:
		c.p("go func(t *Ticket) {\ndefer t.enter()()\n")
		c.literal(func() { c.end(depth) })
		c.p("}(ticket(\"go%d\"))\n", c.id())
	case 1:
		c.p("func() {\n")
		c.literal(func() { c.end(depth) })
		c.p("}()\n")
	case 2:
		c.p("%s", c.number("run# := Tick\n"))
		c.p("run%d(%d, func() {\n", c.locals, c.id())
		c.literal(func() { c.end(depth) })
		c.p("})\n")
	default:
		c.p("Tick(%d, func() {\n", c.id())
		c.literal(func() { c.end(depth) })
		c.p("})\n")
	}
	c.p("%s", end)
	if c.slip() {
		c.p("%s\n", c.told())
	}
}

// launchedThen ends in the continuation of an operation.
func launchedThen(c *callee, depth int) {
	begin, end := c.turns()
	o := pick(c.gen, []string{
		"Get(%d, func(n int, err error) {\n", "Find(%d, func(_ User, err error) {\n",
		"Delete(%d, func(err error) {\n",
	})
	c.p("%s"+o, begin, c.id())
	c.literal(func() {
		if c.chance(70) {
			c.p("if err != nil {\n%s\n", c.tell("err", true))
			if !c.slip() {
				c.p("return\n")
			}
			c.p("}\n")
		} else {
			c.p("_ = err\n")
		}
		c.end(depth)
	}, "err")
	c.p("})\n%s", end)
	if c.slip() {
		c.p("%s\n", c.told())
	}
}

// fallible are launches that may fail at once, up to the continuation.
func (c *callee) fallible() string {
	forms := []string{fmt.Sprintf("Dial(%d, ", c.id())}
	if c.slip() {
		forms = []string{fmt.Sprintf("Trial(%d, ", c.id())}
	}
	for _, o := range c.own {
		if o.result == returnsErr && len(o.params) == 2 && o.params[0] == tInt {
			forms = append(forms, c.fill(o.before))
		}
	}
	return pick(c.gen, forms)
}

// failingThen ends in the continuation of an operation that may fail at once, or in
// what is done then.
func failingThen(c *callee, depth int) {
	begin, end := c.turns()
	err := c.number("err#")
	form := pick(c.gen, []string{"$ := ", "$ := ", "var $ error\n$ = "})
	if c.chance(20) {
		c.p("%s", begin)
		c.launchInTest(depth)
		c.p("%s", end)
		return
	}
	c.p("%s%s%sfunc(n int, err error) {\n", begin, strings.ReplaceAll(form, "$", err), c.fallible())
	c.literal(func() {
		c.p("_ = n\n")
		c.end(depth)
	}, "err")
	c.p("})\n")
	c.disturbed(err)
	c.reacted(err)
	c.p("%s", end)
}

// launchInTest launches in the header of the test of the error.
func (c *callee) launchInTest(depth int) {
	test := "err != nil"
	if c.slip() {
		test = pick(c.gen, []string{"err == nil", "err != nil || " + c.maybe()})
	}
	c.p("if err := %sfunc(n int, err error) {\n", c.fallible())
	c.literal(func() {
		c.p("_ = n\n")
		c.end(depth)
	}, "err")
	c.p("}); %s {\n%s\n}\n", test, c.tell("err", true))
}

// reacted tells of the error of a launch.
func (c *callee) reacted(err string) {
	test := err + " != nil"
	if c.slip() {
		test = pick(c.gen, []string{err + " == nil", c.maybe(), test + " || " + c.maybe()})
	}
	tell := c.tell(err, true)
	switch c.IntN(7) {
	case 0:
		c.p("if %s {\n%s\n}\n", test, tell)
	case 1:
		c.p("if %s == nil {\n", err)
		c.leave()
		c.p("}\n%s\n", tell)
	case 2:
		c.p("Tick(%d, func() {\nif %s {\n%s\n}\n})\n", c.id(), test, tell)
	case 3:
		c.p("defer func() {\nif %s {\n%s\n}\n}()\n", test, tell)
	case 4:
		c.p("switch {\ncase %s:\n%s\ndefault:\n_ = 0\n}\n", test, tell)
	default:
		c.p("if %s {\n%s\n", test, tell)
		if c.inside == 0 && c.result == returnsErr {
			c.p("return %s\n", err)
		} else {
			c.leave()
		}
		c.p("}\n")
	}
	c.p("_ = %s\n", err)
}

// disturbed sometimes gives the error of a launch another value.
func (c *callee) disturbed(err string) {
	if c.slips == 0 || c.chance(50) {
		return
	}
	c.slips--
	text := pick(c.gen, []string{
		"$ = errLab\n",
		"set# := func() { $ = errLab }\nset#()\n",
		"p# := &$\n*p# = errLab\n",
		"if maybe(#) {\n$ = fmt.Errorf(\"w: %w\", errLab)\n}\n",
		"set# := func() { $ = errLab }\nset#()\n",
		"func() { $ = errLab }()\n",
		"p# := &$\n*p# = errLab\n",
		"$, more# := errLab, 1\n_ = more#\n",
		"defer func() { $ = errLab }()\n",
		"Tick(#, func() { $ = errLab })\n",
		"for _, $ = range []error{errLab} {\n_ = 0\n}\n",
		"if $ == nil {\n$ = errLast\n}\n",
	})
	c.p("%s", strings.ReplaceAll(c.number(text), "$", err))
}

// handedOn gives the continuation to another operation.
func handedOn(c *callee, depth int) {
	var ops []op
	for _, o := range c.own {
		if o.done() == c.done {
			ops = append(ops, o, o)
		}
	}
	for _, o := range usualOps() {
		if o.done() == c.done {
			ops = append(ops, o)
		}
	}
	if len(ops) == 0 {
		c.end(depth)
		return
	}
	begin, end := c.turns()
	o := pick(c.gen, ops)
	call := fmt.Sprintf("%s%s%s", c.fill(o.before), c.tells[len(c.tells)-1], c.fill(o.after))
	switch {
	case o.result == returnsNothing || c.chance(30):
		c.p("%s%s\n%s", begin, call, end)
	case c.inside == 0 && c.result == returnsErr && begin == "" && c.chance(50):
		c.p("if true {\nreturn %s\n}\n", call)
	default:
		c.p("%sif err := %s; err != nil {\n%s\n}\n%s", begin, call, c.tell("err", true), end)
	}
	if c.slip() {
		c.p("%s\n", c.told())
	}
}

// searched tells in a loop that it leaves then.
func searched(c *callee, depth int) {
	leave := "break\n"
	if c.chance(50) {
		leave = ""
	}
	if c.slip() {
		leave = "continue\n"
	}
	c.p("%s", pick(c.gen, []string{
		"for i := range 3 {\n", "for i := 0; i < 3; i++ {\n", "for i := range twice {\n",
		"for _, i := range []int{0, 1} {\n",
	}))
	c.p("if maybe(%d + i) {\n%s\n%s", c.id(), c.told(), leave)
	if leave == "" {
		c.leave()
	}
	c.p("}\n}\n")
	if leave == "" || c.slip() {
		c.end(depth)
	}
}

// labelledSearch tells in a switch in a loop that it leaves then.
func labelledSearch(c *callee, depth int) {
	c.labels++
	label := fmt.Sprintf("L%d", c.labels)
	leave := "break " + label
	if c.slip() {
		leave = pick(c.gen, []string{"break", "continue " + label})
	}
	c.p("%s:\nfor i := range 3 {\nswitch {\ncase maybe(%d + i):\n", label, c.id())
	c.block(func() { c.end(min(depth, 1)) })
	c.p("%s\ncase i > 1:\nbreak %s\n}\n}\n", leave, label)
}

// deferredThen ends when the function returns.
func deferredThen(c *callee, depth int) {
	begin, end := c.turns()
	c.p("%sdefer func() {\n", begin)
	c.literal(func() { c.end(depth) })
	c.p("}()\n%s", end)
	if c.chance(40) {
		c.p("if %s {\n", c.maybe())
		c.leave()
		c.p("}\n")
	}
	if c.slip() {
		c.p("%s\n", c.told())
	}
}

// retried launches an operation again when it fails.
func retried(c *callee, depth int) {
	text := c.number("try#")
	c.p("var %s func(int)\n%s = func(turn int) {\nGet(%d, func(n int, err error) {\n", text, text, c.id())
	c.literal(func() {
		c.p("if err != nil && turn < 2 {\n%s(turn + 1)\n", text)
		if !c.slip() {
			c.p("return\n")
		}
		c.p("}\n")
		c.end(depth)
	}, "err")
	c.p("})\n}\n%s(0)\n", text)
}

// recursed has the operation itself tell.
func recursed(c *callee, depth int) {
	c.p("if id < 100000 && %s {\n", c.maybe())
	self := fmt.Sprintf("%s(id+100000, %s)", c.name, c.tells[len(c.tells)-1])
	if c.result == returnsErr && c.inside == 0 && c.chance(50) {
		c.p("return %s\n", self)
	} else {
		c.p("%s\n", self)
		if !c.slip() {
			c.leave()
		}
	}
	c.p("}\n")
	c.end(depth)
}

// forked has two continuations, of which one is called.
func forked(c *callee, depth int) {
	c.p("Fork(%d, func(n int) {\n", c.id())
	c.literal(func() { c.end(depth) })
	c.p("}, func(err error) {\n")
	c.literal(func() { c.p("%s\n", c.tell("err", true)) }, "err")
	c.p("})\n")
	if c.slip() {
		c.p("%s\n", c.told())
	}
}
