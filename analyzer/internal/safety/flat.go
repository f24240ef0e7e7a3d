package safety

import (
	"fmt"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// flat refuses a chain of one step.
//
//	Pattern: f(func(v V, err error) {…}) => refused
//	So long as: nothing is launched inside.
//	Because: there is nothing to flatten. Such chains are only found when a depth of 1 is asked for.
func flat(c *chain.Chain) *chain.Refusal {
	return &chain.Refusal{
		Rule: "flat",
		Pos:  c.Head().Call.Pos(),
		Text: fmt.Sprintf("nothing is nested in the callback of %s", c.Head().Name),
	}
}
