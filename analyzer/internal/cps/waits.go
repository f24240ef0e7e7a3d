package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A signals is the channels and wait groups by which literals, or functions that are started, tell
// that they have called the target, each with the place of the first that does.
type signals map[types.Object]token.Pos

// note adds what an expression names, unless it is known already.
func (s signals) note(obj types.Object, at token.Pos) {
	if obj == nil {
		return
	}
	if _, ok := s[obj]; !ok {
		s[obj] = at
	}
}

// waits says whether a body waits for one of the literals in it that mention
// a function: the literal signals on a channel or wait group, and behind it the body
// receives from it or waits for it before it returns. What such a literal
// calls is called before the function returns, on whatever goroutine. So is what a
// function calls that is started with the continuation and such a signal. It is called then
// perhaps if the body waits for something else as well.
func (t *tracer) waits(body *ast.BlockStmt) (waits, perhaps bool) {
	told := make(signals)
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			if t.captures(n) {
				t.signaled(n, told)
			}
			return false
		case *ast.GoStmt:
			t.handsSignals(n.Call, told)
		case *ast.CallExpr:
			t.joins(n, told)
		}
		return true
	})
	if len(told) == 0 {
		return false, false
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && !t.scope.inline(lit) {
			return false
		}
		if at, ok := told[t.scope.awaited(n)]; ok && (at < n.Pos() || t.scope.mayFollow(n, body)) {
			chosen := t.scope.isChoice(n) && !t.scope.inLoop(n)
			waits, perhaps = waits || !chosen, perhaps || chosen
		}
		return !waits
	})
	return waits, perhaps
}

// awaits is when something is called that a body does at some moments, and perhaps waits for.
func (t *tracer) awaits(body *ast.BlockStmt, when moments) moments {
	switch waits, perhaps := t.waits(body); {
	case waits:
		return atOnce
	case perhaps:
		return when | atOnce
	}
	return when
}

// isChoice says whether a node that waits is one of several cases of a select statement.
func (s *scope) isChoice(n ast.Node) bool {
	for ; n != nil; n = s.parents[n] {
		switch p := n.(type) {
		case *ast.CommClause:
			return len(s.parents[p].(*ast.BlockStmt).List) > 1
		case *ast.FuncLit, *ast.BlockStmt:
			return false
		}
	}
	return false
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

// signaled collects the channels that a literal sends on or closes, and the
// wait groups that it tells that it is done, once it has called the target.
func (t *tracer) signaled(lit *ast.FuncLit, told signals) {
	first := t.mentioned(lit.Body)
	note := func(n ast.Node, e ast.Expr) {
		if n.End() > first || t.scope.function(n) != lit || t.scope.mayFollow(n, lit) {
			told.note(t.scope.named(e), lit.Pos())
		}
	}
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			note(n, n.Chan)
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && id.Name == "close" && len(n.Args) == 1 {
				note(n, n.Args[0])
			}
			if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Done" {
				note(n, sel.X)
			}
		}
		return true
	})
}

// mentionsAny says whether one of several expressions mentions a carrier.
func (t *tracer) mentionsAny(list []ast.Expr) bool {
	return slices.ContainsFunc(list, func(e ast.Expr) bool { return t.mentions(e) })
}

// mentioned is the place of the first mention of a carrier.
func (t *tracer) mentioned(in ast.Node) token.Pos {
	first := in.End()
	ast.Inspect(in, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Pos() < first && t.mentions(id) {
			first = id.Pos()
		}
		return true
	})
	return first
}

// mayFollow says whether a node may be executed after what stands behind it in a function: in a
// loop, or when that returns.
func (s *scope) mayFollow(n, within ast.Node) bool {
	if s.inLoop(n) {
		return true
	}
	for ; n != nil && n != within; n = s.parents[n] {
		if _, ok := n.(*ast.DeferStmt); ok {
			return true
		}
	}
	return false
}

// joins collects what starts the target, or what mentions it, and can be waited for, as a wait group.
func (t *tracer) joins(call *ast.CallExpr, told signals) {
	sel := selector(call.Fun)
	if sel != nil && sel.Sel.Name == "Go" && t.mentionsAny(call.Args) {
		told.note(t.scope.named(sel.X), call.Pos())
	}
}

// handsSignals collects the channels and wait groups, or what else could be waited for,
// that a call gets beside an argument that mentions the target.
func (t *tracer) handsSignals(call *ast.CallExpr, told signals) {
	if !t.mentionsAny(call.Args) {
		return
	}
	for _, arg := range call.Args {
		if ref, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && ref.Op == token.AND {
			arg = ref.X
		}
		told.note(t.scope.named(arg), call.Pos())
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
