package progen

import "fmt"

// More of what happens to errors, as programs have it.

// rewrapped gives the variable of the error a text of its own, and hands it on.
func rewrapped(g *gen, err *variable) {
	if err.typ != tErr || !g.can("fmt") {
		reported(g, err)
		return
	}
	g.p("%s = fmt.Errorf(\"r%d: %%w\", %[1]s)\n", err.name, g.id())
	if g.chance(20) {
		g.event("%v", err.name)
	}
	g.zero(err.name)
}

// replacedError hands on another error, made of this one or of none.
func replacedError(g *gen, err *variable) {
	form := pick(g, []struct {
		text  string
		names []string
	}{
		{"errors.Join(%s, errLab)", []string{"errors", "errLab"}},
		{"errors.Unwrap(%s)", []string{"errors"}},
		{"&OpErr{len(%s.Error())}", []string{"OpErr", "len"}},
		{"ValErr{len(%s.Error())}", []string{"ValErr", "len"}},
		{"func() error { return %s }()", []string{"error"}},
	})
	if err.typ != tErr || !g.can(form.names...) {
		reported(g, err)
		return
	}
	g.zero(fmt.Sprintf(form.text, err.name))
}

// fallback launches another operation instead.
func fallback(g *gen, err *variable) {
	if g.budget <= 0 {
		relayed(g, err)
		return
	}
	if g.chance(30) {
		reported(g, err)
	}
	g.place()
}

// chosenExit ends in several ways.
func chosenExit(g *gen, err *variable) {
	g.p("if %s ", g.cond())
	outer := g.push()
	g.open()
	g.zero(err.name)
	g.leave()
	g.shut()
	g.pop(outer)
	g.p("\n")
	reported(g, err)
}
