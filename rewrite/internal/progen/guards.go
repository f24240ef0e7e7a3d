package progen

import "fmt"

// A style is how a function reacts to errors, as a rule.
type style struct {
	exit     exit
	whole    int    // how likely a continuation follows the style, in percent
	straight bool   // there is one launch in each continuation
	id       int    // of the event that all exits have in common
	beside   int    // the age of the value that exits hand on beside the error, zero for none
	nothing  string // what exits hand on beside the error for a value of any type
}

// An exit writes what happens to an error, up to the return.
type exit func(g *gen, err *variable)

func (g *gen) newStyle() *style {
	if g.chance(20) {
		exit := pick(g, []exit{relayed, relayed, relayedWrapped})
		return &style{exit: exit, whole: 100, straight: true, id: g.id(), nothing: "nil"}
	}
	return &style{
		exit: pick(g, []exit{
			relayed, relayed, relayed, relayed, relayed, reported, reported, relayedWrapped, relayedWrapped,
			relayedKnown, rewrapped, replacedError, fallback, ownError, ownDone, ownError, ownDone,
		}),
		whole:   pick(g, []int{30, 75, 95}),
		id:      g.id(),
		beside:  pick(g, []int{0, 0, 0, 1, 2, 3}),
		nothing: pick(g, []string{"nil", "nil", "0", "\"\"", "false"}),
	}
}

// exits are all ways to react.
func exits() []exit {
	return []exit{
		relayed, relayed, relayedWrapped, relayedWrapped, reported, noted, valued, thrown, twofold,
		relayedElsewhere, relayedOther, relayedSoftened, relayedKnown, rewrapped, rewrapped, replacedError,
		fallback, chosenExit, ownError, ownDone, ownError, ownDone,
	}
}

// guard writes the test of the error at the front of a continuation.
func (g *gen) guard(err *variable) {
	if g.chance(12) {
		return
	}
	if !g.chance(g.style.whole) && g.chance(30) {
		g.simply(1)
		if g.lookup(err.name) != err {
			return
		}
	}
	if g.differently() {
		g.testOf(err)
		return
	}
	err.used = true
	form := "if %s != nil "
	if !g.chance(g.style.whole) {
		form = pick(g, []string{
			"if nil != %s ", "if (%s != nil) ", "if %s != nil ", "if %s == nil {\n_ = 0\n} else ",
		})
	}
	g.comment()
	g.p(form, err.name)
	outer := g.push()
	g.exitBlock(err)
	g.pop(outer)
	g.p("\n")
}

// exitBlock writes the block that deals with an error.
func (g *gen) exitBlock(err *variable) {
	outer := g.push()
	g.open()
	g.comment()
	if g.chance(g.style.whole) {
		g.style.exit(g, err)
		g.use()
		g.comment()
		g.leave()
	} else {
		pick(g, exits())(g, err)
		g.use()
		g.comment()
		if g.chance(88) {
			g.leave()
		}
	}
	g.shut()
	g.pop(outer)
}

// zero writes the call of a completion with an error, and zero values as a rule.
func (g *gen) zero(err string) {
	for _, t := range []typ{tDoneParam, tDoneInt, tDoneString, tDoneUser, tDoneErr, tDoneAny} {
		all, _ := g.visible(t)
		if len(all) == 0 {
			continue
		}
		v := all[len(all)-1]
		if g.chance(15) {
			v = pick(g, all)
		}
		v.used = true
		g.p("%s(%s%s)", v.name, g.besideError(t), err)
		g.lineEnd()
		return
	}
	reported(g, &variable{name: err, typ: tErr})
}

// besideError writes what stands before the error in the call of a completion.
func (g *gen) besideError(t typ) string {
	value, ok := map[typ]typ{tDoneInt: tInt, tDoneString: tString, tDoneUser: tUser, tDoneAny: tAny}[t]
	if !ok || g.style.beside == 0 {
		return g.zeroValue(t)
	}
	all, _ := g.visible(value)
	if len(all) < g.style.beside {
		return g.zeroValue(t)
	}
	v := all[len(all)-g.style.beside] // the same in all continuations that see it
	v.used = true
	return v.name + ", "
}

// zeroValue is that if there is nothing to tell.
func (g *gen) zeroValue(t typ) string {
	if t == tDoneErr {
		return ""
	}
	if t == tDoneString {
		return "\"\", "
	}
	if t == tDoneParam {
		return g.spelled("*new(T)", g.value(tParam), "new") + ", "
	}
	if t == tDoneUser {
		return g.user("User{}") + ", "
	}
	if t == tDoneAny {
		return g.style.nothing + ", "
	}
	return "0, "
}

func relayed(g *gen, err *variable) {
	g.zero(err.name)
}

func relayedWrapped(g *gen, err *variable) {
	if !g.can("fmt") {
		reported(g, err)
		return
	}
	if g.chance(30) {
		g.simply(1)
		if g.lookup(err.name) != err || !g.can("fmt") {
			return
		}
	}
	more := "0"
	if g.chance(50) {
		more = g.value(pick(g, []typ{tInt, tUser, tString}))
	}
	g.zero(fmt.Sprintf("fmt.Errorf(\"w%d %%v: %%w\", %s, %s)", g.id(), more, err.name))
}

// reported is the same in every continuation of a function.
func reported(g *gen, err *variable) {
	if err.typ == tOpErr {
		noted(g, err)
		return
	}
	g.p("Event2(\"failed %d %%v\", %s)", g.style.id, err.name)
	g.lineEnd()
}

func noted(g *gen, err *variable) {
	if err.typ == tOpErr {
		g.event("%v", err.name+".Op")
		return
	}
	g.event("%v %v", err.name, g.value(tInt))
	g.simply(1)
}

// valued hands on a value beside the error.
func valued(g *gen, err *variable) {
	if err.typ != tErr {
		noted(g, err)
		return
	}
	g.complete(func() string { return err.name })
}

func thrown(g *gen, err *variable) {
	if err.typ == tErr && g.can("panic") {
		g.p("if %s {\npanic(%s)\n}\n", g.cond(), err.name)
	} else {
		noted(g, err)
	}
}

// twofold completes and reports.
func twofold(g *gen, err *variable) {
	reported(g, err)
	if err.typ == tErr && g.lookup(err.name) == err {
		g.zero(err.name)
	}
}

// relayedElsewhere hands the error to a completion by another way.
func relayedElsewhere(g *gen, err *variable) {
	if err.typ != tErr {
		noted(g, err)
		return
	}
	g.p("defer ")
	g.zero(err.name)
}

// relayedOther hands on an error that is not that of the operation, and may be
// nil.
func relayedOther(g *gen, err *variable) {
	other := g.variable(tErr)
	if err.typ != tErr || other == nil {
		noted(g, err)
		return
	}
	other.used = true
	g.zero(other.name)
}

// relayedKnown hands on an error of the package. One of them is nil at times.
func relayedKnown(g *gen, err *variable) {
	if err.typ != tErr || !g.can("errLab", "errLast") {
		noted(g, err)
		return
	}
	g.zero(pick(g, []string{"errLab", "errLast"}))
}

// relayedSoftened hands on what a function makes of the error: nil at times.
func relayedSoftened(g *gen, err *variable) {
	if err.typ != tErr || !g.can("soften") {
		noted(g, err)
		return
	}
	g.zero("soften(" + err.name + ")")
}
