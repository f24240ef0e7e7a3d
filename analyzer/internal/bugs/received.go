package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

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

// filled says whether a channel has something to receive: a statement before has sent it,
// or a condition asks how much there is, or whether a context has ended. That a timer was too
// late to be stopped says nothing: since Go 1.23 no time is left in its channel.
func (p *Package) filled(receive *ast.UnaryExpr) bool {
	at, ok := p.Root.FindNode(receive)
	if !ok {
		return true
	}
	sends := func(stmt ast.Stmt) bool {
		send, ok := stmt.(*ast.SendStmt)
		return ok && p.same(send.Chan, receive.X)
	}
	return slices.ContainsFunc(before(at), sends) || slices.ContainsFunc(p.facts(at), func(f fact) bool {
		return p.hasSome(f, receive.X) || p.hasEnded(f, receive.X)
	})
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
		some := (test.Op == token.NEQ) == p.Pass.TypesInfo.Types[test.Y].IsNil()
		return p.isEndOf(test.X, sel.X) && f.is == some
	case *ast.CallExpr:
		return f.is && len(test.Args) > 0 && p.isEndOf(test.Args[0], sel.X) // errors.Is
	}
	return false
}

// isEndOf says whether an expression is the error of a context.
func (p *Package) isEndOf(e, ctx ast.Expr) bool {
	if p.calls(e, ctx, "Err") {
		return true
	}
	call, ok := p.computed(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, _ := p.calleeIn("context", call)
	return fn != nil && fn.Name() == "Cause" && p.same(call.Args[0], ctx)
}
