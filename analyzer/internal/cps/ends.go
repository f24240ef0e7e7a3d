package cps

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/syntax"
)

// What comes behind a link follows every end of its literal that settles the promise of the
// link: the return of a promise, or of an error that is not nil beside a continuation, and a
// panic or the end of the goroutine, which a loop makes an error of.

// after is what a return statement of a link leads to.
type after struct {
	rest    weight
	promise bool // the result is a promise, not an error
}

// returning is the weight of a literal behind whose return statements the rest
// of the chain follows.
func (t *tracer) returning(f ast.Expr, a after) weight {
	lit, ok := t.scope.plain(f).(*ast.FuncLit)
	if !ok {
		return t.handler(f).then(a.rest.behind())
	}
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			t.follow(n, a)
		}
		return true
	})
	if !a.promise {
		return weight{} // its continuation comes first
	}
	t.leaving(lit, a.rest)
	return t.literal(lit)
}

// leaving has the rest of the chain follow where a literal is left by a call.
func (t *tracer) leaving(lit *ast.FuncLit, rest weight) {
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return t.scope.inline(n)
		case *ast.CallExpr:
			if t.scope.unwinds(n) {
				t.follow(n, after{rest: rest})
			}
		}
		return true
	})
}

// left returns the events of a call by which the literal of a link is left.
func (t *tracer) left(call *ast.CallExpr) []event {
	a, ok := t.returned[call]
	if !ok {
		return nil
	}
	return []event{{use: use{pos: call.Pos()}, weight: a.rest}}
}

// unwinds says whether a call leaves its function by a panic or the end of the goroutine, not
// by the end of the process, behind which nothing comes.
func (s *scope) unwinds(call *ast.CallExpr) bool {
	if !syntax.Leaves(s.info, call) {
		return false
	}
	fn, ok := calleeObject(s.info, call).(*types.Func)
	return !ok || fn.Name() != "Exit" && (fn.Pkg().Path() != "log" || !strings.HasPrefix(fn.Name(), "Fatal"))
}

// follow notes what follows an end.
func (t *tracer) follow(end ast.Node, a after) {
	known := t.returned[end]
	known.promise = a.promise
	if known.rest.grow(a.rest) {
		t.grown = true
	}
	t.returned[end] = known
}

// leads returns the events of a return statement of a link; ok is false when
// it belongs to none.
func (t *tracer) leads(ret *ast.ReturnStmt) (events []event, ok bool) {
	a, ok := t.returned[ret]
	if !ok {
		return nil, false
	}
	at := use{pos: ret.Pos()}
	named := t.scope.lastResult(ret)
	shared := t.scope.shared[named] // so what is deferred may set it
	if a.promise && !shared && len(ret.Results) > 0 {
		w, events := t.chain(ret.Results[0], a.rest)
		return append(events, event{use: at, weight: w}), true
	}
	for _, result := range ret.Results {
		events = append(events, t.events(result)...)
	}
	if a.promise || shared {
		return append(events, event{use: at, weight: a.rest}), true
	}
	failing := t.failing(ret, named)
	if !t.launched(ret, failing) {
		events = append(events, event{use: at, weight: a.rest, failed: failing})
	}
	return events, true
}

// failing is the variable of which a return statement returns the error, nil for none: nothing
// follows if that is nil. Calls that do not come otherwise are no calls in front of what follows.
//
//	if err = Dial(addr, k); err != nil { log.Print(err) }; return err
func (t *tracer) failing(ret *ast.ReturnStmt, named *types.Var) *types.Var {
	switch {
	case len(ret.Results) == 0:
		return named
	case t.scope.returnsNone(ret):
		return nil
	}
	return t.scope.variable(ret.Results[0])
}

// launched says whether a return statement is that of a launch which has not failed, or not
// without its continuation being counted: the error is nil, or that of the launch which
// gets the continuation, which a variable may hold. Then this comes instead of a call.
//
//	return Dial(addr, k)
//	_, err := Dial(addr, k); return err
func (t *tracer) launched(ret *ast.ReturnStmt, held *types.Var) bool {
	if len(ret.Results) > 0 {
		result := ret.Results[0]
		if t.scope.info.Types[result].IsNil() || !t.scope.returnsNone(ret) && t.continues(result) {
			return true
		}
	}
	list := syntax.List(t.scope.parents[ret])
	i := slices.Index(list, ast.Stmt(ret))
	if i < 1 || held == nil {
		return false
	}
	return t.scope.failure(list[i-1]) == types.Object(held) && t.continues(list[i-1])
}

// continues says whether a node mentions the continuation of a link, and runs it for all that
// is known: what only returns an error is no launch.
func (t *tracer) continues(n ast.Node) bool {
	return t.finds(n, func(v *types.Var) bool { _, ok := t.rests[v]; return ok }) &&
		slices.ContainsFunc(t.events(n), func(e event) bool { return e.weight.most() > 0 })
}
