package plan

import (
	"go/ast"
	"go/types"
	"slices"
)

// concrete takes a pointer for the error of an operation.
//
//	Pattern: f(func(v V, err *OpError) { if err != nil { done(zero, err); return }; … }) =>
//	Call(func(k …) { f(func(v V, err *OpError) { if err != nil { k(v, err); return }; k(v, nil) }) })
//	So long as:
//	- the continuation has an error exit, which hands the pointer on as an error
//	- it uses the pointer for nothing else
//	- the exit goes, or stands at the end of the chain
//	Because: the pointer is tested before it becomes an error. A nil pointer in an
//	error is not nil.
func (p *Part) concrete() {
	for _, s := range p.Steps {
		if s.Err != nil {
			continue
		}
		at := s.pointerError()
		if at < 0 {
			continue
		}
		s.Err = s.Values[at]
		g := s.guard(p.Src)
		if g == nil || !p.handsOnly(s, g) {
			s.Err = nil
			continue
		}
		s.Values = slices.Delete(slices.Clone(s.Values), at, at+1)
		s.ErrAt, s.Concrete, s.OnlyGood = at, true, false
	}
}

// handsOnly reports whether the error of a step is used by its exit alone,
// which hands it to a completion.
func (p *Part) handsOnly(s *Step, g *guard) bool {
	r := p.Src.relay(g, func(ast.Expr) bool { return false })
	return r != nil && r.plain(p.Src, g) && !p.Src.usedIn(s.Err.Obj, s.Lit, g.stmt)
}

// pointerError is the index of the only value that is a pointer and an error,
// or -1.
func (s *Step) pointerError() int {
	at := -1
	for i, v := range s.Values {
		if v.Obj == nil || !isPointerError(v.Obj.Type()) {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = i
	}
	return at
}

func isPointerError(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok && types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

// values makes values of the pointers again whose exits stay in the middle of
// the chain.
func (p *Part) values() {
	for _, s := range p.Steps[:min(p.from, len(p.Steps))] {
		if !s.Concrete {
			continue
		}
		s.Values = slices.Insert(s.Values, s.ErrAt, s.Err)
		s.Err, s.ErrAt, s.Concrete, s.OnlyGood = nil, -1, false, true
	}
}
