package cps

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// besides is why a function that is passed on as well is not proven.
const besides = "is called besides being passed on"

// contradicts says whether a body speaks against a declaration. That it lets the
// continuation go out of sight does not: this is what declarations are for.
func (w weight) contradicts() bool {
	return w.verdict == Many || w.verdict == Kept && w.why == besides
}

// contradicts says the same of what is known of a slot.
func (k knowledge) contradicts() bool {
	return weight{verdict: k.verdict, why: k.why}.contradicts()
}

// Contradicted lists the declarations of functions of this package
// whose bodies speak against them, in source order.
func (x *Index) Contradicted() []*chain.Contradiction {
	var all []*chain.Contradiction
	for _, s := range x.order {
		fn := x.funcs[s.param]
		if fn == nil || s.others != nil || s.field != "" || !s.weight.contradicts() {
			continue
		}
		if by := x.declaredBy(fn, s); by != "" {
			all = append(all, &chain.Contradiction{
				Pos: cmp.Or(s.weight.pos, s.param.Pos()), By: by, Func: fn,
				Param: s.param.Name(), Why: s.weight.why, Ignored: s.weight.verdict == Many,
			})
		}
	}
	slices.SortStableFunc(all, func(a, b *chain.Contradiction) int { return cmp.Compare(a.Pos, b.Pos) })
	return all
}

// declaredBy is the directive or the pattern that declares a parameter of
// a function, empty for none.
func (x *Index) declaredBy(fn *types.Func, s *summary) string {
	index := s.index(fn)
	if index < 0 {
		return ""
	}
	if p := x.facts[fn].param(index, s.field); p != nil && p.Declared {
		return Directive
	}
	names := namesOf(fn, ownerOf(fn))
	completion := completes(fn.Signature(), index)
	for _, p := range x.patterns {
		if p.matches(names) && p.covers(s.param.Name()) && (p.params != nil || completion) {
			return "-once " + p.text
		}
	}
	return ""
}

// doubt is what the body says against a declaration.
func doubt(by string, k knowledge) chain.Reason {
	return chain.Reason{Text: fmt.Sprintf("%s, which the body contradicts: it %s", by, k.why)}
}
