package progen

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
)

// Variables that are parts of others: fields, elements, and what pointers point at. They
// stand in the scope under the text that names them, such as pair1.n; the variables that
// hold them have numbers in their names, and are hidden by nothing.

// A holder declares a variable and gives out parts of it.
type holder struct {
	declaration string // # is a number, $ a value
	parts       []part
	names       []string // that must not be hidden
}

type part struct {
	text string
	typ  typ
}

func holders() []holder {
	return []holder{
		{
			"state# := struct {\nn int\ns string\nerr error\n}{n: $INT, s: $STR}\n",
			[]part{{"state#.n", tInt}, {"state#.s", tString}, {"state#.err", tErr}},
			[]string{"int", "string", "error"},
		},
		{
			"state# := &struct{ n, m int }{m: $INT}\n",
			[]part{{"state#.n", tInt}, {"state#.m", tInt}},
			[]string{"int"},
		},
		{"counts# := [3]int{1: $INT}\n", []part{{"counts#[0]", tInt}, {"counts#[1]", tInt}}, []string{"int"}},
		{
			"rows# := make([]int, 2)\n",
			[]part{{"rows#[0]", tInt}, {"rows#[1]", tInt}},
			[]string{"int", "make"},
		},
		{"n# := new(int)\n", []part{{"(*n#)", tInt}}, []string{"int", "new"}},
		{"at# := new($INT)\n", []part{{"*at#", tInt}}, []string{"new"}},
		{"byName# := map[string]int{}\n", []part{{"byName#[\"a\"]", tInt}}, []string{"string", "int"}},
		{"owner# := struct{ User }{User{ID: $INT}}\n", []part{
			{"owner#.User", tUser}, {"owner#.ID", tInt}, {"owner#.Name", tString},
		}, []string{"User"}},
		{
			"users# := []User{{Name: $STR}}\n",
			[]part{{"users#[0]", tUser}, {"users#[0].ID", tInt}},
			[]string{"User"},
		},
		{
			"grid# := [2][2]int{}\n", []part{{"grid#[1][0]", tInt}, {"grid#[0]", tArray}}, []string{"int"},
		},
		{
			"var held#, other# struct {\nlast error\nlist []int\n}\nother# = held#\n_ = other#\n",
			[]part{{"held#.last", tErr}, {"held#.list", tInts}, {"other#.last", tErr}},
			[]string{"error", "int"},
		},
		{
			"box# := &Box[User]{}\n",
			[]part{{"box#.Value", tUser}, {"box#.Value.ID", tInt}},
			[]string{"Box", "User"},
		},
	}
}

// heldTogether declares a variable whose parts are variables.
func heldTogether(g *gen) {
	h := pick(g, slices.Concat(holders(), spelledOut(), ofLocalTypes()))
	if !g.can(h.names...) {
		return
	}
	g.locals++
	n := g.locals
	g.p("%s", g.fill(numbered(h.declaration, n)))
	for _, p := range h.parts {
		g.declareAs(numbered(p.text, n), p.typ).used = true
	}
	g.see(g.lookup(numbered(h.parts[0].text, n)))
}

// copied declares a variable of the same name as one around.
func copied(g *gen) {
	t := pick(g, []typ{tInt, tString, tErr, tUser, tUserPtr, tInts, tArray, tFunc})
	v := g.variable(t)
	if v == nil || g.has(v.name) || !isName(v.name) {
		return
	}
	v.used = true
	g.p(pick(g, []string{"%s := %[1]s\n", "var %s = %[1]s\n"}), v.name)
	g.declareAs(v.name, t)
}

// looked looks something up in a map, or asks for a type.
func looked(g *gen) {
	if !g.can("int", "string", "any") {
		return
	}
	value := g.value(pick(g, []typ{tInt, tString}))
	outer := g.push()
	name := g.fresh(tInt)
	g.p("if %s, ok := any(%s).(int); ok && %[1]s > 2 ", name, value)
	g.declareAs(name, tInt).used = true
	g.nested(2)
	g.p(" else ")
	g.nested(1)
	g.pop(outer)
	g.p("\n")
}

// failedAtRuntime panics at times, as the language does.
func failedAtRuntime(g *gen) {
	if !g.can("int", "string", "any", "User") || g.chance(70) {
		return
	}
	g.locals++
	text := pick(g, []string{
		"var none# *User\n_ = none#.ID", "var none# []int\n_ = none#[0]",
		"var none# map[string]int\nnone#[\"a\"] = 1",
		"var none# any\n_ = none#.(int)", "var none# func()\nnone#()",
	})
	g.p("if %s {\n%s\n}\n", g.cond(), numbered(text, g.locals))
}

func numbered(text string, n int) string {
	return strings.ReplaceAll(text, "#", fmt.Sprint(n))
}

// isName reports whether a variable is a whole one.
func isName(text string) bool { return token.IsIdentifier(text) }
