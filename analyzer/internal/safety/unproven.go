package safety

import (
	"fmt"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// unproven refuses a step whose operation is not known to call back at most
// once.
//
//	Pattern: f(func(v V, err error) {…}) => refused
//	So long as: f has no body in view, no directive and no declaration.
//	Because: a promise settles once; of a second call all later events would be lost.
func (k *Checker) unproven(s *chain.Step) *chain.Refusal {
	if s.Evidence != chain.Assumed || k.Assume {
		return nil
	}
	return &chain.Refusal{
		Rule:   "unproven",
		Pos:    s.Call.Pos(),
		Text:   fmt.Sprintf("nothing says that %s calls back at most once", s.Name),
		Remedy: s.Declare + "; -assume takes it as given",
	}
}
