package plan

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A Finale is what a shared exit does before it hands the outcome on.
type Finale struct {
	Decl     ast.Stmt     // the declaration of the exit, which goes
	From, To token.Pos    // what it does first
	Exit     types.Object // the variable of the exit
	Done     string       // what it hands on to
	At       *ast.Ident   // where that is named
}

// finally dissolves the exit that all paths of a chain share.
//
//	Pattern: end := func(v V, err error) { mu.Unlock(); done(v, err) }; f(… end(v, err) …) =>
//	Call(…f…).….Finally(func() { mu.Unlock() }).Settle(done)
//	So long as:
//	- end ends with a call of done, a completion like itself, with just what it
//	is given, and uses that for nothing else
//	- it does not return early, defer or recover, nor ask by whom it is called
//	- every use of end is an exit of this one chain, and the chain ends in it: so does its
//	last body, whichever way it takes
//	- an exit that stays in the last body is the first that it does, and what it
//	hands on cannot change meanwhile: constants, parameters, and variables that are never assigned
//	- all names in end mean the same where the chain stands
//	Because: Finally runs between the outcome and its receiver, in the call that
//	brings the outcome, as the statements of end did.
//
// Where one of this does not hold, end stays, and the chain is settled with it.
func (p *Part) finally(names *namer) {
	if p.done == nil || p.later(p.done) {
		return
	}
	c := p.Src.closure(p.Src.Info.Uses[p.done.done])
	if c == nil {
		return
	}
	end := p.Src.sharedExit(c)
	if end == nil {
		return
	}
	if why := p.stays(c, end); why != "" {
		p.notes = append(p.notes, fmt.Sprintf("%s is no Finally: %s", c.Obj.Name(), why))
		return
	}
	p.Finale = &Finale{
		Decl: c.Decl, From: c.Lit.Body.Lbrace + 1, To: end.call.Pos(), Exit: c.Obj,
		Done: end.done.Name, At: end.done,
	}
	names.reserve(p.Src.Slice(p.Finale.From, end.done.End()))
}

// commented says that a function has comments that would be lost with it.
const commented = "it has comments that would have no place; put them above it, or in front of what it does"

// sharedExit reads a closure as an exit that does something before it hands on
// the outcome: it returns the call of the completion, or nil.
func (src *Source) sharedExit(c *Closure) *relay {
	list := c.Lit.Body.List
	if len(list) < 2 {
		return nil
	}
	end := src.completion(list[len(list)-1])
	if end == nil || src.Info.Uses[end.done] == c.Obj || !src.handsOnAll(c.Lit, end) {
		return nil
	}
	return end
}

// handsOnAll reports whether the arguments of a call of a completion are the
// parameters of the literal, in their order, and the completion is none that it declares.
func (src *Source) handsOnAll(lit *ast.FuncLit, end *relay) bool {
	params := src.paramsOf(lit)
	return !within(src.Info.Uses[end.done].Pos(), lit) &&
		types.Identical(src.Info.TypeOf(lit).(*types.Signature).Params(), end.sig.Params()) &&
		slices.EqualFunc(end.call.Args, params, func(e ast.Expr, obj types.Object) bool {
			return src.is(e, obj) && !src.assigned(obj)
		})
}

// paramsOf lists the parameters of a literal, nil for one without a name.
func (src *Source) paramsOf(lit *ast.FuncLit) []types.Object {
	var list []types.Object
	for _, field := range lit.Type.Params.List {
		if len(field.Names) == 0 {
			list = append(list, nil)
		}
		for _, id := range field.Names {
			list = append(list, src.Info.Defs[id])
		}
	}
	return list
}

// stays says why a shared exit cannot go, empty when it can.
func (p *Part) stays(c *Closure, end *relay) string {
	first := c.Lit.Body.List[:len(c.Lit.Body.List)-1]
	for _, obj := range p.Src.paramsOf(c.Lit) {
		for _, stmt := range first {
			if obj != nil && p.Src.usedIn(obj, stmt, nil) {
				return fmt.Sprintf("it uses %s; do that in %s", obj.Name(), end.done.Name)
			}
		}
	}
	switch {
	case slices.ContainsFunc(first, leavesEarly):
		return "it returns early, or defers"
	case slices.ContainsFunc(first, p.Src.recovers):
		return "it recovers"
	case slices.ContainsFunc(first, p.Src.asks):
		return asking
	case p.Src.commentedAround(c, end):
		return commented
	case p.Src.directed(c.Decl, Span{c.Lit.Body.Lbrace + 1, end.call.Pos()}):
		return misdirected
	case !p.Src.meansAt(c.Lit.Body.Lbrace+1, end.done.End(), p.place()):
		return "a name in it means something else where the chain stands; rename one of them"
	}
	return p.usedOtherwise(c, end)
}

