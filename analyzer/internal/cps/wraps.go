package cps

import (
	"go/ast"
	"go/types"
)

// wrappers are the functions of package promise that make a callback of a continuation. Who
// calls the one calls the other, with the same outcome, and nothing else happens.
//
//	func Three(n int, done func(error)) {
//		promise.Call(func(k func(promise.Unit, error)) { Two(n, promise.ErrorOnly(k)) }).Settle(…)
//	}
var wrappers = map[string]bool{
	"ErrorOnly": true, "ErrorFirst": true, "ValueOnly": true, "Signal": true, "Concrete": true,
	"Paired": true, "PairOnly": true, "Tripled": true, "TripleOnly": true,
}

// wraps says whether a call is one of them.
func (s *scope) wraps(call *ast.CallExpr) bool {
	fn, ok := calleeObject(s.info, call).(*types.Func)
	return ok && len(call.Args) == 1 && fn.Pkg() != nil && fn.Pkg().Path() == promisePath &&
		fn.Signature().Recv() == nil && wrappers[fn.Name()]
}

// unwrapped is what an expression calls when it is called: itself, without parentheses and
// conversions, or the continuation that it was made of.
func (s *scope) unwrapped(e ast.Expr) ast.Expr {
	for {
		e = s.plain(e)
		call, ok := e.(*ast.CallExpr)
		if !ok || !s.wraps(call) {
			return e
		}
		e = call.Args[0]
	}
}
