package adapters

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// promisePath is the package of promises.
const promisePath = "github.com/unnest-go/unnest/runtime/promise"

var (
	// heads make promises that belong to no loop: handlers run where they are settled.
	heads = []string{"Call", "TryCall", "Resolve", "Reject"}

	// links make others of the kind of one.
	links = []string{
		"Then", "ThenCall", "ThenTry", "Handle", "HandleCall",
		"Map", "Do", "Keep", "Catch", "MapErr", "Finally",
	}

	// silent make continuations that are told of no error.
	silent = []string{"ValueOnly", "PairOnly", "TripleOnly"}
)

// launches reports whether the promise of a function is one of an operation that it
// launches: its handlers run inside of the call of the continuation, as what the shim is
// given does. If the continuation is told of no error there must be none.
func (s *shim) launches(fn *types.Func) bool {
	return s.makes(fn, make(map[*types.Func]bool)) && (!s.drops || s.keepsSilent(fn))
}

// makes reports whether all that a function returns are chains that begin with heads.
func (s *shim) makes(fn *types.Func, seen map[*types.Func]bool) bool {
	decl := s.decls[fn]
	if decl == nil || decl.Body == nil || seen[fn] {
		return false
	}
	seen[fn] = true
	all, some := true, false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
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
		return slices.Contains(links, fn.Name()) && s.isChain(sel.X, seen)
	}
	return slices.Contains(heads, fn.Name())
}

// keepsSilent reports whether the continuation that a function makes is told of no error.
func (s *shim) keepsSilent(fn *types.Func) bool {
	found := false
	ast.Inspect(s.decls[fn].Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			callee, ok := typeutil.Callee(s.info, call).(*types.Func)
			found = found || ok && isOfPromise(callee) && slices.Contains(silent, callee.Name())
		}
		return !found
	})
	return found
}

func isOfPromise(fn *types.Func) bool { return fn.Pkg() != nil && fn.Pkg().Path() == promisePath }
