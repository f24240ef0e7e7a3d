package signature

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/typewalk"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// typeArgs are those of a generic function, to be written out when the callback, which
// is gone, was needed to infer them.
func (p *Package) typeArgs(
	src *plan.Source, call *ast.CallExpr, id *ast.Ident, fn *types.Func,
) (string, bool) {
	instance, ok := p.Info.Instances[id]
	if !ok {
		return "", true
	}
	switch ast.Unparen(call.Fun).(type) {
	case *ast.IndexExpr, *ast.IndexListExpr:
		return "", true // written, at least in part; the compiler knows whether it is enough
	}
	if p.told(call, fn) {
		return "", true
	}
	place := src.Place(call.Pos())
	var args []string
	for t := range instance.TypeArgs.Types() {
		text, err := place.Type(t)
		if err != nil {
			return "", false
		}
		args = append(args, text)
	}
	return fmt.Sprintf("[%s]", strings.Join(args, ", ")), true
}

// told reports whether the arguments of a call, but for the last one, tell all type
// arguments: each is in the type of a parameter, and the argument has just that
// type. A constant has a type only once it is inferred, and so has a generic
// function.
func (p *Package) told(call *ast.CallExpr, fn *types.Func) bool {
	instance, ok := p.Info.TypeOf(call.Fun).(*types.Signature)
	if !ok || fn.Signature().Variadic() {
		return false
	}
	var telling []types.Type // of parameters, with type parameters in them
	for i, arg := range call.Args[:len(call.Args)-1] {
		tv := p.Info.Types[arg]
		if tv.Value == nil && !tv.IsNil() && !p.isGeneric(arg) &&
			types.Identical(tv.Type, instance.Params().At(i).Type()) {
			telling = append(telling, fn.Signature().Params().At(i).Type())
		}
	}
	return tellsAll(telling, fn)
}

// tellsAll reports whether all type parameters of a function are in some types.
func tellsAll(list []types.Type, fn *types.Func) bool {
	for param := range fn.Signature().TypeParams().TypeParams() {
		if !slices.ContainsFunc(list, func(t types.Type) bool { return typewalk.Mentions(t, param) }) {
			return false
		}
	}
	return true
}

// isGeneric reports whether an expression has a generic function in it.
func (p *Package) isGeneric(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			_, instance := p.Info.Instances[id]
			_, isFunc := p.Info.Uses[id].(*types.Func)
			found = found || instance && isFunc
		}
		return !found
	})
	return found
}
