package plan

import (
	"fmt"
	"go/ast"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// closes says why the function does not end with the chain, or in a way that
// a loop cannot end.
func (p *Part) closes(l *Loop) string {
	list := l.Body.List
	if list[len(list)-1] != p.Stmt {
		return fmt.Sprintf("the launch of %s is not the last statement of %s", p.Steps[0].Name, l.self.Name())
	}
	if stmt, ok := p.Stmt.(*ast.ExprStmt); !ok || ast.Unparen(stmt.X) != p.Steps[0].Call {
		return fmt.Sprintf("the launch of %s is not a statement of its own", p.Steps[0].Name)
	}
	why := ""
	for _, stmt := range list[:len(list)-1] {
		ast.Inspect(stmt, func(n ast.Node) bool {
			if syntax.Postpones(p.Src.Info, n) {
				why = postponed(l.self.Name(), n)
			}
			switch n := n.(type) {
			case *ast.FuncLit:
				why = fmt.Sprintf("a function on line %d stands before the launch of %s",
					p.Src.Line(n.Pos()), p.Steps[0].Name)
			case *ast.ReturnStmt:
				l.Returns = append(l.Returns, n)
			}
			return why == ""
		})
	}
	switch {
	case why != "":
		return why
	case slices.ContainsFunc(list, p.Src.recovers):
		return l.self.Name() + " recovers"
	case slices.ContainsFunc(list, p.Src.asks):
		return l.self.Name() + " asks by whom it is called"
	}
	return ""
}

// postponed says what a function leaves to its end.
func postponed(name string, n ast.Node) string {
	if _, ok := n.(*ast.DeferStmt); ok {
		return name + " defers something"
	}
	return name + " returns out of a loop over an iterator"
}

// failsOver finds the error exits of the chain, and says why they are not those of
// a loop.
func (p *Part) failsOver(l *Loop) string {
	x := p.newExitPlan()
	for i := x.last; i >= 0; i-- {
		s := p.Steps[i]
		x.from = i
		if s.Err == nil {
			continue
		}
		line := p.Src.Line(s.Lit.Pos())
		g := s.guard(p.Src)
		if g == nil {
			return fmt.Sprintf("the callback of %s on line %d does not begin with an error exit",
				s.Name, line)
		}
		r := p.Src.relay(g, func(arg ast.Expr) bool {
			return p.zeroIn(i, g, arg) || p.Src.sameVariable(arg, arg)
		})
		if r == nil || x.done != nil && !r.handsAlike(p.Src, x.done) || !x.carry(p, i, g, r) {
			return fmt.Sprintf("the error exit of %s on line %d does more than the others, or something else",
				s.Name, line)
		}
		if x.done == nil {
			x.done = r
			l.Failure, l.Arg, l.Err, l.Own = r.call, r.err, g.err.Name(), g.err
		}
		x.exits[i] = g
	}
	if text := p.outside(l, x.done); text != "" {
		return text
	}
	x.end = EndTurn
	l.plan = x
	return ""
}

// outside says why what the error exits do cannot be done behind the loop.
func (p *Part) outside(l *Loop, r *relay) string {
	if r == nil {
		return ""
	}
	done := p.Src.Info.Uses[r.done]
	switch {
	case l.State != nil && done == l.State, l.shares(done):
		return fmt.Sprintf("%s changes from turn to turn", done.Name())
	case !p.Src.meansThere(r.call.Pos(), r.err.Pos(), l.From()) ||
		!p.Src.meansThere(r.err.End(), r.call.End(), l.From()):
		return fmt.Sprintf("what stands with %s on line %d means something else outside of %s",
			done.Name(), p.Src.Line(r.call.Pos()), l.self.Name())
	case l.State != nil && p.Src.usedIn(l.State, r.call, r.err) && !p.sharesState(l):
		return fmt.Sprintf("%s on line %d is handed %s",
			done.Name(), p.Src.Line(r.call.Pos()), l.State.Name())
	}
	return ""
}

// succeedsOver finds what all returns of the function do before, when that can
// be done behind the loop.
func (p *Part) succeedsOver(l *Loop) {
	var all []*ast.CallExpr
	ast.Inspect(l.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BlockStmt:
			all = append(all, p.successes(l, n.List)...)
		case *ast.CaseClause:
			all = append(all, p.successes(l, n.Body)...)
		case *ast.CommClause:
			all = append(all, p.successes(l, n.Body)...)
		}
		return true
	})
	if len(all) == 0 || len(all) != len(l.Returns) {
		return
	}
	for _, call := range all[1:] {
		if !p.Src.alike(all[0], call) {
			return
		}
	}
	l.Success = all
}

