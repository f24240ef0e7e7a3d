package safety

import (
	"fmt"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// round refuses a launch of the next round that cannot be a link of the chain.
//
//	Pattern: next = func(n int, err error) { f(func(err error) { g(next) }) } => refused
//	So long as: g is not known to call back at most once, the type of a
//	parameter means something else where f is launched, or next asks by whom it is called.
//	Because: the chain is written there, with these types. The variable means the
//	same, for g is launched further in. The promise calls it in the stead of g.
func (k *Checker) round(c *chain.Chain) *chain.Refusal {
	s := c.Round
	if r := k.unproven(s); r != nil {
		return r
	}
	if k.Callers.AskAs(k.Info, s.Arg) {
		return &chain.Refusal{
			Rule: "round",
			Pos:  s.Call.Pos(),
			Text: fmt.Sprintf("%s runs the function around it again, which would tell of another caller",
				s.Name),
			Remedy: "ask by whom it is called outside of it",
		}
	}
	id := k.foreign(s.Lit.Type.Params, c.Head().Stmt.Pos())
	if id == nil {
		return nil
	}
	return &chain.Refusal{
		Rule: "round",
		Pos:  s.Call.Pos(),
		Text: fmt.Sprintf("%s runs the function around it again, and %s means something else on line %d",
			s.Name, id.Name, k.line(c.Head().Call.Pos())),
		Remedy: fmt.Sprintf("give one %s of the two another name", id.Name),
	}
}

// closes checks what ends a chain that runs the function around it again.
func (k *Checker) closes(f *chain.Finding) {
	if f.Chain.Round == nil || len(f.Cuts) > 0 {
		return
	}
	if r := k.round(f.Chain); r != nil {
		f.Cuts = append(f.Cuts, chain.Cut{Before: len(f.Chain.Steps), Reason: r})
	}
}
