package plan

import (
	"go/ast"
	"go/types"
)

// forwards reads a body that hands all that it gets to a completion.
//
//	Pattern: func(r Receipt, err error) { done(r, err) } => Settle(done)
//	So long as: it does nothing else, and the completion wants just that.
//	Because: Settle gives value and error as they were delivered.
//
// A body that hands just the error to a completion of no value stays; but it
// stands for the error exits of the other continuations as well.
func (p *Part) forwards(s *Step) *relay {
	if s.Err == nil || s.Err.Obj == nil || len(s.Lit.Body.List) != 1 || s.directs(p.Src) {
		return nil
	}
	r := p.Src.completion(s.Lit.Body.List[0])
	if r == nil || !p.Src.is(r.err, s.Err.Obj) {
		return nil
	}
	if len(r.call.Args) == 1 {
		return r
	}
	whole := len(s.Values) == 1 && s.Values[0].Obj != nil && s.Convention.Error == 1 &&
		types.Identical(s.Convention.Sig.Params(), r.sig.Params()) &&
		p.Src.is(r.call.Args[0], s.Values[0].Obj)
	if !whole || p.later(r) {
		return nil
	}
	return r
}

// succeeds reports whether the rest of the last body, behind its error exit,
// only tells a completion of no value that there was no error.
//
//	Pattern: func(n int, err error) { …exit…; done(nil) } =>
//	Settle(func(_ int, err error) { done(err) })
func (p *Part) succeeds(rest []ast.Stmt, r *relay) bool {
	rest = withoutReturn(rest)
	if len(rest) != 1 || r.sig.Params().Len() != 1 || p.Steps[len(p.Steps)-1].directs(p.Src) {
		return false
	}
	end := p.Src.completion(rest[0])
	return end != nil && end.handsTo(p.Src, r) && p.Src.IsNil(end.err)
}

// withoutReturn drops a return statement behind the only other statement.
func withoutReturn(list []ast.Stmt) []ast.Stmt {
	if len(list) == 2 {
		if ret, ok := list[1].(*ast.ReturnStmt); ok && len(ret.Results) == 0 {
			return list[:1]
		}
	}
	return list
}
