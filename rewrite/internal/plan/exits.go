package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// End says how a chain ends.
type End int

// The ends of a chain.
const (
	EndBody     End = iota // Settle with the literal of the last step
	EndGuarded             // the same, with an error exit put in front of the body
	EndDelegate            // Settle with the completion that the last operation is given
	EndPass                // Settle with the completion that the last literal calls with just its value
	EndError               // Settle with a literal that hands the error to a completion of no value
	EndRound               // Settle with the function around the chain, which runs again
	EndTurn                // the chain is the turn of a Loop, and hands on the state for the next one
	EndMap                 // Map with the literal of the last step, then Settle with its completion
)

// exits takes error exits away where they are all the same, and lets the chain
// end in one.
//
//	Pattern: if err != nil { done(zero, err); return } in each continuation =>
//	the handlers see values only, and Settle(done) or the last body gets the error
//	So long as:
//	- the exit stands first in every continuation from some step on to the last
//	- all of them do the same, or hand an error of their own to the same completion
//	- values beside the error are zero values
//	Because: a rejection passes the handlers that see values only and arrives at Settle, in
//	the call in which the operation reported it.
//
// An exit that changes the error (fmt.Errorf("login: %w", err)) is attached to
// the promise of that one operation, where no other error passes.
func (p *Part) exits() {
	relays := p.relays()
	equal := p.equals()
	switch {
	case relays.worth() && relays.from <= equal.from:
		relays.apply(p)
	case equal.worth():
		equal.apply(p)
	}
}

// An exitPlan takes away the exits of the steps from an index on.
type exitPlan struct {
	from  int // the first step whose exit goes
	last  int // the last step
	maps  map[int]*ErrMap
	exits map[int]*guard
	end   End
	keeps bool            // the last step keeps its exit
	whole bool            // the last body hands all that it gets to the completion
	done  *relay          // the completion at the end, nil for none
	front *Front          // the exit put in front of the last body
	moved *Moved          // the exits of the last body that become returns
	told  []*ast.CallExpr // as in Part
}

// A Front is an error exit put in front of a body that had none.
type Front struct {
	Err   string       // the name of the error
	Own   types.Object // the error parameter in the source
	Guard *ast.IfStmt  // the exit that is copied
	Arg   ast.Expr     // what stands in it for the error
	Call  ast.Expr     // the call to copy, nil for the whole guard
}

func (p *Part) newExitPlan() *exitPlan {
	last := len(p.Steps) - 1
	return &exitPlan{from: last + 1, last: last, maps: make(map[int]*ErrMap), exits: make(map[int]*guard)}
}

// worth reports whether the plan takes any exit away.
func (x *exitPlan) worth() bool {
	gone := len(x.exits)
	if x.exits[x.last] != nil && x.keeps {
		gone--
	}
	return gone > 0 || x.whole && x.end == EndPass
}

func (x *exitPlan) apply(p *Part) {
	p.End, p.done, p.Front, p.Moved, p.Told, p.from = x.end, x.done, x.front, x.moved, x.told, x.from
	for i := x.from; i <= x.last; i++ {
		s := p.Steps[i]
		s.Map = x.maps[i]
		g := x.exits[i]
		if g == nil || i == x.last && x.keeps {
			continue
		}
		s.OnlyGood = true
		s.Guard = g.stmt
		s.ErrVar = p.Src.usedIn(g.err, s.Lit, g.stmt) && !s.redeclares(p.Src, g.err)
	}
	p.syncs(x)
	for i, s := range p.Steps {
		if s.Sync == nil {
			continue
		}
		if i == 0 {
			p.Until = s.Sync.Guard
		} else {
			before := p.Steps[i-1]
			before.ErrVar = before.ErrVar && !p.Src.is(last(s.Sync.Assign.Lhs), before.Err.Obj)
		}
	}
}

// body lists what the literal does behind the exit that goes.
func (s *Step) body() []ast.Stmt {
	if s.Guard != nil {
		return s.Lit.Body.List[1:]
	}
	return s.Lit.Body.List
}

