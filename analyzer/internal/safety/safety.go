// Package safety judges whether a chain may be flattened.
//
// In goes a chain; out comes a [chain.Finding]: the chain, and the places
// where it must stay nested, each with a reason in the user's words. One rule
// stands in each file; the table below lists them.
//
// What the rules need not ask: a rewritten chain launches its first operation
// when all of its continuations are in place, and a continuation runs inside
// the very call that the operation makes to it. Goroutines, locks, defers,
// panics and operations that call back at once are therefore no hazards.
package safety

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/internal/otherbuilds"
	"github.com/unnest-go/unnest/analyzer/spell"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A Checker holds what the rules consult.
type Checker struct {
	Pkg    *types.Package
	Info   *types.Info
	Fset   *token.FileSet
	Assume bool                 // assumed one-shot continuations count as known
	Kept   func(token.Pos) bool // whether a comment keeps what starts at a place
	Named  func(token.Pos) bool // the same, where it is for pyramids and not for everything

	Callers *syntax.Callers     // which functions ask by whom they are called
	Builds  *otherbuilds.Finder // what has another type in other builds

	gotos map[*ast.File][]*ast.BranchStmt // of the files that were asked for
}

// A rule looks for a hazard in taking the step at index i of a chain into the
// rewriting. A heads rule concerns a step that begins a part of the chain, the
// others a step whose literal moves out of the literal of the step before it.
type rule struct {
	name  string
	heads bool
	check func(k *Checker, p part) *chain.Refusal
}

// A part is a run of steps under construction: those of c from start to before
// i are in it, and the one at i is asked for.
type part struct {
	c        *chain.Chain
	start, i int
}

func (p part) step() *chain.Step { return p.c.Steps[p.i] }

// captures are what the literal of the step must find outside of it.
func (p part) captures() []*chain.Capture { return p.c.Steps[p.i-1].Captures }

// rules in the order in which they are consulted: the first refusal is the one
// that is reported.
var rules = []rule{
	{"held", true, (*Checker).held},
	{"place", true, (*Checker).place},
	{"jump", true, (*Checker).jump},
	{"recover", true, (*Checker).recovers},
	{"recover", false, (*Checker).recovers},
	{"caller", true, (*Checker).asksCaller},
	{"caller", false, (*Checker).asksCaller},
	{"held", false, (*Checker).held},
	{"declaration", false, (*Checker).declaration},
	{"unnameable", false, (*Checker).unnameable},
	{"hidden", false, (*Checker).hidden},
	{"hidden", true, (*Checker).hidesNil},
	{"hidden", false, (*Checker).hidesNil},
}

// Check judges a chain and the chains inside it.
func (k *Checker) Check(c *chain.Chain) *chain.Finding {
	f := &chain.Finding{Chain: c}
	start, kept := 0, k.kept(c)
	for i := range kept {
		if r := k.unproven(c.Steps[i]); r != nil {
			f.Cuts = append(f.Cuts,
				chain.Cut{Before: i, Reason: r}, chain.Cut{Before: i + 1, Refused: true, Reason: r})
			start = i + 1
			continue
		}
		if i > start {
			if r := k.first(part{c, start, i}); r != nil {
				f.Cuts = append(f.Cuts, chain.Cut{Before: i, Reason: r})
				start = i
			}
		}
		if i == start {
			if r := k.first(part{c, start, i}); r != nil {
				f.Cuts = append(f.Cuts, chain.Cut{Before: i + 1, Refused: true, Reason: r})
				start = i + 1
			}
		}
	}
	k.keep(f, kept)
	k.closes(f)
	flattened := len(f.Parts()) > 0
	for _, inner := range c.Inner {
		if standsIn(inner, c.Steps[kept:]) {
			continue
		}
		g := k.Check(inner)
		f.Inner = append(f.Inner, g)
		flattened = flattened || g.Refusal == nil
	}
	if !flattened && len(f.Cuts) > 0 {
		f.Refusal = f.Cuts[0].Reason
	}
	return f
}

// first consults the rules for a step, as the head of a part or as a later
// step of one.
func (k *Checker) first(p part) *chain.Refusal {
	for _, r := range rules {
		if r.heads != (p.i == p.start) {
			continue
		}
		if refusal := r.check(k, p); refusal != nil {
			refusal.Rule = r.name
			return refusal
		}
	}
	return nil
}

// line names a place in a message.
func (k *Checker) line(pos token.Pos) int { return k.Fset.PositionFor(pos, false).Line }

// destination is the place of the chain: where the variables are declared and
// the literals go.
func (k *Checker) destination(p part) *spell.Place {
	place := spell.At(k.Pkg, k.Info, p.c.File, p.c.Steps[p.start].Stmt.Pos())
	place.Moved = chain.Moved(p.c.Steps[p.start:p.i])
	place.Import = (*types.Package).Name
	return place
}
