package safety

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/spell"
)

// unnameable refuses to carry a variable whose type cannot be written.
//
//	Pattern: f(func(v V) { x := pkg.F(); g(func() { …x… }) }) => refused
//	So long as: the type of x has no name where the chain stands.
//	Because: the variable has to be declared there with its type.
func (k *Checker) unnameable(p part) *chain.Refusal {
	place := k.destination(p)
	for _, capture := range p.captures() {
		if capture.Moves() != nil {
			continue
		}
		text, err := place.Type(capture.Obj.Type())
		if err != nil {
			return &chain.Refusal{
				Pos: capture.Obj.Pos(),
				Text: fmt.Sprintf("%s, declared on line %d, is used in a later continuation"+
					" and cannot be declared earlier: %v",
					capture.Obj.Name(), k.line(capture.Obj.Pos()), err),
				Remedy: nameable(capture.Obj.Name(), err),
			}
		}
		if r := k.differs(p.c.File, capture.Obj, text); r != nil {
			return r
		}
	}
	return nil
}

// differs refuses to carry a variable whose type would be another one in other builds.
//
//	Pattern: f(func(v V) { x := info.Dev; g(func() { …x… }) }) => refused
//	So long as: := gives x its type, and Dev has another one where a file for another system declares it.
//	Because: the type would be written as it is in this build.
func (k *Checker) differs(file *ast.File, v types.Object, text string) *chain.Refusal {
	here, there := k.Builds.Differs(file, v, text)
	if there == nil {
		return nil
	}
	return &chain.Refusal{
		Pos: v.Pos(),
		Text: fmt.Sprintf("%s, declared on line %d, is used in a later continuation and cannot be declared"+
			" earlier: its type comes from %s, and may be another one in other builds (%s, not %s)",
			v.Name(), k.line(v.Pos()), here.Name, filepath.Base(there.File), filepath.Base(here.File)),
		Remedy: "convert the value to a type that does for all builds",
	}
}

// nameable says how a variable can be carried whose type cannot be written: := needs no name of
// it where the variable is made outside, and something else may do in its place.
func nameable(name string, err error) string {
	remedy := fmt.Sprintf("declare %s outside of the callbacks with :=", name)
	remedy += ", or there a variable for what is needed of it"
	if why, ok := errors.AsType[*spell.Error](err); ok && why.Lift != "" {
		remedy += ", or " + why.Lift
	}
	return remedy
}
