package plan

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// delegates reports whether the chain ends by handing the completion on.
//
//	Pattern: api.Pay(card, order, done) => ThenCall(func(…, k …) { api.Pay(card, order, k) }).Settle(done)
//	Pattern: api.Log(order, done), of an error alone =>
//	ThenCall(func(…, k …) { api.Log(order, promise.ErrorOnly(k)) }).
//	Settle(func(_ promise.Unit, err error) { done(err) })
//	So long as: the operation does not treat a nil continuation in a way of its
//	own, nor might do so where done may be nil, and is not the next round of a loop.
//	Because: what it is given is not nil, even if done is.
func (p *Part) delegates(rest []ast.Stmt, r *relay) bool {
	t := p.Tail
	if t == nil || t.NilTested || t.Evidence == chain.Assumed ||
		(t.Evidence == chain.Declared && !t.Shown || t.Relies) && p.Src.MayBeNil(p.Src.Info.Uses[r.done]) ||
		len(rest) == 0 || t.Stmt != rest[len(rest)-1] {
		return false
	}
	if _, ok := t.Stmt.(*ast.ExprStmt); !ok || p.repeats(t.Call) || !p.spells(t.Convention.Sig) {
		return false
	}
	return p.Src.is(t.Arg, p.Src.Info.Uses[r.done]) &&
		t.Convention.Error == r.at && r.at == r.sig.Params().Len()-1 && r.at <= 1 &&
		types.Identical(t.Convention.Sig.Params(), r.sig.Params())
}

// TellsError reports whether the chain ends by telling its completion of an error, and of no value.
func (p *Part) TellsError() bool {
	return p.End == EndError || p.End == EndDelegate && p.done.sig.Params().Len() == 1
}

// told lists the calls with which a body completes before it comes to the operation that is given
// the completion, if these are all its other uses of it.
//
//	Pattern: if hit { done(v, nil); return }; api.Load(id, done) =>
//	if hit { k(v, nil); return }; api.Load(id, k)
//	So long as: the body returns at once behind each of them, and nothing is deferred.
//	Because: what k is told Settle hands on in the same call, and the chain has one end for all.
func (p *Part) told(rest []ast.Stmt, r *relay) []*ast.CallExpr {
	t := &teller{src: p.Src, done: p.Src.Info.Uses[r.done]}
	for _, stmt := range rest[:len(rest)-1] {
		if syntax.Contains(stmt, func(n ast.Node) bool { return syntax.Postpones(p.Src.Info, n) }) {
			return nil
		}
		syntax.Contains(stmt, t.reads)
	}
	uses := 0
	for _, id := range p.Src.Uses(t.done) {
		if rest[0].Pos() <= id.Pos() && id.Pos() < p.Tail.Stmt.Pos() {
			uses++
		}
	}
	if uses != len(t.calls) {
		return nil
	}
	return t.calls
}

// A teller looks for calls of a completion behind which a body returns.
type teller struct {
	src   *Source
	done  types.Object
	calls []*ast.CallExpr
}

// reads collects the calls in a node. It returns false, to be shown all of them.
func (t *teller) reads(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BlockStmt:
		t.block(n.List)
	case *ast.CaseClause:
		t.block(n.Body)
	case *ast.CommClause:
		t.block(n.Body)
	}
	return false
}

// block collects the calls among the statements of a list that a return follows.
func (t *teller) block(list []ast.Stmt) {
	for i, stmt := range list[:max(0, len(list)-1)] {
		_, returns := list[i+1].(*ast.ReturnStmt)
		end := t.src.completion(stmt)
		if returns && end != nil && t.src.Info.Uses[end.done] == t.done && len(end.call.Args) == end.at+1 &&
			!t.src.directed(stmt, Span{}) {
			t.calls = append(t.calls, end.call)
		}
	}
}

// tells reports whether an identifier is the completion in one of these calls.
func (p *Part) tells(id *ast.Ident) bool {
	return slices.ContainsFunc(p.Told, func(call *ast.CallExpr) bool { return ast.Unparen(call.Fun) == id })
}
