package bugs

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// givesBack says whether a call may give back a mutex that its caller holds, even if only
// for a time: the function that is called does so, or one that it is given.
func (p *Package) givesBack(call *ast.CallExpr) bool {
	gives := func(arg ast.Expr) bool { return p.mayGive(arg, 0) }
	return p.gives(call) || slices.ContainsFunc(call.Args, gives)
}

var unlockName = regexp.MustCompile(`(?i)unlock`)

// gives says whether the function that a call calls may give back a mutex. One of another
// package cannot, unless it gets something that has a method for that.
func (p *Package) gives(call *ast.CallExpr) bool {
	if tv := p.Pass.TypesInfo.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
		return false
	}
	fn, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Func)
	if !ok {
		return p.mayGive(call.Fun, 0)
	}
	unlocks := func(arg ast.Expr) bool { return canUnlock(p.Pass.TypesInfo.TypeOf(arg)) }
	return p.unlocks(fn) || p.declarations()[fn.Origin()] == nil && slices.ContainsFunc(call.Args, unlocks)
}

// canUnlock says whether the values of a type have a method that gives back a mutex.
func canUnlock(t types.Type) bool {
	if t == nil {
		return false
	}
	set := types.NewMethodSet(t)
	return set.Lookup(nil, "Unlock") != nil || set.Lookup(nil, "RUnlock") != nil
}

// unlocks says whether a declared function may give back a mutex: it is called so, or its
// body does.
func (p *Package) unlocks(fn *types.Func) bool {
	if unlockName.MatchString(fn.Name()) {
		return true
	}
	decl := p.declarations()[fn.Origin()]
	return decl != nil && decl.Body != nil && p.effect(decl.Body).gives
}

// mayGive says whether an expression is a function that may give back a mutex when it is
// called. Of those that are not known all may that get neither an error nor return
// anything: they are told of no outcome, and asked for none.
func (p *Package) mayGive(e ast.Expr, depth int) bool {
	t := p.Pass.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	sig, ok := syntax.Core(t).Underlying().(*types.Signature)
	if !ok {
		return false
	}
	switch fn := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		return p.effect(fn.Body).gives
	case *ast.CallExpr:
		return p.gives(fn)
	case *ast.Ident:
		if lit := p.Index.Held(fn); lit != nil {
			return p.effect(lit.Body).gives
		}
		if value := p.valueOf(fn); value != nil && depth < deepest {
			return p.mayGive(value, depth+1)
		}
	}
	if fn, ok := p.named(e).(*types.Func); ok {
		return p.unlocks(fn)
	}
	return sig.Results().Len() == 0 && failureOf(t) < 0
}

// named is what an expression names, nil for none.
func (p *Package) named(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return p.Pass.TypesInfo.Uses[e]
	case *ast.SelectorExpr:
		return p.Pass.TypesInfo.Uses[e.Sel]
	}
	return nil
}

// An effect is what a body does to mutexes that its caller may hold.
type effect struct {
	gives bool // at some place it has given back more than it has taken
	takes bool // in the end it has taken more than it has given back
}

// effect reads a body in the order in which it is written, literals where they stand: one
// that is deferred gives back what was taken before. A parameter is what the caller gives.
func (p *Package) effect(body *ast.BlockStmt) effect {
	if known, ok := p.effects[body]; ok {
		return known
	}
	p.effects[body] = effect{gives: true} // of which nothing is known yet to those that call it
	var e effect
	sums := make(map[string]int)
	ast.Inspect(body, func(n ast.Node) bool {
		name, change := p.changes(body, n)
		sums[name] += change
		e.gives = e.gives || sums[name] < 0
		return true
	})
	for _, sum := range sums {
		e.takes = e.takes || sum > 0
	}
	p.effects[body] = e
	return e
}

// changes is how often a node of a body takes a mutex, with its name, or one that only
// the function that it calls knows.
func (p *Package) changes(body *ast.BlockStmt, n ast.Node) (name string, change int) {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		mutex, takes, ok := p.lockOf(n)
		switch {
		case ok && takes:
			return types.ExprString(mutex), 1
		case ok:
			return types.ExprString(mutex), -1
		}
	case *ast.CallExpr:
		return "", p.changesBy(body, n)
	}
	return "", 0
}

// changesBy is how often a call in a body takes a mutex. What stands in the body is read
// there.
func (p *Package) changesBy(body *ast.BlockStmt, call *ast.CallExpr) int {
	if _, _, ok := p.lockOf(call.Fun); ok {
		return 0
	}
	if v, ok := p.named(call.Fun).(*types.Var); ok && v.Kind() == types.ParamVar {
		return 0
	}
	called := p.called(call)
	switch {
	case called != nil && body.Pos() <= called.Pos() && called.Pos() < body.End():
		return 0
	case p.gives(call):
		return -1
	case called != nil && p.effect(called).takes:
		return 1
	}
	return 0
}
