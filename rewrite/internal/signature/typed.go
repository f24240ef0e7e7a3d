package signature

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// typed reports whether it matters that the callback of a function has a type of its
// own: more is done with it than to call it and to pass it on as a function. It may have
// methods, or somebody may look at its type.
func (p *Package) typed(f *Function) bool {
	k := f.callback()
	if _, named := types.Unalias(k.Type()).(*types.Named); !named {
		return false
	}
	function := make(map[ast.Expr]bool) // where it is no more than that
	found := false
	ast.Inspect(f.node.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			function[ast.Unparen(n.Fun)] = true
			for i, arg := range n.Args {
				function[ast.Unparen(arg)] = p.takesFunction(n, i)
			}
		case *ast.Ident:
			found = found || p.Info.Uses[n] == k && !function[n]
		}
		return !found
	})
	return found
}

// takesFunction reports whether an argument of a call is taken as a function, whatever
// type it has.
func (p *Package) takesFunction(call *ast.CallExpr, arg int) bool {
	if id := syntax.CalledName(call); id != nil {
		if _, generic := p.Info.Instances[id]; generic {
			return false
		}
	}
	fun := p.Info.Types[call.Fun]
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