// successes lists the calls of a completion before the returns of a list that
// can be made behind the loop.
func (p *Part) successes(l *Loop, list []ast.Stmt) []*ast.CallExpr {
	var all []*ast.CallExpr
	for i, stmt := range list {
		ret, ok := stmt.(*ast.ReturnStmt)
		if !ok || i == 0 || !slices.Contains(l.Returns, ret) {
			continue
		}
		r := p.Src.completion(list[i-1])
		if r != nil && p.Src.IsNil(r.err) && p.movesOut(l, r) && !p.Src.directed(list[i-1], Span{}) {
			all = append(all, r.call)
		}
	}
	return all
}

// movesOut reports whether a call does the same behind the loop: its names mean
// the same there, and have the same values.
func (p *Part) movesOut(l *Loop, r *relay) bool {
	simple := true
	ast.Inspect(r.call, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || !simple {
			return simple
		}
		obj := p.Src.Info.Uses[id]
		switch {
		case obj != nil && obj == l.State:
			simple = !p.Src.modified(obj, l.Body)
		case obj != nil && within(obj.Pos(), l.Body), id.Name == l.Err:
			simple = false
		default:
			simple = l.State == nil || id.Name != l.State.Name()
		}
		return simple
	})
	return simple
}

// SameDone reports whether a call that tells of success is one of the completion
// that the errors go to, with the same beside the error.
func (l *Loop) SameDone(src *Source, success *ast.CallExpr) bool {
	r := src.completion(&ast.ExprStmt{X: success})
	return r != nil && r.handsAlike(src, l.plan.done)
}

// Maps is the value that a loop completes with and its type, where the loop stands, if the completion is
// handed that or the error and nothing beside them; nil otherwise.
//
//	Pattern: Settle(func(i int, err error) { if err != nil { done(V{}, err); return }; done(v, nil) }) =>
//	Map(func(i int) (V, error) { return v, nil }).Settle(done)
//	So long as: no comment stands in one of the calls.
//	Because: Map passes an error on beside a zero value.
func (l *Loop) Maps(src *Source) (value ast.Expr, typ string) {
	if l.Failure == nil || len(l.Success) == 0 {
		return nil, ""
	}
	told, failed := src.completion(&ast.ExprStmt{X: l.Success[0]}), l.plan.done
	if told == nil || len(l.Success[0].Args) != 2 || told.at != 1 || !told.handsTo(src, failed) {
		return nil, ""
	}
	param := told.sig.Params().At(0).Type()
	for _, call := range []*ast.CallExpr{l.Failure, l.Success[0]} {
		if src.commentBetween(call.Pos(), call.End()) {
			return nil, ""
		}
	}
	if !src.ZeroOf(failed.call.Args[0], param) {
		return nil, ""
	}
	typ, err := src.Place(l.From()).Type(param)
	if err != nil {
		return nil, ""
	}
	return l.Success[0].Args[0], typ
}

// alike reports whether two calls have the same tokens, which mean the same.
func (src *Source) alike(a, b *ast.CallExpr) bool {
	one := &guard{exit: []ast.Stmt{&ast.ExprStmt{X: a}}}
	return src.same(one, &guard{exit: []ast.Stmt{&ast.ExprStmt{X: b}}})
}

// circle plans the chain as the turn of a loop.
func (p *Part) circle(l *Loop, names *namer) {
	p.succeedsOver(l)
	last := p.Steps[len(p.Steps)-1]
	rest := last.Lit.Body.List
	if l.plan.exits[len(p.Steps)-1] != nil {
		rest = rest[1:]
	}
	rest = p.Src.trimReturn(rest)
	l.Inside = slices.ContainsFunc(rest, leavesEarly) || len(rest) == 0
	if !l.Inside {
		stmt, ok := rest[len(rest)-1].(*ast.ExprStmt)
		l.Inside = !ok || len(l.Calls) != 1 || stmt.X != l.Calls[0]
	}
	l.plan.apply(p)
	p.Loop = l
	names.reserve(l.Name)
	names.reserve(l.Type)
	for _, s := range l.Shared {
		names.reserve(s.Var.Name())
	}
}

// trimReturn drops a return statement at the end, but for one with a directive.
func (src *Source) trimReturn(list []ast.Stmt) []ast.Stmt {
	if n := len(list); n > 0 {
		if ret, ok := list[n-1].(*ast.ReturnStmt); ok && len(ret.Results) == 0 && !src.directed(ret, Span{}) {
			return list[:n-1]
		}
	}
	return list
}
