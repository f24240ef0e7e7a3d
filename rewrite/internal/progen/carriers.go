package progen

import (
	"fmt"
	"slices"
	"strings"
)

// head is the type of the continuation with names for what it gets, and the names.
func (c *callee) head() (params, args string) {
	var p, a []string
	for _, t := range c.done.params() {
		name := "v"
		if t == tErr {
			name = "err"
		}
		p, a = append(p, name+" "+string(t)), append(a, name)
	}
	return strings.Join(p, ", "), strings.Join(a, ", ")
}

// through makes a function the one that tells, for the rest of the block.
func (c *callee) through(f string) { c.tells = append(slices.Clip(c.tells), f) }

func (c *callee) teller() string { return c.tells[len(c.tells)-1] }

// aliased gives the continuation another name.
func aliased(c *callee, depth int) {
	form := pick(c.gen, []string{"f# := %s\n", "var f# %s\nf# = %[2]s\n", "var f# = %s\n"})
	if strings.Contains(form, "[2]") {
		c.p(c.number(form), c.done, c.teller())
	} else {
		c.p(c.number(form), c.teller())
	}
	c.through(fmt.Sprintf("f%d", c.locals))
	c.end(depth)
}

// replaced puts a literal around the continuation in its place.
func replaced(c *callee, depth int) {
	if c.teller() != "k" {
		c.end(depth)
		return
	}
	params, args := c.head()
	more := ""
	if c.slip() {
		more = c.number("next#(" + args + ")\n")
		c.locals--
	}
	c.p("%s", c.number("next# := k\n"))
	c.p("k = func(%s) {\nEvent2(\"replaced %%v\", id)\nnext%d(%s)\n%s}\n", params, c.locals, args, more)
	c.end(depth)
}

// closed puts a literal around the continuation.
func closed(c *callee, depth int) {
	params, args := c.head()
	c.p(c.number("tell# := func(%s) {\n"), params)
	name := fmt.Sprintf("tell%d", c.locals)
	if c.chance(30) {
		c.event("closed")
	}
	c.p("%s(%s)\n", c.teller(), args)
	if c.slip() {
		c.p("%s(%s)\n", c.teller(), args)
	}
	c.p("}\n")
	c.through(name)
	c.end(depth)
}

// viaLocal gives the continuation to a function of its own.
func viaLocal(c *callee, depth int) {
	params, _ := c.head()
	name := c.number("send#")
	outer := c.tells
	c.p("%s := func(f func(%s), id int) {\n", name, params)
	c.through("f")
	c.literal(func() { c.end(depth) })
	c.tells = outer
	c.p("}\n")
	begin, end := c.turns()
	c.p("%s%s(%s, id+1)\n%s", begin, name, c.teller(), end)
}

// held puts the continuation somewhere.
func held(c *callee, depth int) {
	form := pick(c.gen, []string{
		"h# := struct{ f %s }{%s}\n|h#.f",
		"h# := &struct{ f %s }{f: %s}\n|h#.f",
		"h# := map[int]%s{1: %s}\n|h#[1]",
		"h# := []%s{%s}\n|h#[0]",
		"p# := new(%s)\n*p# = %s\n|(*p#)",
		"h# := func() %s { return %s }\n|h#()",
	})
	before, use, _ := strings.Cut(c.number(form), "|")
	c.p(before, c.done, c.teller())
	c.through(use)
	c.end(depth)
}

// flagged says in a flag that there was a call.
func flagged(c *callee, depth int) {
	name := c.number("told#")
	c.p("%s := false\n", name)
	c.p("if %s {\n%s = true\n%s\n}\n", c.maybe(), name, c.told())
	if c.slip() {
		c.p("%s = false\n", name)
	}
	c.p("if !%s {\n", name)
	c.block(func() { c.end(depth) })
	c.p("}\n")
}
