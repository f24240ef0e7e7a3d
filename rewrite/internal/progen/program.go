package progen

import (
	_ "embed"
	"fmt"
	"go/format"
	"math/rand/v2"
	"strings"
)

// Lab is the file with the operations that programs call.
//
//go:embed lab.go.txt
var Lab string

// A Program is a generated file of package main.
type Program struct {
	Seed uint64
	Name string // the prefix of its declarations; its entry is the function Name+"Main"
	Text []byte
}

// Rounds is how often a program runs, each time with other outcomes.
const Rounds = 8

// Generate writes the program of a seed: functions with pyramids, or operations alone.
func Generate(seed uint64, name string) *Program {
	return generate(seed, name, func(g *gen) bool { return g.chance(20) })
}

// Operations writes the program of a seed that has operations alone.
func Operations(seed uint64, name string) *Program {
	return generate(seed, name, func(*gen) bool { return true })
}

func generate(seed uint64, name string, alone func(*gen) bool) *Program {
	g := &gen{Rand: rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15)), name: name}
	g.file(alone(g))
	text := []byte(g.out.String())
	formatted, err := format.Source(text)
	if err != nil {
		panic(fmt.Sprintf("seed %d: %v\n%s", seed, err, text))
	}
	switch {
	case g.chance(8):
		text = g.sprinkle(formatted)
	case g.chance(12):
		text = g.relaid(formatted)
	case g.chance(92):
		text = formatted
	}
	if g.chance(5) {
		text = []byte(strings.ReplaceAll(string(text), "\n", "\r\n"))
	}
	return &Program{Seed: seed, Name: name, Text: text}
}

// A gen writes one program from the first line to the last.
type gen struct {
	*rand.Rand
	name     string
	out      strings.Builder
	scope    *scope
	ids      int // operations and events given out
	comments int
	locals   int // local types and constants given out
	labels   int
	budget   int    // launches that the function may still write
	size     int    // statements that it may still write
	talk     int    // how likely a comment is at each place, in percent
	odd      int    // how likely a name is one that means something else, in percent
	waits    int    // how likely a handler waits for operations or joins them, in percent
	style    *style // how the function reacts to errors
	fun      *function
	own      []op        // operations that the program declares
	marks    []*variable // that came to be used by values
}

// A function is the declaration that is being written.
type function struct {
	results []typ
	named   bool   // the results have names
	done    typ    // of its completion
	self    string // how it calls itself, empty when it cannot
}

func (g *gen) chance(percent int) bool { return g.IntN(100) < percent }

func pick[T any](g *gen, list []T) T { return list[g.IntN(len(list))] }

// p writes.
func (g *gen) p(format string, args ...any) { fmt.Fprintf(&g.out, format, args...) }

// id numbers an operation or an event.
func (g *gen) id() int {
	g.ids++
	return g.ids
}

// file writes the whole program.
func (g *gen) file(alone bool) {
	g.talk = pick(g, []int{0, 0, 3, 8, 15})
	g.odd = pick(g, []int{0, 10, 30})
	if g.chance(20) {
		g.p("// %s is generated.\n\n", g.name)
	}
	g.p("package main\n\n")
	g.scope = &scope{}
	g.imports()
	if g.chance(40) {
		g.unhidden()
	}
	var entries []string
	n := 1 + g.IntN(3)
	switch {
	case alone:
		entries = g.operations(4 + g.IntN(6))
		n = 0
	case g.chance(50):
		g.operations(1 + g.IntN(2))
	}
	for i := range n {
		write := g.function
		if g.chance(12) {
			write = g.roundsFunction
		}
		entries = append(entries, write(fmt.Sprintf("%sF%d", g.name, i)))
		g.p("\n")
	}
	g.p("func %sMain() {\n", g.name)
	for _, entry := range entries {
		g.p("%s\n", entry)
	}
	g.p("}\n")
}

// completions are the types of the function that a function completes with.
var completions = []typ{
	tDoneInt, tDoneInt, tDoneInt, tDoneInt, tDoneString, tDoneErr, tDoneUser, tDoneValue, tDoneAny,
}

// function writes a function with a pyramid, and returns a statement that
// calls it.
func (g *gen) function(name string) string {
	g.budget, g.size = 2+g.IntN(7), 10+g.IntN(30)
	g.style = g.newStyle()
	g.fun = &function{}
	outer := g.push()
	defer g.pop(outer)
	g.waits = pick(g, []int{0, 0, 10, 25})
	h := pick(g, heads())
	done := h.completing(g)
	g.fun.done = done
	if h.as == recursive {
		g.fun.self = name
	}
	if h.as == curried {
		g.scope.frame = true
	} else if g.chance(15) {
		g.fun.results = pick(g, [][]typ{{tInt}, {tErr}, {tInt, tErr}, {done}})
	}
	call := g.begin(name, h)
	if g.chance(30) {
		g.derive()
	}
	if g.chance(40) {
		grouped(g)
	}
	if g.chance(25) {
		waited(g)
	}
	g.body()
	return g.finish(call(), h.shut)
}

// completionType writes the type of a completion, which may have a name.
func (g *gen) completionType(done typ) string {
	if done == tDoneInt && g.chance(6) && g.can("DoneInt") {
		return "DoneInt"
	}
	return done.String()
}

// completion writes a completion for a call from the entry of the program. If it is nil
// it panics when it is called, and no earlier.
func (g *gen) completion(done typ) string {
	if g.chance(4) {
		return "nil"
	}
	return entryDone(g.id(), done)
}

// results writes the results of the function, sometimes with names.
func (g *gen) results() string {
	var list []string
	named := g.chance(40) || len(g.fun.results) > 0 && g.fun.results[0] == g.fun.done
	for i, t := range g.fun.results {
		text := t.String()
		if named {
			g.fun.named = true
			name := fmt.Sprintf("res%d", i)
			g.declareAs(name, t)
			text = name + " " + text
		}
		list = append(list, text)
	}
	if len(list) == 0 {
		return ""
	}
	return " (" + strings.Join(list, ", ") + ")"
}

// finish ends a function, and returns a statement with a call of it.
func (g *gen) finish(call, shut string) string {
	if len(g.fun.results) == 0 {
		g.p("%s", shut)
		return call
	}
	g.returnValues()
	g.p("%s", shut)
	if g.fun.results[0] == g.fun.done {
		return "_ = " + call // a function prints as its address
	}
	return "event(\"returned %v\", Collect(" + call + "))"
}

// entryDone writes a completion for a call from the entry of the program.
func entryDone(id int, t typ) string {
	if t == tDoneErr {
		return fmt.Sprintf("func(err error) { event(\"done %d %%v\", err) }", id)
	}
	if t == tDoneValue {
		return fmt.Sprintf("func(n int) { event(\"done %d %%v\", n) }", id)
	}
	if t == tDoneString || t == tDoneParam {
		return fmt.Sprintf("func(s string, err error) { event(\"done %d %%v %%v\", s, err) }", id)
	}
	if t == tDoneAny {
		return fmt.Sprintf("func(v any, err error) { event(\"done %d %%v %%v %%v\", v, v == nil, err) }", id)
	}
	if t == tDoneUser {
		return fmt.Sprintf("func(u User, err error) { event(\"done %d %%v %%v\", u, err) }", id)
	}
	return fmt.Sprintf("func(n int, err error) { event(\"done %d %%v %%v\", n, err) }", id)
}
