package progen

import "fmt"

// value writes an expression of a type.
func (g *gen) value(t typ) string { return g.depth(t, 2) }

func (g *gen) depth(t typ, depth int) string {
	if v := g.variable(t); v != nil && (depth == 0 || g.chance(55)) {
		g.uses(v)
		return v.name
	}
	if forms := t.forms(); depth > 0 && len(forms) > 0 {
		mark := len(g.marks)
		if text := pick(g, forms)(g, depth-1); text != "" {
			return g.remark(text)
		}
		g.forget(mark)
	}
	return g.plain(t)
}

// remark sometimes puts a comment beside an expression.
func (g *gen) remark(text string) string {
	if g.chance(g.talk / 2) {
		return g.inline() + text
	}
	return text
}

// plain writes a value that needs no variable.
func (g *gen) plain(t typ) string {
	switch t {
	case tInt:
		return fmt.Sprint(g.IntN(9))
	case tString:
		return fmt.Sprintf("%q", fmt.Sprintf("s%d", g.id()))
	case tUserPtr:
		return g.spelled("new(User)", "noUser", "new", "User")
	case tErr, tOpErr, tInts, tAny, tFault, tMore:
		return "nil"
	case tMap:
		return g.spelled("map[string]int{\"a\": 1}", "noMap", "string", "int")
	case tOutcome:
		return g.spelled("Outcome{N: 2}", "noOutcome", "Outcome")
	case tUnnamed:
		return g.spelled("struct{ N int }{3}", "noStruct", "int")
	case tCtx:
		return g.spelled("background()", "noContext", "background")
	case tID:
		return g.spelled("ID(4)", "noID", "ID")
	case tBool:
		return "0 > 1"
	case tUser:
		return g.user(fmt.Sprintf("User{ID: %d}", g.IntN(9)))
	case tArray:
		return g.spelled("[2]int{1, 2}", "noTags", "int")
	case tBox:
		return g.spelled(fmt.Sprintf("Box[int]{%d}", g.IntN(9)), "noBox", "Box", "int")
	case tFunc:
		return g.spelled(fmt.Sprintf("func() int { return %d }", g.id()), "noFunc", "int")
	case tParam, tDoneInt, tDoneString, tDoneUser, tDoneErr, tDoneValue, tDoneAny, tDoneParam,
		tConst, tLocal, tLine, tValErr, tNothing:
		// only variables hold these
	}
	if v := g.variable(t); v != nil {
		g.uses(v)
		return v.name
	}
	return "nil"
}

// spelled is text with names that may be hidden, or a variable of the lab.
func (g *gen) spelled(text, other string, names ...string) string {
	if g.can(names...) {
		return text
	}
	return other
}

// user writes text that names the type User, which may be hidden.
func (g *gen) user(text string) string {
	if g.can("User") {
		return text
	}
	return "nobody()"
}

// A form writes an expression with parts of some depth; empty when it cannot
// be written here.
type form func(g *gen, depth int) string

// forms are the ways to write a value of a type.
func (t typ) forms() []form {
	return map[typ][]form{
		tID:      {identified},
		tMap:     {indexed},
		tUnnamed: {unnamed},
		tCtx:     {derivedContext},
		tInt:     {sum, length, field, marked, called, product, onTheSpot, constant, member, converted},
		tString:  {concat, labelled, raw, printed, talked},
		tErr:     {made, wrapped, made, wrapped, asError},
		tUser:    {composed, pointed},
		tUserPtr: {addressed},
		tInts:    {listed, sliced},
		tArray:   {arrayed},
		tFunc:    {closure},
		tBox:     {boxed},
		tAny:     {anything},
		tBool:    {condition},
	}[t]
}

func sum(g *gen, d int) string     { return g.depth(tInt, d) + " + " + g.depth(tInt, d) }
func product(g *gen, d int) string { return "(" + g.depth(tInt, d) + ") * 2" }

func length(g *gen, _ int) string {
	if !g.can("len") {
		return ""
	}
	return "len(" + g.depth(tString, 0) + ")"
}

func field(g *gen, _ int) string {
	if v := g.variable(tUser); v != nil {
		g.uses(v)
		return v.name + pick(g, []string{".ID", ".ID", ".Tags[0]"})
	}
	return ""
}

func marked(g *gen, d int) string {
	if !g.can("num") {
		return ""
	}
	return "num(" + g.depth(tInt, d) + ")"
}

func called(g *gen, _ int) string {
	if v := g.variable(tFunc); v != nil {
		g.uses(v)
		return v.name + "()"
	}
	return ""
}

