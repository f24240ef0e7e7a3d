package progen

import (
	"fmt"
	"maps"
	"slices"
)

// A typ is a type of a variable.
type typ string

// The types of variables.
const (
	tInt        typ = "int"
	tString     typ = "string"
	tErr        typ = "error"
	tUser       typ = "User"
	tUserPtr    typ = "*User"
	tBool       typ = "bool"
	tInts       typ = "[]int"
	tMore       typ = "...int" // of a parameter; its variable holds a list
	tMap        typ = "map[string]int"
	tOutcome    typ = "Outcome"
	tUnnamed    typ = "struct{ N int }"
	tCtx        typ = "Context"
	tID         typ = "ID"
	tFault      typ = "Fault"
	tValErr     typ = "ValErr"
	tArray      typ = "[2]int"
	tFunc       typ = "func() int"
	tOpErr      typ = "*OpErr"
	tBox        typ = "Box[int]"
	tParam      typ = "T"
	tAny        typ = "any"
	tDoneInt    typ = "func(int, error)"
	tDoneString typ = "func(string, error)"
	tDoneUser   typ = "func(User, error)"
	tDoneErr    typ = "func(error)"
	tDoneAny    typ = "func(any, error)"
	tDoneParam  typ = "func(T, error)"
	tDoneValue  typ = "func(int)"
	tConst      typ = "const"  // a local constant
	tLocal      typ = "type"   // a local type with a field n
	tLine       typ = "struct" // a variable of such a type
	tNothing    typ = ""       // a name that hides others and is not used
)

func (t typ) String() string { return string(t) }

// A scope is a block with its variables.
type scope struct {
	parent *scope
	vars   []*variable
	frame  bool // the body of a function literal

	results []typ // of the literal
}

type variable struct {
	name string
	typ  typ
	used bool
	free bool      // need not be used
	of   *variable // of which it is a part, if that has a name that may be hidden
}

// push opens a block.
func (g *gen) push() *scope {
	outer := g.scope
	g.scope = &scope{parent: outer}
	return outer
}

// pop closes a block. What is declared in it must have been used before.
func (g *gen) pop(outer *scope) { g.scope = outer }

// use writes an event with the variables of the block that are not used yet.
func (g *gen) use() {
	for _, v := range g.scope.vars {
		if v.used || v.free {
			continue
		}
		v.used = true
		g.see(v)
	}
}

// see writes a statement that uses a variable.
func (g *gen) see(v *variable) {
	if slices.Contains(completions, v.typ) || v.typ == tDoneParam {
		g.p("_ = %s\n", v.name)
		return
	}
	suffix := map[typ]string{
		tUserPtr: ".Label()", tFunc: "()", tOpErr: " != nil", tLine: ".n",
		tFault: " != nil",
	}[v.typ]
	g.event("%v", v.name+suffix)
}

// declare adds a parameter to the block.
func (g *gen) declare(name string, t typ) *variable {
	v := g.declareAs(name, t)
	v.free = true
	g.declareParts(v)
	return v
}

// declareAs adds a variable to the block.
func (g *gen) declareAs(name string, t typ) *variable {
	if t == tMore {
		t = tInts
	}
	isResult := name == "res0" || name == "res1"
	v := &variable{name: name, typ: t, free: t == tParam || isResult}
	g.scope.vars = append(g.scope.vars, v)
	return v
}

// lookup is what a name means here, nil when it is not a variable.
func (g *gen) lookup(name string) *variable {
	for s := g.scope; s != nil; s = s.parent {
		for _, v := range s.vars {
			switch {
			case v.name != name:
			case v.of != nil && g.lookup(v.of.name) != v.of:
				return nil
			default:
				return v
			}
		}
	}
	return nil
}

// can reports whether names of the package or the language can be written.
func (g *gen) can(names ...string) bool {
	for _, name := range names {
		if g.lookup(name) != nil {
			return false
		}
	}
	return true
}

