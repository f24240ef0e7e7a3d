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

// ownError declares an error of the exit that has the name of the parameter, alone or beside
// something else, and hands it on.
func ownError(g *gen, err *variable) {
	if err.typ != tErr || !isName(err.name) || g.has(err.name) || !g.can("OpErr", "len", "fmt") {
		reported(g, err)
		return
	}
	caught := g.chance(40)
	if caught {
		g.p("old := func() string { return %s.Error() }\n", err.name)
	}
	g.p(pick(g, []string{
		"%s := &OpErr{len(%[1]s.Error())}\n",
		"var %s = fmt.Errorf(\"o%[2]d: %%w\", %[1]s)\n",
		"%s := fmt.Errorf(\"o%[2]d: %%w\", %[1]s)\n",
		"code, %s := %[2]d, fmt.Errorf(\"o%[2]d: %%w\", %[1]s)\nEvent2(\"%%d\", code)\n",
		"code, %s := %[2]d, &OpErr{len(%[1]s.Error())}\nEvent2(\"%%d\", code)\n",
	}), err.name, g.id())
	g.declareAs(err.name, tNothing).free = true
	if caught {
		g.p("Event2(\"%%s\", old())\n")
	}
	g.event("%v", err.name)
	g.zero(pick(g, []string{err.name, fmt.Sprintf("fmt.Errorf(\"q: %%w\", %s)", err.name)}))
}

// ownDone wraps a completion in one of the same name, and hands the error to that.
func ownDone(g *gen, err *variable) {
	all, _ := g.visible(tDoneInt)
	if err.typ != tErr || len(all) == 0 || !g.can("int", "error") {
		reported(g, err)
		return
	}
	name := all[len(all)-1].name
	if !isName(name) || g.has(name) {
		reported(g, err)
		return
	}
	all[len(all)-1].used = true
	g.p("%s := func(n int, err error) { Event2(\"wrapped %d %%v\", err); %[1]s(n, err) }\n", name, g.id())
	g.declareAs(name, tDoneInt).used = true
	if g.chance(50) {
		g.p("_ = %s\n", name)
	}
	g.p("%s(0, %s)\n", name, err.name)
}
