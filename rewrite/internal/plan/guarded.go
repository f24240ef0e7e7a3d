package plan

import (
	"fmt"
	"go/ast"
	"go/types"
)

// guarded finds operations of which the first to finish completes, by a
// sync.Once that is written out in each of the continuations.
//
//	Pattern: var once sync.Once
//	f(… once.Do(func() { done(v, err) }) …)
//	g(… once.Do(func() { done(w, err) }) …) =>
//	promise.Race(Call(…f…), Call(…g…)).Settle(done)
//	So long as:
//	- the Once calls the same completion wherever it is used, with arguments that have no
//	effect: those of the losers were not evaluated
//	- the operations are as in a race by a closure that calls once.Do, and
//	parting as all that wait for a Once must be
//	Because: once.Do with such a literal is a call of that closure.
func (k *grouper) guarded(decl ast.Stmt) (*Group, string) {
	once := k.src.onlyVar(decl)
	if once == nil || !isSync(once.Type(), "Once") || !k.src.zeroed(decl) {
		return nil, ""
	}
	w := k.src.guards(once)
	if w == nil {
		return nil, ""
	}
	with := *k
	with.src = k.src.wired(w)
	group := &Group{Src: with.src, Drop: []ast.Stmt{decl}, Call: once, Done: w.done.Name, At: w.done}
	why := with.members(group, decl)
	if len(group.Members) < 2 {
		return nil, ""
	}
	if why == "" {
		why = with.guardedWell(group, w)
	}
	if why != "" {
		return nil, fmt.Sprintf("%s is no Race: %s", once.Name(), why)
	}
	return group, ""
}

// guardedWell says what else stands against a race.
func (k *grouper) guardedWell(group *Group, w *wire) string {
	for _, m := range group.Members {
		if k.src.countIn(w.ch, m.Stmt) != len(k.src.Sends(m.Stmt)) {
			return fmt.Sprintf("line %d uses it otherwise than to call %s", k.src.line(m.Stmt), w.done.Name)
		}
	}
	if !k.src.meansThere(w.done.Pos(), w.done.End(), group.Members[0].Stmt.Pos()) {
		return fmt.Sprintf("%s means something else where the operations are launched", w.done.Name)
	}
	if why := k.waits(group); why != "" {
		return why
	}
	return k.labels()
}

// guards reads what a sync.Once is used for as a completion, nil when it is
// used for anything else than calls of one completion.
func (src *Source) guards(once types.Object) *wire {
	w := &wire{ch: once}
	ast.Inspect(src.File, func(n ast.Node) bool {
		stmt, ok := n.(*ast.ExprStmt)
		if !ok || w == nil {
			return w != nil
		}
		obj, r := src.onceDone(stmt)
		if obj != once {
			return true
		}
		if r == nil || w.done != nil && !r.handsTo(src, &relay{done: w.done, sig: w.sig}) {
			w = nil
			return false
		}
		w.done, w.sig = r.done, r.sig
		return true
	})
	if w == nil || w.done == nil || w.sig.Params().Len() != 2 || !isError(w.sig.Params().At(1).Type()) {
		return nil
	}
	return w
}

// onceDone reads once.Do(func() { done(v, err) }), and returns the Once and the
// call in it, nil when there is more in it.
func (src *Source) onceDone(stmt ast.Stmt) (types.Object, *relay) {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return nil, nil
	}
	once, call := src.method(expr.X, "(*sync.Once).Do")
	if once == nil {
		return nil, nil
	}
	lit, ok := call.Args[0].(*ast.FuncLit)
	if !ok || len(lit.Body.List) != 1 {
		return once, nil
	}
	r := src.completion(lit.Body.List[0])
	if r == nil {
		return once, nil
	}
	for _, arg := range r.call.Args {
		if !src.harmless(arg) {
			return once, nil
		}
	}
	return once, r
}

// harmless reports whether an expression has no effect and cannot fail: a name, a
// constant or a field of a variable.
func (src *Source) harmless(e ast.Expr) bool {
	e = ast.Unparen(e)
	if src.Zero(e) || src.Info.Types[e].Value != nil {
		return true
	}
	switch e := e.(type) {
	case *ast.Ident:
		_, isVar := src.Info.Uses[e].(*types.Var)
		return isVar
	case *ast.SelectorExpr:
		if v, ok := src.Info.Uses[e.Sel].(*types.Var); ok && !v.IsField() {
			return true // of a package
		}
		sel := src.Info.Selections[e]
		return sel != nil && sel.Kind() == types.FieldVal && !sel.Indirect() && src.harmless(e.X)
	}
	return false
}

// doing reads once.Do(func() { done(v, err) }) as the call of a completion.
func (src *Source) doing(stmt ast.Stmt) *relay {
	once, r := src.onceDone(stmt)
	if once != src.wire.ch || r == nil {
		return nil
	}
	outer := stmt.(*ast.ExprStmt).X.(*ast.CallExpr)
	id := outer.Fun.(*ast.SelectorExpr).X.(*ast.Ident)
	call := &ast.CallExpr{Fun: id, Lparen: outer.Lparen, Args: r.call.Args, Rparen: outer.Rparen}
	return &relay{call: call, done: id, sig: r.sig, at: r.at, err: r.err}
}
