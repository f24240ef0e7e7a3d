package progen

import (
	"fmt"
	"slices"
	"strings"
)

// A callee is an operation of the program itself, while it is written. Its body
// tells its continuation of an outcome at most once, but for slips: what is left out,
// said twice or set back in a way that people forget. Whether a body does so is not
// written down anywhere: it is run.
type callee struct {
	*gen
	name   string
	done   typ      // of the continuation
	result result   // returnsNothing or returnsErr
	tells  []string // functions that tell of an outcome; the last one as a rule
	errs   []string // errors in sight
	named  bool     // the result has a name
	inside int      // how many literals are around
	slips  int      // that may still be made
	theme  way      // that is taken more often
}

// A way writes statements at the end of a function, which tell of an outcome.
type way func(c *callee, depth int)

// callees are the types of continuations, the usual one more than once.
var callees = []typ{
	tDoneInt, tDoneInt, tDoneInt, tDoneInt, tDoneString, tDoneUser, tDoneErr, tDoneAny, tDoneValue,
}

// callee declares an operation, which the functions after it can launch.
func (g *gen) callee() {
	c := &callee{
		gen:    g,
		name:   fmt.Sprintf("%sWork%d", g.name, len(g.own)),
		done:   pick(g, callees),
		slips:  pick(g, []int{0, 0, 0, 1, 1, 2}),
		errs:   []string{"errLab"},
		tells:  []string{"k"},
		theme:  pick(g, []way{raced, failingThen, failingThen, handedOn, searched, replaced}),
		result: pick(g, []result{returnsNothing, returnsNothing, returnsNothing, returnsErr}),
	}
	result := ""
	if c.result == returnsErr {
		result = " error"
		if c.named = g.chance(40); c.named {
			result = " (failed error)"
		}
	}
	g.p("func %s(id int, k %s)%s {\n", c.name, c.done, result)
	g.event("start %v", "id")
	if c.named && g.chance(25) {
		g.p("defer func() {\nif %s {\nfailed = errLab\n}\n}()\n", c.maybe())
	}
	c.end(1 + g.IntN(3))
	if c.result == returnsErr {
		c.leave()
	}
	g.p("}\n\n")
	g.own = append(g.own, op{
		before: c.name + "($ID, ", after: ")", params: c.done.params(), result: c.result,
	})
}

// params are the types of a completion's parameters.
func (t typ) params() []typ {
	list := strings.Split(strings.TrimSuffix(strings.TrimPrefix(string(t), "func("), ")"), ", ")
	var params []typ
	for _, p := range list {
		params = append(params, typ(p))
	}
	return params
}

// slip decides whether a mistake is made here.
func (c *callee) slip() bool {
	if c.slips == 0 || !c.chance(30) {
		return false
	}
	c.slips--
	return true
}

// end tells of an outcome, at the end of a function.
func (c *callee) end(depth int) {
	c.aside()
	if depth <= 0 {
		c.last()
		return
	}
	next := pick(c.gen, ways())
	if c.chance(30) {
		next = c.theme
	}
	next(c, depth-1)
}

func ways() []way {
	return []way{
		toldEarly, toldEarly, parted, parted, cased, launchedThen, launchedThen,
		launchedThen, failingThen, failingThen,
		handedOn, handedOn, startedThen, startedThen, startedThen, raced, raced, raced, raced,
		searched, searched, labelledSearch, aliased, replaced, closed, deferredThen, retried, recursed,
		viaLocal, forked, held, flagged,
	}
}

// last tells of an outcome, and does nothing else.
func (c *callee) last() {
	call := c.told()
	switch c.IntN(10) {
	case 0:
		c.p("defer %s\n", call)
		c.event("deferred")
	case 1:
		c.p("go func(t *Ticket) {\ndefer t.enter()()\n%s\n}(ticket(\"go%d\"))\n", call, c.id())
	case 2:
		c.p("if k != nil {\n%s\n}\n", call)
	case 3:
		c.p("func() { %s }()\n", call)
	default:
		c.p("%s\n", call)
	}
	if c.slip() {
		c.p("%s\n", c.told())
	}
	if c.chance(20) {
		c.event("told")
	}
}

