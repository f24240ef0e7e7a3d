package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// bookkeeping are methods and functions whose call before a continuation does
// not make an operation of what calls it.
var bookkeeping = map[string]bool{
	"Acquire": true, "Release": true,
	"Add": true, "Done": true,
	"Lock": true, "Unlock": true, "RLock": true, "RUnlock": true,
	"Load": true, "Store": true, "CompareAndSwap": true, "Swap": true,
	"Debug": true, "Debugf": true, "Info": true, "Infof": true,
	"Log": true, "Logf": true, "Print": true, "Printf": true, "Println": true,
	"SetFinalizer": true, "LockOSThread": true, "Now": true,
}

// works says whether a node does something that may take time or have an
// outcome: it calls a function, or waits for a channel.
func (s *scope) works(node ast.Node) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // not now
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			_, deferred := s.parents[n].(*ast.DeferStmt)
			found = found || !deferred && s.isWork(n)
		}
		return !found
	})
	return found
}

// isWork says whether a call is more than bookkeeping.
func (s *scope) isWork(call *ast.CallExpr) bool {
	tv := s.info.Types[call.Fun]
	if tv.IsType() || tv.IsBuiltin() {
		return false
	}
	obj := calleeObject(s.info, call)
	return obj == nil || !bookkeeping[obj.Name()]
}

// waits says whether a body waits for one of the literals in it that mention
// a function: the literal signals on a channel or wait group, and the body
// receives from it or waits for it before it returns. What such a literal
// calls is called before the function returns, on whatever goroutine. So is what a
// function calls that is started with the continuation and such a signal.
func (t *tracer) waits(body *ast.BlockStmt) bool {
	signals := make(map[types.Object]bool)
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			if t.captures(n) {
				t.scope.signaled(n.Body, signals)
			}
			return false
		case *ast.GoStmt:
			t.scope.handsSignals(n.Call, t.mentions, signals)
		}
		return true
	})
	if len(signals) == 0 {
		return false
	}
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && !t.scope.inline(lit) {
			return false
		}
		found = found || signals[t.scope.awaited(n)]
		return !found
	})
	return found
}

// inline says whether a literal runs as part of the function around it, at
// once or when that returns.
func (s *scope) inline(lit *ast.FuncLit) bool {
	call, ok := s.parents[lit].(*ast.CallExpr)
	if !ok || call.Fun != lit {
		return false
	}
	_, spawned := s.parents[call].(*ast.GoStmt)
	return !spawned
}

// signaled collects the channels that a body sends on or closes, and the
// wait groups that it tells that it is done.
func (s *scope) signaled(body *ast.BlockStmt, signals map[types.Object]bool) {
	note := func(e ast.Expr) {
		if obj := s.named(e); obj != nil {
			signals[obj] = true
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			note(n.Chan)
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && id.Name == "close" && len(n.Args) == 1 {
				note(n.Args[0])
			}
			if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Done" {
				note(sel.X)
			}
		}
		return true
	})
}

// handsSignals collects the channels and wait groups, or what else could be waited for,
// that a call gets beside an argument that mentions something.
func (s *scope) handsSignals(
	call *ast.CallExpr, mentions func(ast.Node) bool, signals map[types.Object]bool,
) {
	if !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return mentions(arg) }) {
		return
	}
	for _, arg := range call.Args {
		if ref, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && ref.Op == token.AND {
			arg = ref.X
		}
		if obj := s.named(arg); obj != nil {
			signals[obj] = true
		}
	}
}

// awaited returns the channel or wait group that a node waits for.
func (s *scope) awaited(n ast.Node) types.Object {
	switch n := n.(type) {
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			return s.named(n.X)
		}
	case *ast.RangeStmt:
		if syntax.MayBe(syntax.Underlying(s.info, n.X), isChannel) {
			return s.named(n.X)
		}
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Wait" {
			return s.named(sel.X)
		}
	}
	return nil
}

func isChannel(t types.Type) bool {
	_, ok := t.(*types.Chan)
	return ok
}
