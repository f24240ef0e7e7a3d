package plan

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/internal/typewalk"
)

// TypeArgs are those of a function that is called in place of a generic one, to be written
// out when the callback, which is gone, was needed to infer them: the argument omit.
func (s *Source) TypeArgs(call *ast.CallExpr, fn *types.Func, omit int) (string, bool) {
	id := syntax.CalledName(call)
	if id == nil {
		return "", true
	}
	instance, ok := s.Info.Instances[id]
	if !ok || written(call) || s.told(call, fn, omit) {
		return "", true
	}
	place := s.Place(call.Pos())
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

// written reports whether a call has type arguments, at least in part; the compiler knows
// whether these are enough.
func written(call *ast.CallExpr) bool {
	switch ast.Unparen(call.Fun).(type) {
	case *ast.IndexExpr, *ast.IndexListExpr:
		return true
	}
	return false
}

// wholly is how the type arguments of a call are written, where all of so many are.
func (s *Source) wholly(call *ast.CallExpr, n int) string {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.IndexExpr:
		if n == 1 {
			return s.Slice(fun.Lbrack, fun.Rbrack+1)
		}
	case *ast.IndexListExpr:
		if len(fun.Indices) == n {
			return s.Slice(fun.Lbrack, fun.Rbrack+1)
		}
	}
	return ""
}

// Instantiated is the signature of a function with the type arguments that another one has
// in a call, nil if it takes others.
func (s *Source) Instantiated(call *ast.CallExpr, fn *types.Func) *types.Signature {
	args := s.Info.Instances[syntax.CalledName(call)].TypeArgs
	if args.Len() != fn.Signature().TypeParams().Len() {
		return nil
	}
	if args.Len() == 0 {
		return fn.Signature()
	}
	t, err := types.Instantiate(nil, fn.Signature(), slices.Collect(args.Types()), true)
	if err != nil {
		return nil
	}
	return t.(*types.Signature)
}

// told reports whether the arguments of a call, but for one, tell all type
// arguments: each is in the type of a parameter, and the argument has just that
// type. A constant has a type only once it is inferred, and so has a generic
// function, a comparison, and a shift of a constant.
func (s *Source) told(call *ast.CallExpr, fn *types.Func, omit int) bool {
	instance, ok := s.Info.TypeOf(call.Fun).(*types.Signature)
	if !ok || fn.Signature().Variadic() {
		return false
	}
	var telling []types.Type // of parameters, with type parameters in them
	for i, arg := range call.Args {
		tv := s.Info.Types[arg]
		if i != omit && tv.Value == nil && !tv.IsNil() && !s.isGeneric(arg) && !isUntyped(arg) &&
			types.Identical(tv.Type, instance.Params().At(i).Type()) {
			telling = append(telling, fn.Signature().Params().At(i).Type())
		}
	}
	return TellsAll(telling, fn)
}

// isUntyped reports whether an expression that is no constant may get its type from where
// it stands.
func isUntyped(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return e.Op != token.AND && e.Op != token.ARROW && isUntyped(e.X)
	case *ast.BinaryExpr:
		return takesAnyType[e.Op] || isUntyped(e.X) || isUntyped(e.Y)
	}
	return false
}

// takesAnyType are the operators whose result may be untyped though an operand is not.
var takesAnyType = map[token.Token]bool{
	token.EQL: true, token.NEQ: true, token.LSS: true, token.LEQ: true, token.GTR: true, token.GEQ: true,
	token.SHL: true, token.SHR: true,
}

// TellsAll reports whether all type parameters of a function are in some types.
func TellsAll(list []types.Type, fn *types.Func) bool {
	for param := range fn.Signature().TypeParams().TypeParams() {
		if !slices.ContainsFunc(list, func(t types.Type) bool { return typewalk.Mentions(t, param) }) {
			return false
		}
	}
	return true
}

// isGeneric reports whether an expression has a generic function in it.
func (s *Source) isGeneric(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			_, instance := s.Info.Instances[id]
			_, isFunc := s.Info.Uses[id].(*types.Func)
			found = found || instance && isFunc
		}
		return !found
	})
	return found
}
