package plan

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// End says how a chain ends.
type End int

// The ends of a chain.
const (
	EndBody     End = iota // Settle with the literal of the last step
	EndGuarded             // the same, with an error exit put in front of the body
	EndDelegate            // Settle with the completion that the last operation is given
	EndPass                // Settle with the completion that the last literal calls with just its value
)

// An ErrMap changes the error of one operation before it goes on.
type ErrMap struct {
	Name string     // the error parameter
	Pre  []ast.Stmt // what else the exit did
	Err  ast.Expr   // the error that goes on
}

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
	end   End
	exits map[int]*guard
	body  bool   // the last step keeps its exit
	done  string // the completion at the end
}

// worth reports whether an exit goes that is not just moved.
func (x *exitPlan) worth() bool { return x.from < x.last || x.end == EndPass || x.end == EndDelegate }

func (x *exitPlan) apply(p *Part) {
	p.End, p.Done = x.end, x.done
	for i := x.from; i <= x.last; i++ {
		s := p.Steps[i]
		s.Map = x.maps[i]
		if g := x.exits[i]; g != nil && !(i == x.last && x.body) {
			s.OnlyGood = true
			s.Guard = g.stmt
			s.ErrVar = p.Src.usedIn(g.err, s.Lit, g.stmt)
			if i == x.last && x.end == EndPass {
				p.Notes = append(p.Notes, s.Lit)
			} else {
				p.Notes = append(p.Notes, g.stmt)
			}
		}
	}
}

// equals plans for exits that all do the same, whatever that is. The last
// continuation keeps its exit, and receives all errors.
func (p *Part) equals() *exitPlan {
	last := len(p.Steps) - 1
	x := &exitPlan{from: last + 1, last: last, exits: make(map[int]*guard), body: true}
	end := p.Steps[last].guard(p.Src)
	if end == nil {
		return x
	}
	for i := last; i >= 0; i-- {
		s := p.Steps[i]
		g := s.guard(p.Src)
		if s.Err != nil && (g == nil || !p.Src.same(g, end)) {
			break
		}
		x.exits[i] = g
		x.from = i
	}
	return x
}

// relays plans for exits that hand an error to the same completion.
func (p *Part) relays() *exitPlan {
	last := len(p.Steps) - 1
	x := &exitPlan{from: last + 1, last: last, exits: make(map[int]*guard), maps: make(map[int]*ErrMap)}
	var end *relay
	for i := last; i >= 0; i-- {
		s := p.Steps[i]
		if s.Err == nil {
			if i == last {
				break // its body would need an exit put in front
			}
			x.from = i
			continue
		}
		g := s.guard(p.Src)
		if g == nil {
			break
		}
		r := p.Src.relay(g)
		if r == nil || end != nil && !r.handsTo(p.Src, end) {
			break
		}
		if !r.plain(p.Src, g) {
			if !p.movable(s, r, g) {
				break
			}
			x.maps[i] = &ErrMap{Name: g.err.Name(), Pre: r.pre, Err: r.err}
		}
		if end == nil {
			end = r
			x.body = true
			x.finish(p, s, g, r)
		}
		x.exits[i] = g
		x.from = i
	}
	return x
}

// movable reports whether what an exit does can be done beside the launch: it
// uses nothing that its own continuation declares, but the error.
func (p *Part) movable(s *Step, r *relay, g *guard) bool {
	for _, v := range s.Values {
		if v.Obj != nil && p.Src.usedIn(v.Obj, g.stmt, nil) {
			return false
		}
	}
	for _, stmt := range r.pre {
		if leavesEarly(stmt) {
			return false
		}
	}
	return true
}

// leavesEarly reports whether a statement may return from its function, or
// registers something for its end.
func leavesEarly(stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt, *ast.DeferStmt:
			found = true
		}
		return !found
	})
	return found
}

// finish chooses the end of a chain whose errors all go to one completion.
func (x *exitPlan) finish(p *Part, s *Step, g *guard, r *relay) {
	rest := s.Lit.Body.List[1:]
	x.done = r.done.Name
	if r.sig.Params().Len() != 2 || r.at != 1 {
		return // not of the form func(value, error)
	}
	switch {
	case p.delegates(rest, r):
		x.end, x.body = EndDelegate, false
	case p.passes(s, rest, r):
		x.end, x.body = EndPass, false
	}
}

// delegates reports whether the chain ends by handing the completion on.
//
//	Pattern: api.Pay(card, order, done) => ThenCall(func(…, k …) { api.Pay(card, order, k) }).Settle(done)
//	So long as: the operation does not treat a nil continuation in a way of its own.
//	Because: what it is given is not nil, even if done is.
func (p *Part) delegates(rest []ast.Stmt, r *relay) bool {
	t := p.Tail
	if t == nil || len(rest) == 0 || t.Stmt != rest[len(rest)-1] || t.NilTested || t.Evidence == chain.Assumed {
		return false
	}
	if _, ok := t.Stmt.(*ast.ExprStmt); !ok {
		return false
	}
	if _, err := p.Src.place(p.Stmt.Pos()).Type(t.Convention.Sig); err != nil {
		return false
	}
	return p.Src.is(t.Arg, p.Src.Info.Uses[r.done]) && t.Convention.Error == 1 && t.Convention.Sig.Params().Len() == 2 &&
		types.Identical(t.Convention.Sig.Params(), r.sig.Params())
}

// passes reports whether the last continuation only hands its value to the
// completion.
//
//	Pattern: func(r Receipt, err error) { …exit…; done(r, nil) } => Settle(done)
func (p *Part) passes(s *Step, rest []ast.Stmt, r *relay) bool {
	if len(rest) == 2 {
		ret, ok := rest[1].(*ast.ReturnStmt)
		if !ok || len(ret.Results) > 0 {
			return false
		}
		rest = rest[:1]
	}
	if len(rest) != 1 || len(s.Values) != 1 || s.Convention.Error != 1 {
		return false
	}
	end := p.Src.completion(rest[0])
	return end != nil && end.handsTo(p.Src, r) && p.Src.isNil(end.err) &&
		p.Src.is(end.call.Args[0], s.Values[0].Obj) &&
		types.Identical(s.Convention.Sig.Params(), r.sig.Params())
}
