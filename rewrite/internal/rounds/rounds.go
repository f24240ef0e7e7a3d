// Package rounds finds the functions that may run themselves again.
//
// In go type-checked packages; out comes whether a function may come to its own call, by
// functions that it mentions, by methods of interfaces, and by values that are functions.
// A call of these may be one of all that fit, if it hands on a function: what goes from round
// to round is the callback.
//
//	func (e *Engine) Run(done func(error)) { e.step.Do(e, done) }
//	func (s step) Do(e *Engine, done func(error)) { post(func() { e.Run(done) }) }
//
// A method that goes on to the method of an interface in its own receiver goes down in
// what it is made of, which has an end.
//
//	func (r *Retry) Send(m Message, done func(error)) { r.transport.Send(m, done) }
//
// A call with a callback that is made for it, and that hands on no other one, begins anew: what
// came before does not wait for it, however often it comes about.
//
//	func (s *Sub) refresh() { s.client.Send(ask, func(ttl int, err error) { s.again(ttl) }) }
//	func (s *Sub) again(ttl int) { time.AfterFunc(ttl, s.refresh) }
package rounds

import (
	"go/ast"
	"go/types"
	"sync"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// Rounds knows what runs what. Several goroutines may ask at once.
type Rounds struct {
	units []unit
	once  sync.Once

	edges   map[node][]edge
	open    map[node][]request
	methods map[string][]target     // by name
	values  []target                // functions that are values
	named   map[node]bool           // functions that something mentions
	called  map[node]bool           // those among them that something calls
	own     map[*types.Package]bool // the packages
}

// A unit is a package.
type unit struct {
	info  *types.Info
	files []*ast.File
}

// A node is the key of a function, or a *ast.FuncLit.
type node any

// An edge is from a node to a function that it mentions.
type edge struct {
	to    node
	apart bool // it is called by something else than the receiver and what is in it
	anew  bool // it is called with callbacks that are made for the call
	own   bool // the function is mentioned in itself
}

// A request is a call that may be one of several functions.
type request struct {
	method string // the name, empty for a value
	shape  shape
	apart  bool
}

// A target is a function that may be called so.
type target struct {
	node  node
	shape shape
}

// Add adds a package, before anything is asked.
func (r *Rounds) Add(info *types.Info, files []*ast.File) {
	r.units = append(r.units, unit{info, files})
}

// Recurs reports whether a function may run itself again.
func (r *Rounds) Recurs(fn *types.Func) bool {
	r.once.Do(r.find)
	return r.recurs(fn, false)
}

// RecursByOthers reports whether a function may run itself again in another way than by what it does
// itself.
func (r *Rounds) RecursByOthers(fn *types.Func) bool {
	r.once.Do(r.find)
	return r.recurs(fn, true)
}

func (r *Rounds) recurs(fn *types.Func, byOthers bool) bool {
	w := &walk{rounds: r, goal: chain.KeyOf(fn), byOthers: byOthers, seen: make(map[state]bool)}
	return w.from(state{at: w.goal})
}

// Mentions reports whether something mentions a function, itself and not as a method of an
// interface.
func (r *Rounds) Mentions(fn *types.Func) bool {
	r.once.Do(r.find)
	return r.named[chain.KeyOf(fn)]
}

// Calls reports whether something calls a function, itself and not as a method of an interface
// or as a value, in a way that another function could be called instead: not by go or defer, not with
// all results of another call, and not by a method expression.
func (r *Rounds) Calls(fn *types.Func) bool {
	r.once.Do(r.find)
	return r.called[chain.KeyOf(fn)]
}

// find reads all functions.
func (r *Rounds) find() {
	r.edges, r.open = make(map[node][]edge), make(map[node][]request)
	r.methods = make(map[string][]target)
	r.named, r.called = make(map[node]bool), make(map[node]bool)
	r.own = make(map[*types.Package]bool)
	for _, u := range r.units {
		for _, obj := range u.info.Defs {
			if obj != nil {
				r.own[obj.Pkg()] = true
				break // all of them are of one package
			}
		}
	}
	for _, u := range r.units {
		for _, file := range u.files {
			for _, decl := range file.Decls {
				switch decl := decl.(type) {
				case *ast.FuncDecl:
					r.declares(u, decl)
				case *ast.GenDecl: // values of variables
					r.reader(u).read(decl)
				}
			}
		}
	}
}

// A state is where a walk is, and how it came there.
type state struct {
	at    node
	loose bool // by a call that may be one of several functions
	apart bool // by one of something else than the receiver
}

// A walk looks for a way back to a function.
type walk struct {
	rounds   *Rounds
	goal     node
	byOthers bool // and not by a call of the function that stands in it
	seen     map[state]bool
}

// from reports whether there is a way from a state on.
func (w *walk) from(s state) bool {
	for _, e := range w.rounds.edges[s.at] {
		if e.to == w.goal && (e.anew || e.own && w.byOthers) {
			continue // no next round, but a first one; or a round that does not count
		}
		if w.to(state{e.to, s.loose, s.apart || e.apart}) {
			return true
		}
	}
	for _, q := range w.rounds.open[s.at] {
		list := w.rounds.values
		if q.method != "" {
			list = w.rounds.methods[q.method]
		}
		for _, t := range list {
			if q.shape.fits(t.shape) && w.to(state{t.node, true, s.apart || q.apart}) {
				return true
			}
		}
	}
	return false
}

// to reports whether a state is the end of a round, or one is behind it.
func (w *walk) to(s state) bool {
	if s.at == w.goal && (!s.loose || s.apart) {
		return true
	}
	if w.seen[s] {
		return false
	}
	w.seen[s] = true
	return w.from(s)
}