func onTheSpot(g *gen, d int) string {
	if !g.can("int") {
		return ""
	}
	return "func() int { return " + g.depth(tInt, d) + " }()"
}

func concat(g *gen, d int) string { return g.depth(tString, d) + " + " + g.depth(tString, d) }

func labelled(g *gen, _ int) string {
	if v := g.variable(tUser); v != nil {
		g.uses(v)
		return v.name + pick(g, []string{".Name", ".Label()"})
	}
	return ""
}

func raw(g *gen, _ int) string {
	return pick(g, []string{"`a\n\t\tb\n`", "`  // no comment`", "`x\n\n  y`", "\"}) // \\\"\""})
}

func printed(g *gen, d int) string {
	if !g.can("fmt") {
		return ""
	}
	return "fmt.Sprint(" + g.depth(pick(g, []typ{tInt, tString, tErr}), d) + ")"
}

func talked(g *gen, d int) string {
	if !g.can("text") {
		return ""
	}
	return "text(" + g.depth(tString, d) + ")"
}

func made(g *gen, _ int) string {
	if !g.can("errors") {
		return ""
	}
	return fmt.Sprintf("errors.New(\"e%d\")", g.id())
}

func wrapped(g *gen, d int) string {
	if !g.can("fmt") {
		return ""
	}
	return fmt.Sprintf("fmt.Errorf(\"w%d %%v %%v\", %s, %s)", g.id(), g.depth(tInt, d), g.depth(tErr, 0))
}

func composed(g *gen, d int) string {
	if !g.can("User") {
		return ""
	}
	return "User{ID: " + g.depth(tInt, d) + ", Name: " + g.depth(tString, d) + "}"
}

func pointed(g *gen, _ int) string {
	if v := g.variable(tUserPtr); v != nil {
		g.uses(v)
		return "*" + v.name
	}
	return ""
}

func addressed(g *gen, _ int) string {
	if v := g.variable(tUser); v != nil {
		g.uses(v)
		return "&" + v.name
	}
	return ""
}

func listed(g *gen, d int) string {
	if !g.can("int") {
		return ""
	}
	return "[]int{" + g.depth(tInt, d) + ", " + g.depth(tInt, d) + "}"
}

func sliced(g *gen, _ int) string {
	if v := g.variable(tArray); v != nil {
		g.uses(v)
		return v.name + "[:]"
	}
	return ""
}

func arrayed(g *gen, d int) string {
	if !g.can("int") {
		return ""
	}
	return "[2]int{" + g.depth(tInt, d) + ", " + g.depth(tInt, d) + "}"
}

// closure counts in a captured variable.
func closure(g *gen, d int) string {
	if !g.can("int") {
		return ""
	}
	if v := g.variable(tInt); v != nil {
		g.uses(v)
		return "func() int { " + v.name + "++; return " + v.name + " }"
	}
	return "func() int { return " + g.depth(tInt, d) + " }"
}

func boxed(g *gen, d int) string {
	if !g.can("Box", "int") {
		return ""
	}
	return "Box[int]{Value: " + g.depth(tInt, d) + "}"
}

func anything(g *gen, d int) string { return g.depth(pick(g, []typ{tInt, tString, tUser}), d) }

func condition(g *gen, _ int) string { return g.cond() }

func converted(g *gen, _ int) string {
	v := g.variable(tID)
	if v == nil || !g.can("int") {
		return ""
	}
	g.uses(v)
	return "int(" + v.name + ")"
}

func identified(g *gen, d int) string {
	if !g.can("ID") {
		return ""
	}
	return "ID(" + g.depth(tInt, d) + ")"
}

func indexed(g *gen, d int) string {
	if !g.can("int", "string") {
		return ""
	}
	return "map[string]int{\"a\": " + g.depth(tInt, d) + "}"
}

func unnamed(g *gen, d int) string {
	if !g.can("int") {
		return ""
	}
	return "struct{ N int }{" + g.depth(tInt, d) + "}"
}

// derivedContext is a context of another one.
func derivedContext(g *gen, d int) string {
	if !g.can("linked") {
		return ""
	}
	return "linked(" + g.depth(tCtx, 0) + ", " + g.depth(tInt, d) + ")"
}

// asError is an error of a type of its own.
func asError(g *gen, d int) string {
	if v := g.variable(tFault); v != nil && g.can("error") {
		g.uses(v)
		return "error(" + v.name + ")"
	}
	if v := g.variable(tCtx); v != nil {
		g.uses(v)
		return v.name + ".Err()"
	}
	if !g.can("error", "ValErr") {
		return ""
	}
	return "error(ValErr{" + g.depth(tInt, d) + "})"
}