// uses notes that a value mentions a variable.
func (g *gen) uses(v *variable) {
	if !v.used {
		g.marks = append(g.marks, v)
	}
	v.used = true
}

// forget takes back what was noted since the marks were so many: those values are not
// written.
func (g *gen) forget(marks int) {
	for _, v := range g.marks[marks:] {
		v.used = false
	}
	g.marks = g.marks[:marks]
}

// visible lists the variables of a type that can be named here; own are those
// of the innermost block that are no parts of others.
func (g *gen) visible(t typ) (all, own []*variable) {
	for s := g.scope; s != nil; s = s.parent {
		for _, v := range s.vars {
			if v.typ != t || g.lookup(v.name) != v {
				continue
			}
			all = append(all, v)
			if s == g.scope && isName(v.name) {
				own = append(own, v)
			}
		}
	}
	return all, own
}

// variable picks a variable of a type, or nil.
func (g *gen) variable(t typ) *variable {
	all, _ := g.visible(t)
	if len(all) == 0 {
		return nil
	}
	v := pick(g, all)
	if g.chance(40) {
		v = all[len(all)-1] // from far outside: a capture
	}
	return v
}

// hidden are the variables of the lab that have usual names.
var hidden = map[string]typ{
	"n": tInt, "v": tInt, "x": tInt, "sum": tInt,
	"s": tString, "title": tString,
	"err": tErr, "err2": tErr, "e": tErr,
	"u": tUser, "user2": tUser,
}

// unhidden makes the variables of the lab known to a program.
func (g *gen) unhidden() {
	for _, name := range slices.Sorted(maps.Keys(hidden)) {
		g.declareAs(name, hidden[name]).used = true
	}
}

var usual = map[typ][]string{
	tInt:     {"n", "v", "x", "y", "id", "sum", "n2"},
	tString:  {"s", "name", "title", "v", "s2"},
	tErr:     {"err", "err", "err", "err2", "e", "failure"},
	tUser:    {"user", "u", "user2", "user", "v"},
	tUserPtr: {"ptr", "u", "user"},
	tBool:    {"ok", "found", "v"},
	tMore:    {"rows", "list", "v"},
	tMap:     {"index", "m", "v"},
	tOutcome: {"r", "res", "out"},
	tUnnamed: {"at", "v"},
	tCtx:     {"ctx", "ctx", "c"},
	tID:      {"id", "n"},
	tFault:   {"err", "fault"},
	tValErr:  {"err", "e"},
	tInts:    {"list", "data", "v"},
	tArray:   {"pair", "tags"},
	tFunc:    {"f", "next", "g"},
	tOpErr:   {"err", "opErr", "e"},
	tBox:     {"box", "b"},
	tParam:   {"t", "v"},
	tAny:     {"v", "thing"},
	tLine:    {"l", "n", "x"},
}

// oddNames mean something else, or are names that a rewriting would like to
// give to something else.
var oddNames = []string{
	"k", "r", "promise", "err2", "user2", "k2", "e", "u", "result", "done", "string", "error", "int", "len",
	"User", "fmt",
	"Get", "Find", "event", "Duo", "errors", "new", "any", "unpromise", "n2", "err3", "r2", "append", "Box",
	"true2",
	"p", "v1", "v2",
	"world", "runtime", "num", "text", "cap",
}

// fresh picks a name for a variable, which the block does not have yet.
func (g *gen) fresh(t typ) string {
	names := usual[t]
	if len(names) == 0 {
		names = []string{"done", "next", "finish", "cb"}
	}
	for range 10 {
		name := pick(g, names)
		if g.chance(g.odd) {
			name = pick(g, oddNames)
		}
		if !g.has(name) {
			return name
		}
	}
	g.locals++
	return fmt.Sprintf("w%d", g.locals)
}

// has reports whether the block declares a name.
func (g *gen) has(name string) bool {
	for _, v := range g.scope.vars {
		if v.name == name {
			return true
		}
	}
	return false
}
