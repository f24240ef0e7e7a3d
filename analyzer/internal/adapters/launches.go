package adapters

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/promises"
)

var (
	// heads make promises of an operation that belong to no loop: handlers run where the
	// operation calls back.
	heads = []string{"Call", "TryCall"}

	// outcomes make promises that have settled. A handler may return one; but a chain may not
	// begin with one: its handlers would run before those behind them are in place, and what
	// they launch may call back by then.
	outcomes = []string{"Resolve", "Reject"}

	// returning are the links whose handlers return promises.
	returning = []string{"Then", "Handle", "Catch"}

	// silencers make continuations that are told of no error.
	silencers = []string{"ValueOnly", "PairOnly", "TripleOnly"}
)

// A Launcher is a function whose promise is one of an operation that it launches.
type Launcher struct {
	Type   string // the type that it is a method of, "" for a function
	Name   string
	Silent bool // its operation is not told of an error
}

// launchers knows which functions are launchers: those of a package by their bodies, others
// by facts.
type launchers struct {
	pass  *analysis.Pass
	info  *types.Info
	decls map[*types.Func]*ast.FuncDecl // of the package
	known map[made]bool                 // what makes says
}

// launches reports whether the promise of a function is one of an operation that it
// launches: its handlers run inside of the call of the continuation, as what the shim is
// given does. If the continuation is told of no error there must be none. Of a function
// whose body is not in sight the comment of the shim says so.
func (s *shim) launches(fn *types.Func) bool {
	decl := s.decls[fn]
	if decl == nil || decl.Body == nil {
		return s.inlines()
	}
	return s.makes(fn, true) && (!s.drops || s.isSilent(fn))
}

// list lists the launchers of the package that others can call, in source order.
func (l *launchers) list() []Launcher {
	var all []Launcher
	for _, file := range l.pass.Files {
		for _, decl := range file.Decls {
			decl, ok := decl.(*ast.FuncDecl)
			if !ok || !decl.Name.IsExported() {
				continue
			}
			fn, ok := l.info.Defs[decl.Name].(*types.Func)
			if ok && fn.Signature().Results().Len() == 1 && l.makes(fn, false) {
				all = append(all, Launcher{receiver(fn), fn.Name(), l.isSilent(fn)})
			}
		}
	}
	return all
}

// imported is what is known of a function of another package, nil for nothing.
func (l *launchers) imported(fn *types.Func) *Launcher {
	fact := new(Fact)
	if fn.Pkg() == nil || fn.Pkg() == l.pass.Pkg || !l.pass.ImportPackageFact(fn.Pkg(), fact) {
		return nil
	}
	if fn.Signature().Recv() != nil && receiver(fn) == "" {
		return nil // of an interface without a name
	}
	for _, other := range fact.Launchers {
		if other.Type == receiver(fn) && other.Name == fn.Name() {
			return &other
		}
	}
	return nil
}

// makes reports whether all that a function returns are chains that begin with heads or, where
// a handler returns what it returns, outcomes.
func (l *launchers) makes(fn *types.Func, handler bool) bool {
	m := made{fn, handler}
	if known, ok := l.known[m]; ok {
		return known
	}
	l.known[m] = false // for calls of itself
	decl := l.decls[fn]
	l.known[m] = decl != nil && decl.Body != nil && l.returns(decl.Body, handler) || l.imported(fn) != nil
	return l.known[m]
}

// made is what a function returns, in general or to a handler.
type made struct {
	fn      *types.Func
	handler bool
}

// returns reports whether all that a body returns are such chains.
func (l *launchers) returns(body *ast.BlockStmt, handler bool) bool {
	all, some := true, false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			some = true
			all = all && len(n.Results) == 1 && l.isChain(n.Results[0], handler)
		}
		return all
	})
	return all && some
}

// settles reports whether a function may return a promise that has settled, or a chain of one:
// what is not seen to be made of an operation may have.
func (l *launchers) settles(fn *types.Func) bool { return !l.makes(fn, false) }

// isChain reports whether an expression is a chain that begins with one of heads, or with
// a function that makes one.
func (l *launchers) isChain(e ast.Expr, handler bool) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := typeutil.Callee(l.info, call).(*types.Func)
	if !ok {
		return false
	}
	if !isOfPromise(fn) {
		return l.makes(fn.Origin(), handler)
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok && fn.Signature().Recv() != nil {
		return slices.Contains(promises.Links, fn.Name()) && l.isChain(sel.X, handler) &&
			(!slices.Contains(returning, fn.Name()) || l.handles(call.Args[0]))
	}
	if fn.Name() == "Recurse" {
		return l.repeats(call.Args[1])
	}
	return slices.Contains(heads, fn.Name()) || handler && slices.Contains(outcomes, fn.Name())
}

// repeats reports whether the step of a loop returns such chains or outcomes, and nil at its end: what
// follows the loop runs where its last operation calls back, or where the loop is started.
func (l *launchers) repeats(step ast.Expr) bool {
	lit, ok := ast.Unparen(step).(*ast.FuncLit)
	if !ok {
		return false
	}
	all := true
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			all = all && len(n.Results) == 1 &&
				(l.info.Types[n.Results[0]].IsNil() || l.isChain(n.Results[0], true))
		}
		return all
	})
	return all
}

// handles reports whether a handler returns such chains, or outcomes.
func (l *launchers) handles(f ast.Expr) bool {
	if lit, ok := ast.Unparen(f).(*ast.FuncLit); ok {
		return l.returns(lit.Body, true)
	}
	fn, ok := typeutil.Callee(l.info, &ast.CallExpr{Fun: f}).(*types.Func)
	return ok && (isOfPromise(fn) && fn.Name() == "Resolve" || l.makes(fn.Origin(), true))
}

// isSilent reports whether all that a function returns are operations that do nothing with
// their continuation but to make one that is told of no error.
func (l *launchers) isSilent(fn *types.Func) bool {
	decl := l.decls[fn]
	if decl == nil || decl.Body == nil {
		other := l.imported(fn)
		return other != nil && other.Silent
	}
	silent := true
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			silent = silent && l.isSilentCall(n.Results[0])
		}
		return silent
	})
	return silent
}

// isSilentCall reports whether an expression is one of these operations.
func (l *launchers) isSilentCall(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	if fn, ok := typeutil.Callee(l.info, call).(*types.Func); ok && !isOfPromise(fn) {
		return l.makes(fn.Origin(), false) && l.isSilent(fn.Origin())
	}
	if len(call.Args) != 1 || l.promised(call) != "Call" {
		return false
	}
	lit, ok := call.Args[0].(*ast.FuncLit)
	if !ok || len(lit.Type.Params.List[0].Names) != 1 {
		return false
	}
	k := l.info.Defs[lit.Type.Params.List[0].Names[0]]
	given := make(map[*ast.Ident]bool)
	silent := true
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if slices.Contains(silencers, l.promised(n)) {
				id, _ := n.Args[0].(*ast.Ident)
				given[id] = true
			}
		case *ast.Ident:
			silent = silent && (l.info.Uses[n] != k || given[n])
		}
		return silent
	})
	return silent
}

// promised is the name of the function of package promise that a call calls, empty for
// others.
func (l *launchers) promised(call *ast.CallExpr) string {
	fn, ok := typeutil.Callee(l.info, call).(*types.Func)
	if !ok || !isOfPromise(fn) || fn.Signature().Recv() != nil {
		return ""
	}
	return fn.Name()
}

func isOfPromise(fn *types.Func) bool { return fn.Pkg() != nil && fn.Pkg().Path() == promises.Path }
