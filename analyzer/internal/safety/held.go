package safety

import (
	"fmt"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// held refuses a continuation that stands elsewhere than in the launch.
//
//	Pattern: k := func(v V, err error) {…}; f(k) => refused
//	So long as: the literal is the value of a variable.
//	Because: between the two the names in it may come to mean something else.
func (k *Checker) held(p part) *chain.Refusal {
	s := p.step()
	if contains(s.Call, s.Lit) {
		return nil
	}
	return &chain.Refusal{
		Pos: s.Lit.Pos(),
		Text: fmt.Sprintf("the continuation of %s is held in a variable from line %d on",
			s.Name, k.line(s.Lit.Pos())),
		Remedy: fmt.Sprintf("write it in the call of %s", s.Name),
	}
}
