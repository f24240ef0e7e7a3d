package cps

import "go/types"

// Answered returns a function that a pattern means, in this package or exported by one that it
// imports, and the callback of it that has results: who calls that gets an answer, so that it is
// no continuation, whatever is declared. Both are nil for none.
func (x *Index) Answered(text string) (*types.Func, *types.Var) {
	p, err := parsePattern(text)
	if err != nil {
		return nil, nil
	}
	for _, pkg := range append([]*types.Package{x.pass.Pkg}, x.pass.Pkg.Imports()...) {
		for _, fn := range functionsIn(pkg) {
			if pkg != x.pass.Pkg && !fn.Exported() || !p.matches(namesOf(fn, ownerOf(fn))) {
				continue
			}
			if v := p.answered(fn); v != nil {
				return fn, v
			}
		}
	}
	return nil, nil
}

// answered is the first callback with results of a function that a pattern means, nil for none.
func (p *pattern) answered(fn *types.Func) *types.Var {
	for v := range fn.Signature().Params().Variables() {
		sig, ok := v.Type().Underlying().(*types.Signature)
		if ok && sig.Results().Len() > 0 && p.covers(v.Name()) {
			return v
		}
	}
	return nil
}
