package signature

import (
	"fmt"
	"go/ast"
	"go/types"
)

// tellsFailures refuses callbacks that are told of failures only, and another one of
// everything else.
//
//	func Find(id int, found func(int), failed func(error))
//
// A promise of failed alone would stay pending after a success. Whether the other callback
// is told of that, or of progress, no type says.
func (p *Package) tellsFailures(f *Function) (text, remedy string) {
	conv := f.Op.Convention
	if len(conv.Values()) > 0 || conv.Error < 0 || p.mayTellSuccess(f) {
		return "", ""
	}
	for v := range f.Op.Func.Signature().Params().Variables() {
		sig, ok := v.Type().Underlying().(*types.Signature)
		if ok && v != f.callback() && sig.Results().Len() == 0 {
			return fmt.Sprintf("%s may be told of the success in place of %s, which is told of failures",
				v.Name(), f.callback().Name()), "call one of them in either case, with nil for the error"
		}
	}
	return "", ""
}

// mayTellSuccess reports whether a function calls its callback with nil, or hands it on.
func (p *Package) mayTellSuccess(f *Function) bool {
	k := f.callback()
	isK := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && p.Info.Uses[id] == k
	}
	called := make(map[ast.Expr]bool)
	found := false
	ast.Inspect(f.node.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			called[n.Fun] = true
			found = found || isK(n.Fun) && p.Info.Types[n.Args[0]].IsNil()
		case *ast.Ident:
			found = found || isK(n) && !called[n]
		}
		return !found
	})
	return found
}
