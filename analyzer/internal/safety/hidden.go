package safety

import (
	"fmt"
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// hidden refuses a continuation whose parameter types cannot be written where
// it goes.
//
//	Pattern: f(func(v V) { type W = V; g(func(w W) {…}) }) => refused
//	So long as: a type of the parameters has no name where the chain stands.
//	Because: the types stand in the chain, outside of the continuations.
func (k *Checker) hidden(p part) *chain.Refusal {
	place := k.destination(p)
	s := p.step()
	if hides := place.Resolve("error"); hides != types.Universe.Lookup("error") {
		return &chain.Refusal{
			Pos: hides.Pos(),
			Text: fmt.Sprintf("error, declared on line %d, hides the type error, which a chain mentions",
				k.line(hides.Pos())),
			Remedy: "give error another name",
		}
	}
	if _, err := place.Type(s.Convention.Sig); err != nil {
		return &chain.Refusal{
			Pos: s.Lit.Pos(),
			Text: fmt.Sprintf("the parameters of the continuation of %s cannot be written outside: %v",
				s.Name, err),
			Remedy: "declare the type outside of the callbacks",
		}
	}
	return nil
}

// hidesNil refuses a continuation in or around which nil is something else.
//
//	Pattern: nil := errors.New("none"); done(v, nil) => refused
//	So long as: something around the chain, or in the continuation, is named nil.
//	Because: handlers return nil for "no error", where the continuation said nothing.
func (k *Checker) hidesNil(p part) *chain.Refusal {
	hides := k.destination(p).Resolve("nil")
	if lit := p.step().Lit; hides == types.Universe.Lookup("nil") {
		hides = nil
		if lit != nil {
			hides = syntax.HidesNil(k.Info, lit)
		}
	}
	if hides == nil {
		return nil
	}
	return &chain.Refusal{
		Pos: hides.Pos(),
		Text: fmt.Sprintf("nil, declared on line %d, hides the nil that a chain returns",
			k.line(hides.Pos())),
		Remedy: "give nil another name",
	}
}