// redeclares reports whether the first statement behind the exit that mentions
// obj is a := that has it on the left only, and so declares it when nothing
// else does, as what it was. One that also declares what a later step uses becomes
// an assignment, and declares nothing.
func (s *Step) redeclares(src *Source, obj types.Object) bool {
	if slices.ContainsFunc(s.Lit.Body.List, goesBack) {
		return false // what is declared once would be declared in each round
	}
	for _, stmt := range s.body() {
		if !src.usedIn(obj, stmt, nil) {
			continue
		}
		assign, ok := stmt.(*ast.AssignStmt)
		used := func(e ast.Expr) bool { return src.usedIn(obj, e, nil) }
		return ok && assign.Tok == token.DEFINE && !s.captures(assign) &&
			!slices.ContainsFunc(assign.Rhs, used) && src.retypes(assign, obj)
	}
	return false
}

// captures reports whether a statement declares what a later step uses.
func (s *Step) captures(stmt ast.Stmt) bool {
	return slices.ContainsFunc(s.Captures, func(c *chain.Capture) bool { return c.Decl == stmt })
}

// equals plans for exits that all do the same, whatever that is. The last
// continuation keeps its exit, or gets one if it has no error of its own, and
// receives all errors.
func (p *Part) equals() *exitPlan {
	x := p.newExitPlan()
	var end *guard
	for i := x.last; i >= 0; i-- {
		s := p.Steps[i]
		if s.Err != nil {
			g := s.guard(p.Src)
			if g == nil || end != nil && !p.Src.same(g, end) || !p.visible(g, i) {
				break
			}
			end = g
			x.exits[i] = g
		}
		x.from = i
	}
	x.keeps = x.exits[x.last] != nil
	if !x.keeps && end != nil {
		x.end = EndGuarded
		x.front = &Front{Err: end.err.Name(), Own: end.err, Guard: end.stmt}
		if !p.admits(x.front) {
			return p.newExitPlan()
		}
	}
	return x
}

// visible reports whether an exit can be done by the last body: it uses nothing
// that its own continuation is given beside the error, which a chain that goes on
// without a value does not keep.
func (p *Part) visible(g *guard, i int) bool {
	for _, v := range p.Steps[i].Values {
		if i != len(p.Steps)-1 && v.Obj != nil && p.Src.usedIn(v.Obj, g.stmt, nil) {
			return false
		}
	}
	return true
}

// admits reports whether an exit can be put in front of the last body: the
// name of its error means nothing there yet, and the other names mean the same. A
// call that is put there alone uses nothing that the exit declares.
func (p *Part) admits(f *Front) bool {
	if f.Call != nil && p.declaresFor(f) {
		return false
	}
	lit := p.Steps[len(p.Steps)-1].Lit
	params := p.Src.Info.Scopes[lit.Type]
	named := func(id *ast.Ident) bool { return id.Name == f.Err }
	hidden := func(id *ast.Ident) bool {
		return !qualified(p.Src.Info.ObjectOf(id)) && params.Lookup(id.Name) != nil
	}
	return !slices.ContainsFunc(p.Src.between(lit.Pos(), lit.End()), named) &&
		!slices.ContainsFunc(p.Src.between(f.Guard.Pos(), f.Guard.End()), hidden)
}

// declaresFor reports whether an exit declares what its call uses beside the error.
func (p *Part) declaresFor(f *Front) bool {
	return slices.ContainsFunc(p.Src.between(f.Call.Pos(), f.Call.End()), func(id *ast.Ident) bool {
		obj := p.Src.Info.Uses[id]
		return !within(id.Pos(), f.Arg) && obj != nil && within(obj.Pos(), f.Guard)
	})
}

