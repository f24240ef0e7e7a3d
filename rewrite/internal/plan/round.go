package plan

import (
	"go/ast"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// round lets a chain end in the launch that runs the function around it again.
//
//	Pattern: next = func(n int, err error) { …; f(func(err error) { …; g(next) }) } =>
//	….HandleCall(func(err error, k …) { …; g(k) }).Settle(next)
//	So long as: the variable always holds the function around the chain.
//	Because: what g is given calls it in its stead, in the same call. Each round makes
//	a chain of its own, and the one before is over by then.
//
// The error exits stay where they are: next sees all that arrives at the end.
func (p *Part) round(s *chain.Step) {
	p.End = EndRound
	p.Round = &Step{Step: s}
	p.Round.params(p.Src)
}

// Again is the variable that holds the function around the chain.
func (p *Part) Again() *ast.Ident { return ast.Unparen(p.Round.Arg).(*ast.Ident) }

// outcomes lists the steps with the operation at the end of a round.
func (p *Part) outcomes() []*Step {
	if p.Round == nil {
		return p.Steps
	}
	return append(slices.Clip(p.Steps), p.Round)
}
