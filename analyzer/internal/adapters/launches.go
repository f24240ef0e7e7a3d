package adapters

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/promises"
)

var (
	// heads make promises that belong to no loop: handlers run where they are settled.
	heads = []string{"Call", "TryCall", "Resolve", "Reject"}

	// returning are the links whose handlers return promises.
	returning = []string{"Then", "Handle", "Catch"}

	// silencers make continuations that are told of no error.
	silencers = []string{"ValueOnly", "PairOnly", "TripleOnly"}
)

// launches reports whether the promise of a function is one of an operation that it
// launches: its handlers run inside of the call of the continuation, as what the shim is
// given does. If the continuation is told of no error there must be none. Of a function
// whose body is not in sight the comment of the shim says so.
func (s *shim) launches(fn *types.Func) bool {
	decl := s.decls[fn]
	if decl == nil || decl.Body == nil {
		return s.inlines()
	}
	return s.makes(fn, make(map[*types.Func]bool)) && (!s.drops || s.isSilent(decl))
}

// makes reports whether all that a function returns are chains that begin with heads.
func (s *shim) makes(fn *types.Func, seen map[*types.Func]bool) bool {
	decl := s.decls[fn]
	if known, ok := seen[fn]; ok || decl == nil || decl.Body == nil {
		return known
	}
	seen[fn] = false // for calls of itself
	seen[fn] = s.returns(decl.Body, seen)
	return seen[fn]
}

// returns reports whether all that a body returns are such chains.
func (s *shim) returns(body *ast.BlockStmt, seen map[*types.Func]bool) bool {
	all, some := true, false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			some = true
			all = all && len(n.Results) == 1 && s.isChain(n.Results[0], seen)
		}
		return all
	})
	return all && some
}

// isChain reports whether an expression is a chain that begins with one of heads, or with
// a function of the package that makes one.
func (s *shim) isChain(e ast.Expr, seen map[*types.Func]bool) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := typeutil.Callee(s.info, call).(*types.Func)
	if !ok {
		return false
	}
	if !isOfPromise(fn) {
		return s.makes(fn.Origin(), seen)
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok && fn.Signature().Recv() != nil {
		return slices.Contains(promises.Links, fn.Name()) && s.isChain(sel.X, seen) &&
			(!slices.Contains(returning, fn.Name()) || s.handles(call.Args[0], seen))
	}
	return slices.Contains(heads, fn.Name())
}

// handles reports whether a handler returns such chains.
func (s *shim) handles(f ast.Expr, seen map[*types.Func]bool) bool {
	switch f := ast.Unparen(f).(type) {
	case *ast.FuncLit:
		return s.returns(f.Body, seen)
	case *ast.Ident:
		fn, ok := s.info.Uses[f].(*types.Func)
		return ok && (isOfPromise(fn) && fn.Name() == "Resolve" || s.makes(fn.Origin(), seen))
	}
	return false
}

// isSilent reports whether all that a function returns are operations that do nothing with
// their continuation but to make one that is told of no error.
func (s *shim) isSilent(decl *ast.FuncDecl) bool {
	silent := true
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			silent = silent && s.isSilentCall(n.Results[0])
		}
		return silent
	})
	return silent
}

// isSilentCall reports whether an expression is one of these operations.
func (s *shim) isSilentCall(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || s.promised(call) != "Call" {
		return false
	}
	lit, ok := call.Args[0].(*ast.FuncLit)
	if !ok || len(lit.Type.Params.List[0].Names) != 1 {
		return false
	}
	k := s.info.Defs[lit.Type.Params.List[0].Names[0]]
	given := make(map[*ast.Ident]bool)
	silent := true
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if slices.Contains(silencers, s.promised(n)) {
				id, _ := n.Args[0].(*ast.Ident)
				given[id] = true
			}
		case *ast.Ident:
			silent = silent && (s.info.Uses[n] != k || given[n])
		}
		return silent
	})
	return silent
}

// promised is the name of the function of package promise that a call calls, empty for
// others.
func (s *shim) promised(call *ast.CallExpr) string {
	fn, ok := typeutil.Callee(s.info, call).(*types.Func)
	if !ok || !isOfPromise(fn) || fn.Signature().Recv() != nil {
		return ""
	}
	return fn.Name()
}

func isOfPromise(fn *types.Func) bool { return fn.Pkg() != nil && fn.Pkg().Path() == promises.Path }