// relays plans for exits that hand an error to the same completion.
func (p *Part) relays() *exitPlan {
	x := p.newExitPlan()
	var end *relay
	var endGuard *guard
	for i := x.last; i >= 0; i-- {
		s := p.Steps[i]
		if s.Err == nil {
			x.from = i
			continue
		}
		g := s.guard(p.Src)
		if g == nil {
			whole := x.forward(p, i)
			if whole == nil {
				break
			}
			end = whole
			continue
		}
		r := p.relay(i, g)
		if r == nil || end != nil && !r.handsTo(p.Src, end) {
			break
		}
		if !x.carry(p, i, g, r) {
			break
		}
		if end == nil {
			end, endGuard = r, g
		}
		x.exits[i] = g
		x.from = i
	}
	if end == nil || !x.finish(p, endGuard, end) {
		return p.newExitPlan()
	}
	return x
}

// forward reads the literal at index i as one that only hands value and error
// on, which the last one may be.
func (x *exitPlan) forward(p *Part, i int) *relay {
	if i != x.last {
		return nil
	}
	r := p.forwards(p.Steps[i])
	if r != nil {
		x.whole, x.from = true, i
	}
	return r
}

// leavesEarly reports whether a statement may return from its function, or
// registers something for its end.
func leavesEarly(stmt ast.Stmt) bool {
	return syntax.Contains(stmt, func(n ast.Node) bool {
		_, returns := n.(*ast.ReturnStmt)
		return returns || isDefer(n)
	})
}

// finish chooses the end of a chain whose errors all go to one completion, and
// reports whether there is one.
func (x *exitPlan) finish(p *Part, g *guard, r *relay) bool {
	s := p.Steps[x.last]
	own := x.exits[x.last]
	rest := s.Lit.Body.List
	if own != nil {
		rest = rest[1:]
	}
	x.done = r
	if x.whole {
		if r.sig.Params().Len() > 1 {
			x.end = EndPass
		}
		return true
	}
	if p.later(r) && !p.spells(r.sig.Params()) {
		x.keeps = own != nil
		return x.keeps
	}
	if p.delegates(rest, r) {
		x.end, x.told = EndDelegate, p.told(rest, r)
		return true
	}
	if r.sig.Params().Len() == 2 && r.at == 1 {
		switch {
		case (x.maps[x.last] != nil || s.Exclusive) && p.passes(s, rest, r):
			x.end = EndPass
			return true
		}
		if x.moved = p.returns(rest, r); x.moved != nil && !p.passes(s, rest, r) {
			x.end = EndMap
			return true
		}
		x.moved = nil
	}
	if p.succeeds(rest, r) {
		x.end = EndError
		return true
	}
	if own != nil {
		x.keeps = true
		return true
	}
	x.end = EndGuarded
	x.front = &Front{Err: g.err.Name(), Own: g.err, Guard: g.stmt, Arg: r.err, Call: r.call}
	return p.admits(x.front)
}

// later reports whether a completion is a variable that the chain itself
// sets: it has no value yet when the chain is built.
func (p *Part) later(r *relay) bool {
	return p.within(p.Src.Info.Uses[r.done].Pos())
}

// spells reports whether a type can be written where the chain stands.
func (p *Part) spells(t types.Type) bool {
	_, err := p.place().Type(t)
	return err == nil
}

// passes reports whether the last continuation only hands its value to the
// completion.
//
//	Pattern: func(r Receipt, err error) { …exit…; done(r, nil) } => Settle(done)
//	So long as: the operation delivers no value beside an error, or MapErr
//	stands before it, for the exit changes the error.
//	Because: Settle would hand on a value that comes beside an error, and the
//	exit does not; past MapErr there is none.
func (p *Part) passes(s *Step, rest []ast.Stmt, r *relay) bool {
	rest = withoutReturn(rest)
	if len(rest) != 1 || len(s.Values) != 1 || s.Convention.Error != 1 || s.directs(p.Src) {
		return false
	}
	end := p.Src.completion(rest[0])
	return end != nil && end.handsTo(p.Src, r) && p.Src.IsNil(end.err) &&
		p.Src.is(end.call.Args[0], s.Values[0].Obj) &&
		types.Identical(s.Convention.Sig.Params(), r.sig.Params())
}
