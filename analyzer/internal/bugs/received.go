package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// closed says whether a channel was closed before, by a statement of a list around.
func (p *Package) closed(channel ast.Expr) bool {
	if channel == nil {
		return false
	}
	at, ok := p.Root.FindNode(channel)
	return ok && slices.ContainsFunc(before(at), func(stmt ast.Stmt) bool {
		call := callOf(stmt)
		_, plain := stmt.(*ast.ExprStmt)
		if !plain || call == nil || len(call.Args) != 1 {
			return false
		}
		fn, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Builtin)
		return ok && fn.Name() == "close" && p.same(call.Args[0], channel)
	})
}

// filled says whether a channel has something to receive: a statement before has sent it, the
// last condition on its length says so, or the context has ended that it belongs to. That
// a timer was too late to be stopped says nothing: since Go 1.23 no time is left in its channel.
func (p *Package) filled(receive *ast.UnaryExpr) bool {
	at, ok := p.Root.FindNode(receive)
	if !ok {
		return true
	}
	facts := p.facts(at)
	ended := func(f fact) bool { return p.hasEnded(f, receive.X) }
	return p.sent(at, receive.X) || p.hasSome(at, facts, receive.X) || slices.ContainsFunc(facts, ended)
}

// sent says whether statements before a place have sent more to a channel than others have
// received since.
func (p *Package) sent(at inspector.Cursor, channel ast.Expr) bool {
	count := 0
	for _, stmt := range before(at) {
		if send, ok := stmt.(*ast.SendStmt); ok && p.same(send.Chan, channel) {
			count++
		} else if from := received(stmt); from != nil && p.same(from, channel) {
			count = max(0, count-1)
		}
	}
	return count > 0
}

// hasSome says whether the last of the facts at a place that asks how much a channel has is that
// there is something. What was asked before the function ran is over.
func (p *Package) hasSome(at inspector.Cursor, facts []fact, channel ast.Expr) bool {
	body := p.running(at)
	is := func(e ast.Expr) bool { return p.isLength(e, channel) && (body == nil || spans(body, e)) }
	var last token.Pos
	some := false
	for _, f := range facts {
		says := p.saysSome(f, is)
		if f.cond.Pos() >= last && (says || p.saysNone(f, is)) {
			last, some = f.cond.Pos(), says
		}
	}
	return some
}

// running is the body of the function that runs at a place, with those that it calls on the
// spot.
func (p *Package) running(at inspector.Cursor) *ast.BlockStmt {
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		if !onTheSpot(fn) {
			_, body := function(fn.Node())
			return body
		}
	}
	return nil
}

// isLength says whether an expression is how much something has.
func (p *Package) isLength(e, of ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && p.isLen(call) && p.same(call.Args[0], of)
}

// hasEnded says whether a fact is that there is an error of what is done when a channel is
// closed.
func (p *Package) hasEnded(f fact, channel ast.Expr) bool {
	call, ok := p.computed(channel).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Done" {
		return false
	}
	switch test := f.cond.(type) {
	case *ast.BinaryExpr:
		some := (test.Op == token.NEQ) == p.isNil(test.Y)
		return p.isEndOf(test.X, sel.X) && f.is == some
	case *ast.CallExpr:
		return f.is && len(test.Args) > 0 && p.isEndOf(test.Args[0], sel.X) // errors.Is
	}
	return false
}

// isEndOf says whether an expression is the error of a context.
func (p *Package) isEndOf(e, ctx ast.Expr) bool {
	of := p.endOf(e)
	return of != nil && p.same(of, ctx)
}

// endOf is the context, or the like, of which an expression is the error; nil for others.
func (p *Package) endOf(e ast.Expr) ast.Expr {
	call, ok := p.computed(e).(*ast.CallExpr)
	if !ok {
		return nil
	}
	if fn, _ := p.calleeIn("context", call); fn != nil && fn.Name() == "Cause" {
		return call.Args[0]
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Err" || len(call.Args) > 0 {
		return nil
	}
	return sel.X
}
