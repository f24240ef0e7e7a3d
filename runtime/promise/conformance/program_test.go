package conformance

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A program is a random sequence of statements about promises. It can be written
// as JavaScript and run on promises of ours; either way it leaves a trace.
//
// Promises and resolvers are numbered in the order in which they are made; every
// promise is tapped when it is made, so that the trace shows when it settles.
type program []statement

type statement struct {
	op     op
	target int       // the promise or resolver it is about
	inputs []int     // of a combinator
	onF    *reaction // of then; nil: none
	onR    *reaction
	value  int
}

type op int

const (
	opDeferred op = iota
	opResolved
	opRejected
	opThen
	opResolve
	opReject
	opAdopt
	opAll
	opAllSettled
	opAny
	opRace
	opExecutor // settles or not, then panics
	opCount
)

// A reaction is a handler: it settles another promise, perhaps, and then
// returns a value or a promise, or throws.
type reaction struct {
	id     int
	settle int // resolver, or -1
	kind   reactionKind
	value  int // or promise
}

type reactionKind int

const (
	returnsValue reactionKind = iota
	returnsPromise
	throws
	reactionKinds
)

// makesPromise says whether a statement adds a promise to the list.
func (o op) makesPromise() bool { return o != opResolve && o != opReject && o != opAdopt }

func generate(rnd *rand.Rand) program {
	g := generator{Rand: rnd}
	g.add(statement{op: opDeferred})
	for range 4 + rnd.IntN(14) {
		g.statement()
	}
	return g.p
}

type generator struct {
	*rand.Rand
	p         program
	promises  int
	resolvers []int // the promises that have one
	reactions int
}

func (g *generator) add(s statement) {
	if s.op == opDeferred {
		g.resolvers = append(g.resolvers, g.promises)
	}
	if s.op.makesPromise() {
		g.promises++
	}
	g.p = append(g.p, s)
}

//nolint:exhaustive // the others need no more than a value
func (g *generator) statement() {
	s := statement{op: op(g.IntN(int(opCount))), value: g.IntN(100), target: g.IntN(g.promises)}
	switch s.op {
	case opThen:
		s.onF, s.onR = g.reaction(), g.reaction()
	case opResolve, opReject:
		s.target = g.resolver()
	case opAdopt:
		s.target, s.value = g.resolver(), g.IntN(g.promises)
	case opAll, opAllSettled, opAny, opRace:
		for range 1 + g.IntN(3) {
			s.inputs = append(s.inputs, g.IntN(g.promises))
		}
	}
	g.add(s)
}

func (g *generator) resolver() int { return g.resolvers[g.IntN(len(g.resolvers))] }

func (g *generator) reaction() *reaction {
	if g.IntN(4) == 0 {
		return nil
	}
	g.reactions++
	r := &reaction{id: g.reactions, settle: -1, value: g.IntN(100)}
	r.kind = reactionKind(g.IntN(int(reactionKinds)))
	if g.IntN(3) == 0 {
		r.settle = g.resolver()
	}
	if r.kind == returnsPromise {
		r.value = g.IntN(g.promises + 1) // the last is the one that then makes: a cycle
	}
	return r
}

// javaScript is the program for an engine with native promises.
func (p program) javaScript() string {
	var b strings.Builder
	b.WriteString(`var P = [], R = [], log = [];
function show(x) { return x instanceof AggregateError ? "agg " + x.errors.map(show).join("+") :
	x instanceof TypeError ? "cycle" : Array.isArray(x) ? x.map(show).join("+") :
	x && x.status ? (x.status === "fulfilled" ? "=" + show(x.value) : "!" + show(x.reason)) : String(x); }
function add(p) { var i = P.length; P.push(p);
	p.then(function (v) { log.push(i + "=" + show(v)); }, function (e) { log.push(i + "!" + show(e)); }); }
function defer() { var r; var p = new Promise(function (a, b) { r = { resolve: a, reject: b }; });
	R[P.length] = r; add(p); }
`)
	for _, s := range p {
		b.WriteString(s.javaScript())
		b.WriteByte('\n')
	}
	return b.String()
}

//nolint:exhaustive // what is left are the combinators
func (s statement) javaScript() string {
	switch s.op {
	case opDeferred:
		return "defer();"
	case opResolved:
		return fmt.Sprintf("add(Promise.resolve(%d));", s.value)
	case opRejected:
		return fmt.Sprintf("add(Promise.reject(%d));", s.value)
	case opThen:
		return fmt.Sprintf("add(P[%d].then(%s, %s));", s.target, s.onF.javaScript("F"), s.onR.javaScript("R"))
	case opResolve:
		return fmt.Sprintf("R[%d].resolve(%d);", s.target, s.value)
	case opReject:
		return fmt.Sprintf("R[%d].reject(%d);", s.target, s.value)
	case opAdopt:
		return fmt.Sprintf("R[%d].resolve(P[%d]);", s.target, s.value)
	case opExecutor:
		body := executorBody(s.value)
		return fmt.Sprintf("add(new Promise(function (f, r) { %s throw %d; }));", body, s.value)
	}
	inputs := make([]string, len(s.inputs))
	for i, input := range s.inputs {
		inputs[i] = fmt.Sprintf("P[%d]", input)
	}
	return fmt.Sprintf(combinators[s.op], strings.Join(inputs, ", "))
}

// The results of All and AllSettled are made strings, since the promises of the
// list have one type in Go.
var combinators = map[op]string{
	opAll:        "add(Promise.all([%s]).then(show));",
	opAllSettled: "add(Promise.allSettled([%s]).then(show));",
	opAny:        "add(Promise.any([%s]));",
	opRace:       "add(Promise.race([%s]));",
}

func executorBody(value int) string {
	return []string{"", "f(1);", "r(2);"}[value%3]
}

//nolint:exhaustive // reactionKinds is none
func (r *reaction) javaScript(arm string) string {
	if r == nil {
		return "undefined"
	}
	s := fmt.Sprintf("function (x) { log.push('%s%d(' + show(x) + ')');", arm, r.id)
	if r.settle >= 0 {
		s += fmt.Sprintf(" R[%d].resolve(%d);", r.settle, r.id)
	}
	switch r.kind {
	case returnsValue:
		s += fmt.Sprintf(" return %d;", r.value)
	case returnsPromise:
		s += fmt.Sprintf(" return P[%d];", r.value)
	case throws:
		s += fmt.Sprintf(" throw %d;", r.value)
	}
	return s + " }"
}
