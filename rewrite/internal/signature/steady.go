package signature

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// early reports whether an expression may be evaluated where the promise is made. Callers of a function
// that was converted start it in the same statement; a twin is for code that may hold its promise for a
// while, and what changes meanwhile is looked at when somebody waits for it.
func (t *tidier) early(e ast.Expr) bool { return t.pure(e) && (!t.twins || t.steady(e)) }

func (t *tidier) earlyAll(list []ast.Expr) bool {
	for _, e := range list {
		if !t.early(e) {
			return false
		}
	}
	return true
}

// steady reports whether an expression without effect has the same value whenever it is evaluated:
// it is made of constants, of variables of the function, and of what is stored in these themselves. It
// does not panic either. Whether a field behind a pointer ever changes is not asked: there are too many
// ways.
func (t *tidier) steady(e ast.Expr) bool {
	steady := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // its body runs later
		case *ast.StarExpr:
			steady = steady && t.Info.Types[n].IsType()
		case *ast.SliceExpr:
			steady = false
		case *ast.IndexExpr:
			steady = steady && t.holds(n)
		case *ast.TypeAssertExpr:
			steady = false
		case *ast.BinaryExpr:
			steady = steady && t.isTotal(n)
		case *ast.SelectorExpr:
			steady = steady && t.selects(n)
		case *ast.CallExpr:
			steady = steady && t.tellsOf(n)
		case *ast.Ident:
			v, ok := t.Info.Uses[n].(*types.Var)
			steady = steady && (!ok || v.IsField() || v.Parent() != nil && v.Parent() != v.Pkg().Scope())
		}
		return steady
	})
	return steady
}

// selects reports whether what a selector names is stored in what it is selected from.
func (t *tidier) selects(sel *ast.SelectorExpr) bool {
	s, ok := t.Info.Selections[sel]
	if !ok {
		return true // of a package
	}
	if fn, ok := s.Obj().(*types.Func); ok {
		return types.Identical(s.Recv(), fn.Signature().Recv().Type())
	}
	return !s.Indirect()
}

// isTotal reports whether an operation comes to its end whatever its operands are: it divides by a
// constant, and shifts by one, and compares nothing that may have any type in it but with nil.
func (t *tidier) isTotal(e *ast.BinaryExpr) bool {
	fixed := func(e ast.Expr) bool { return t.Info.Types[e].Value != nil || t.Info.Types[e].IsNil() }
	compares := e.Op == token.EQL || e.Op == token.NEQ
	if fixed(e.Y) || compares && fixed(e.X) {
		return true
	}
	switch t.Info.TypeOf(e.X).Underlying().(type) {
	case *types.Interface, *types.Struct, *types.Array:
		return !compares
	}
	return !slices.Contains([]token.Token{token.QUO, token.REM, token.SHL, token.SHR}, e.Op)
}

// holds reports whether an expression is an element of an array, or a function that is told its types.
func (t *tidier) holds(e *ast.IndexExpr) bool {
	typ := t.Info.TypeOf(e.X)
	if typ == nil || t.Info.Types[e.Index].IsType() {
		return true
	}
	_, array := typ.Underlying().(*types.Array)
	return array && t.Info.Types[e.Index].Value != nil
}

// tellsOf reports whether a call depends on nothing but its arguments themselves: values of basic types,
// which nothing can be asked of, and for a built-in function the length of a slice.
func (t *tidier) tellsOf(call *ast.CallExpr) bool {
	fun := ast.Unparen(call.Fun)
	if mayPanic[syntax.NameOf(call)] {
		return false
	}
	id, _ := fun.(*ast.Ident)
	_, builtin := t.Info.Uses[id].(*types.Builtin)
	for _, arg := range call.Args {
		typ := t.Info.Types[arg]
		_, basic := typ.Type.Underlying().(*types.Basic)
		_, slice := typ.Type.Underlying().(*types.Slice)
		_, named := types.Unalias(typ.Type).(*types.Named)
		switch {
		case id != nil && id.Name == "make" && !typ.IsType() && typ.Value == nil:
			return false // it panics for less than nothing
		case typ.IsType(), basic && !named:
		case basic && (builtin || t.Info.Types[fun].IsType()):
		case slice && builtin:
		default:
			return false
		}
	}
	return true
}

// mayPanic are the functions among those that only compute which do not take all values.
var mayPanic = map[string]bool{
	"AppendInt": true, "AppendUint": true, "FormatInt": true, "FormatUint": true, "Repeat": true,
}
