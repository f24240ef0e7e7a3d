package safety

import (
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// kept is the index of the first step of a chain that a comment keeps, with all that is in it.
// It is the number of steps when there is none. A comment for everything is about a pyramid where
// that starts.
func (k *Checker) kept(c *chain.Chain) int {
	if k.Kept(c.Head().Call.Pos()) {
		return 0
	}
	if i := slices.IndexFunc(c.Steps, func(s *chain.Step) bool { return k.Named(s.Call.Pos()) }); i >= 0 {
		return i
	}
	return len(c.Steps)
}

// keep refuses the steps of a chain from one on.
//
//	Pattern: f(func(v V) { //nolint:unnest // reads well => refused
//	So long as: the comment is for the line of the launch.
//	Because: the user says so.
func (k *Checker) keep(f *chain.Finding, kept int) {
	steps := f.Chain.Steps
	if kept == len(steps) {
		return
	}
	r := &chain.Refusal{
		Rule: chain.Kept, Pos: steps[kept].Call.Pos(),
		Text: "a comment keeps them nested", Remedy: "remove it",
	}
	f.Cuts = append(f.Cuts,
		chain.Cut{Before: kept, Reason: r}, chain.Cut{Before: len(steps), Refused: true, Reason: r})
}

// standsIn reports whether a chain stands in one of some steps.
func standsIn(c *chain.Chain, steps []*chain.Step) bool {
	at := c.Head().Call.Pos()
	return slices.ContainsFunc(steps, func(s *chain.Step) bool {
		return s.Call.Pos() <= at && at < s.Call.End()
	})
}
