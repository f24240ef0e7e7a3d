package syntax

import (
	"go/ast"
	"go/types"
)

// KeepsType reports whether it matters in a body that a function has a type of its own: more
// is done with it than to call it and to pass it on as a function. It may have methods, or somebody
// may look at its type.
func KeepsType(info *types.Info, body *ast.BlockStmt, fn *types.Var) bool {
	if _, named := types.Unalias(fn.Type()).(*types.Named); !named {
		return false
	}
	function := make(map[ast.Expr]bool) // where it is no more than that
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			function[ast.Unparen(n.Fun)] = true
			for i, arg := range n.Args {
				function[ast.Unparen(arg)] = takesFunction(info, n, i)
			}
		case *ast.Ident:
			found = found || info.Uses[n] == fn && !function[n]
		}
		return !found
	})
	return found
}

// takesFunction reports whether an argument of a call is taken as a function, whatever
// type it has.
func takesFunction(info *types.Info, call *ast.CallExpr, arg int) bool {
	if id := CalledName(call); id != nil {
		if _, generic := info.Instances[id]; generic {
			return false
		}
	}
	fun := info.Types[call.Fun]
	t := fun.Type // of a conversion
	if sig, ok := t.Underlying().(*types.Signature); ok && !fun.IsType() {
		if arg >= sig.Params().Len() || sig.Variadic() && arg == sig.Params().Len()-1 {
			return false
		}
		t = sig.Params().At(arg).Type()
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}
