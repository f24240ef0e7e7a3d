package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A Loop is a function that calls itself in the last continuation of the chain
// that it ends with.
//
//	Pattern: func step(i int, done func(error)) {
//		if i == n { done(nil); return }
//		f(i, func(err error) { if err != nil { done(err); return }; step(i+1, done) })
//	} =>
//	promise.Recurse(i, func(i int) *promise.Promise[int] {
//		if i == n { return nil }
//		return promise.Call(…f(i, k)…).Map(func(promise.Unit) (int, error) { return i + 1, nil })
//	}).Settle(func(_ int, err error) { done(err) })
//	So long as:
//	- the chain is the last that the function does, and its error exits all hand an
//	error to one completion, beside zero values or the same variables
//	- the function calls itself in the last continuation only, as the last that this
//	does on any path
//	- one parameter changes from turn to turn, or the turns can share those that do; the others are
//	never assigned; the function has no results and defers nothing, nor asks by whom
//	it is called
//	- a function in a variable is called right after it has got its value, and nowhere else
//	Because: Recurse makes a turn inside the call that ends the one before, as the
//	function does. The completion is called where the function called it.
//
// The tempting alternative is [promise.Loop], which makes turns one after the other when an
// operation completes at once, and so does things in another order, and on another goroutine.
type Loop struct {
	Body  *ast.BlockStmt // of the function
	Calls []*ast.CallExpr
	Drop  ast.Stmt      // the declaration of the variable that holds the function, or nil
	Start *ast.CallExpr // the first call of the function that a variable holds, or nil

	State *types.Var // the parameter that changes from turn to turn, nil for none
	Index int        // of it
	Name  string     // its type, before the loop
	Type  string     // its type, in the chain

	Shared []Shared // the parameters that change, where there are several, and State is nil

	Returns []*ast.ReturnStmt // those of the function, which end the loop
	Inside  bool              // the last continuation leaves early, and so goes on by its own continuation

	Failure *ast.CallExpr   // what the error exits do, or nil
	Arg     ast.Expr        // the error in it
	Err     string          // what the error is called
	Own     types.Object    // it in the source
	Success []*ast.CallExpr // what all returns do before, which is done behind the loop

	fun  ast.Node     // the function
	self types.Object // what it is called
	plan *exitPlan
}

// Func is the function that a declaration makes a loop, nil for one that a variable holds.
func (l *Loop) Func() *types.Func {
	fn, _ := l.self.(*types.Func)
	return fn
}

// EndsBehind reports whether all that the function completes with when it ends a loop is done behind the
// loop. A turn that completes and has no other behind it completes instead of that.
func (l *Loop) EndsBehind() bool { return len(l.Success) == len(l.Returns) }

// From is where the text that a loop takes the place of begins.
func (l *Loop) From() token.Pos {
	if l.Drop != nil {
		return l.Drop.Pos()
	}
	return l.Body.Lbrace + 1
}

// To is where that text ends.
func (l *Loop) To() token.Pos {
	if l.Start != nil {
		return l.Start.End()
	}
	return l.Body.Rbrace
}

// loop makes the chain the turn of a loop if it is one, and says otherwise why
// it is none; empty when it does not look like one.
func (p *Part) loop(names *namer) string {
	l := p.Src.recursion(p.Stmt)
	if l == nil {
		return ""
	}
	calls := p.Src.callsIn(l.self, l.Body)
	last := p.Steps[len(p.Steps)-1].Lit
	if !slices.ContainsFunc(calls, func(id *ast.Ident) bool { return within(id.Pos(), last) }) {
		return ""
	}
	for _, why := range []func(*Loop) string{
		p.turns, p.startsOnce, p.states, p.closes, p.failsOver, p.misdirects,
	} {
		if text := why(l); text != "" {
			return text
		}
	}
	p.circle(l, names)
	return ""
}

// recursion finds the function around a chain, with the name by which it may
// call itself, or returns nil.
func (src *Source) recursion(stmt ast.Stmt) *Loop {
	var fun ast.Node
	var hold *ast.AssignStmt
	ast.Inspect(src.File, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if within(stmt.Pos(), n) {
				fun = n
			}
		case *ast.AssignStmt:
			if len(n.Rhs) == 1 && n.Tok == token.ASSIGN && within(stmt.Pos(), n.Rhs[0]) {
				hold = n
			}
		}
		return n == nil || within(stmt.Pos(), n)
	})
	switch fun := fun.(type) {
	case *ast.FuncDecl:
		return &Loop{fun: fun, Body: fun.Body, self: src.Info.Defs[fun.Name]}
	case *ast.FuncLit:
		if hold == nil || hold.Rhs[0] != fun {
			return nil
		}
		id, ok := hold.Lhs[0].(*ast.Ident)
		if !ok {
			return nil
		}
		v, ok := src.Info.Uses[id].(*types.Var)
		if !ok || v.IsField() || v.Parent() == src.Pkg.Scope() {
			return nil
		}
		return &Loop{fun: fun, Body: fun.Body, self: v}
	}
	return nil
}

// callsIn lists the uses of a function in its body.
func (src *Source) callsIn(self types.Object, body *ast.BlockStmt) []*ast.Ident {
	var list []*ast.Ident
	for _, id := range src.Uses(self) {
		if within(id.Pos(), body) {
			list = append(list, id)
		}
	}
	return list
}
