package progen

import "strings"

// Other ways to look at an error than a plain if in front: a switch, helpers, several
// conditions, and success before failure.

// A test is the text around the exit, which stands for $; % is the error, # a number.
type test struct {
	text  string
	names []string // that must not be hidden
}

func tests() []test {
	return []test{
		{"switch {\ncase % != nil:\n$}\n", []string{"nil"}},
		{"switch % {\ncase nil:\ndefault:\n$}\n", []string{"nil"}},
		{"switch {\ncase % == nil:\n_ = 0\ndefault:\n$}\n", []string{"nil"}},
		{"switch %.(type) {\ncase nil:\ndefault:\n$}\n", []string{"nil"}},
		{"if errors.Is(%, errLab) {\n$}\n", []string{"errors", "errLab"}},
		{"if % != nil && !errors.Is(%, errLab) {\n$}\n", []string{"errors", "errLab", "nil"}},
		{"if op# := (*OpErr)(nil); errors.As(%, &op#) {\n$}\n", []string{"errors", "OpErr", "nil"}},
		{"if failed(%) {\n$}\n", []string{"failed"}},
		{"if ok# := % == nil; !ok# {\n$}\n", []string{"nil"}},
		{"if % := %; % != nil {\n$}\n", []string{"nil"}},
		{"if % := soften(%); % != nil {\n$}\n", []string{"nil", "soften"}},
		{"if % != nil || maybe(#) {\n$}\n", []string{"nil", "maybe"}},
		{"if % != nil && maybe(#) {\n$}\n", []string{"nil", "maybe"}},
		{"if % != nil {\n_ = %.Error()\n}\nif % != nil {\n$}\n", []string{"nil"}},
		{"if % != nil {\n$} else if maybe(#) {\n_ = 0\n} else {\n_ = 1\n}\n", []string{"nil", "maybe"}},
		{"for % != nil {\n$break\n}\n", []string{"nil"}},
		{"if % == nil {\ngoto ok#\n}\n{\n$}\nok#:\n", []string{"nil"}},
		{"if % != nil {\nif maybe(#) {\nEvent2(\"logged\")\n}\n$}\n", []string{"nil", "maybe", "Event2"}},
		{"if % != nil {\n{\n$}\n}\n", []string{"nil"}},
	}
}

// testOf writes one of these for an error.
func (g *gen) testOf(err *variable) {
	t := pick(g, tests())
	renames := strings.Contains(t.text, "% :=")
	if !g.can(t.names...) || err.typ != tErr || renames && !isName(err.name) {
		g.p("if %s != nil ", err.name)
		g.exitBlock(err)
		g.p("\n")
		return
	}
	err.used = true
	text := strings.ReplaceAll(numbered(t.text, g.id()), "%", err.name)
	before, after, _ := strings.Cut(text, "$")
	g.p("%s", before)
	outer := g.push()
	if renames {
		err = g.declareAs(err.name, tErr)
		err.used = true
	}
	g.exitOfTest(err)
	g.pop(outer)
	g.p("%s", after)
}

// exitOfTest writes what happens to an error, without braces.
func (g *gen) exitOfTest(err *variable) {
	if g.chance(g.style.whole) {
		g.style.exit(g, err)
	} else {
		pick(g, exits())(g, err)
	}
	g.use()
	if g.chance(90) {
		g.leave()
	}
}

// differently reports whether an error is looked at in one of these ways.
func (g *gen) differently() bool { return !g.chance(g.style.whole) && g.chance(25) }

// inBranches writes the whole body of a continuation in the branches of the test of its error.
func (g *gen) inBranches(err *variable) {
	err.used = true
	if g.chance(40) {
		g.p("if %s != nil ", err.name)
		g.exitBlock(err)
		g.p(" else ")
		g.inner((*gen).body)
		g.p("\n")
		return
	}
	g.p("if %s == nil ", err.name)
	outer := g.push()
	g.open()
	g.body()
	ends := g.chance(50)
	if ends {
		g.leave()
	}
	g.shut()
	g.pop(outer)
	if !ends {
		g.p(" else ")
		g.exitBlock(err)
		g.p("\n")
		return
	}
	g.p("\n")
	g.exitOfTest(err)
}