// told is a call that tells of an outcome.
func (c *callee) told() string { return c.tell(c.errs[len(c.errs)-1], c.chance(40)) }

// tell is a call that tells of an error, or of success.
func (c *callee) tell(err string, failed bool) string {
	f := c.teller()
	if c.slip() {
		c.p("_ = %s\n", f)
		f = pick(c.gen, c.tells)
	}
	return fmt.Sprintf("%s(%s)", f, c.outcomeOf(err, failed))
}

// outcomeOf writes the arguments of the continuation.
func (c *callee) outcomeOf(err string, failed bool) string {
	value, ok := map[typ]string{
		tDoneInt: "id + 1", tDoneValue: "id + 1", tDoneString: "\"told\"", tDoneUser: "User{ID: id}",
		tDoneAny: "id",
	}[c.done]
	nothing := map[typ]string{
		tDoneInt: "0", tDoneValue: "0", tDoneString: "\"\"", tDoneUser: "User{}", tDoneAny: "nil",
	}[c.done]
	switch {
	case failed && c.chance(85):
		value = nothing
	case !failed:
		err = "nil"
	}
	switch {
	case !ok:
		return err
	case c.done == tDoneValue:
		return value
	}
	return value + ", " + err
}

// leave returns from the function.
func (c *callee) leave() {
	switch {
	case c.inside > 0 || c.result != returnsErr:
		c.p("return\n")
	case c.named && c.chance(50):
		if c.chance(40) {
			c.p("failed = %s\n", pick(c.gen, c.errs))
		}
		c.p("return\n")
	case c.chance(70):
		c.p("return nil\n")
	default:
		c.p("return %s\n", pick(c.gen, c.errs))
	}
}

// aside sometimes writes something that tells of nothing.
func (c *callee) aside() {
	switch c.IntN(14) {
	case 0:
		c.event("aside %v", "id")
	case 1:
		c.p("_ = num(id)\n")
	case 2:
		c.p("if k == nil {\n")
		c.leave()
		c.p("}\n")
	}
}

// maybe is a condition that holds in some rounds.
func (c *callee) maybe() string {
	return pick(c.gen, []string{
		fmt.Sprintf("maybe(%d)", c.id()), fmt.Sprintf("maybe(%d)", c.id()), fmt.Sprintf("!maybe(%d)", c.id()),
		fmt.Sprintf("num(id)%%2 == 0 && maybe(%d)", c.id()), "id%2 == 0",
	})
}

// literal writes the body of a literal, with errors that it gets.
func (c *callee) literal(f func(), errs ...string) {
	tells, known := c.tells, c.errs
	c.errs = append(slices.Clip(known), errs...)
	c.inside++
	f()
	c.inside--
	c.tells, c.errs = tells, known
}

// block writes what stands in braces.
func (c *callee) block(f func()) {
	tells := c.tells
	f()
	c.tells = tells
}

// number makes names unique: those with a # in them.
func (c *callee) number(text string) string {
	c.locals++
	return strings.ReplaceAll(text, "#", fmt.Sprint(c.locals))
}

// turns has a text for the beginning and one for the end of statements: as a rule
// nothing, but a loop when a slip is made.
func (c *callee) turns() (begin, end string) {
	if !c.slip() {
		return "", ""
	}
	loops := []string{"for range 2 {\n", "for i := 0; i < 2; i++ {\n", "for range twice {\n"}
	return pick(c.gen, loops), "}\n"
}

// operations declares operations, and returns statements that launch them.
func (g *gen) operations(n int) []string {
	talk := g.talk
	g.talk = min(talk, 3)
	var entries []string
	for range n {
		g.callee()
	}
	for _, o := range g.own {
		call := g.fill(o.before) + entryDone(g.id(), o.done()) + o.after
		if o.result == returnsErr {
			call = "event(\"returned %v\", Collect(" + call + "))"
		}
		entries = append(entries, call)
	}
	g.talk = talk
	return entries
}