// recovers reports whether a statement calls recover outside of literals.
func (src *Source) recovers(stmt ast.Stmt) bool {
	return syntax.Contains(stmt, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && syntax.Recovers(src.Info, call)
	})
}

// asks reports whether a statement asks by whom its function is called, outside of literals that are
// called later.
func (src *Source) asks(stmt ast.Stmt) bool {
	return src.AsksIn != nil && syntax.Contains(stmt, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && src.AsksIn(call)
	})
}

// asking says of a function that it stays where it is, so that it tells of the same caller.
const asking = "it asks by whom it is called"

// commentedAround reports whether a declaration has comments other than those
// between its first statements.
func (src *Source) commentedAround(c *Closure, end *relay) bool {
	return src.commentBetween(c.Decl.Pos(), c.Lit.Body.Lbrace) ||
		src.commentBetween(end.call.Pos(), c.Decl.End())
}

// usedOtherwise says which use of a shared exit is not an exit of the chain.
func (p *Part) usedOtherwise(c *Closure, end *relay) string {
	if why := p.beside(c.Obj); why != "" {
		return why
	}
	last := p.Steps[len(p.Steps)-1]
	stays := p.End == EndBody || p.End == EndGuarded
	if stays && !p.exitsFirst(last, c.Obj) {
		return fmt.Sprintf("its call is not all that the last continuation does, on line %d",
			p.Src.Line(last.Lit.Pos()))
	}
	for _, id := range p.Src.Uses(c.Obj) {
		if p.Src.Info.Uses[id] == nil || p.gone(id.Pos()) || p.starts(id.Pos()) || p.endsWith(id) {
			continue
		}
		line := p.Src.Line(id.Pos())
		switch {
		case !stays || !within(id.Pos(), last.Lit.Body):
			return fmt.Sprintf("it is used on line %d as well", line)
		case p.Src.Place(id.Pos()).Resolve(end.done.Name) != p.Src.Info.Uses[end.done]:
			return fmt.Sprintf("%s means something else on line %d", end.done.Name, line)
		}
	}
	return ""
}

// starts reports whether a place lies in the exit of a launch that fails at
// once, which is taken away.
func (p *Part) starts(pos token.Pos) bool {
	return slices.ContainsFunc(p.Steps, func(s *Step) bool {
		return s.Sync != nil && within(pos, s.Sync.Guard.Body)
	})
}

// endsWith reports whether an identifier is a use of the completion that the
// end of the chain takes away.
func (p *Part) endsWith(id *ast.Ident) bool {
	last := p.Steps[len(p.Steps)-1]
	switch p.End {
	case EndPass, EndError:
		return within(id.Pos(), last.Lit.Body)
	case EndDelegate:
		return within(id.Pos(), p.Tail.Arg) || p.tells(id)
	case EndMap:
		return slices.ContainsFunc(p.Moved.Exits, func(e MovedExit) bool { return e.Call.Fun == id })
	case EndBody, EndGuarded, EndRound, EndTurn: // their bodies stay
	}
	return false
}

// exitsFirst reports whether all that the last body does is to call the
// completion, after its error exit, with what cannot change.
func (p *Part) exitsFirst(s *Step, done types.Object) bool {
	list := s.Lit.Body.List
	if g := s.guard(p.Src); g != nil {
		r := p.Src.relay(g, func(ast.Expr) bool { return false })
		if r == nil || p.Src.Info.Uses[r.done] != done {
			return false
		}
		if s.Map == nil && !r.plain(p.Src, g) {
			return false
		}
		list = list[1:]
	}
	list = withoutReturn(list)
	if len(list) != 1 {
		return false
	}
	end := p.Src.completion(list[0])
	return end != nil && p.Src.Info.Uses[end.done] == done &&
		!slices.ContainsFunc(end.call.Args, func(e ast.Expr) bool { return !p.Src.fixed(e) })
}
