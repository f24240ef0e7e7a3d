package signature

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// purePackages have functions only that do nothing but compute their result.
var purePackages = map[string]bool{
	"errors": true, "math": true, "math/bits": true, "path": true, "strconv": true, "strings": true,
	"unicode": true, "unicode/utf8": true,
}

// pureFuncs are others.
var pureFuncs = map[string]bool{"fmt.Errorf": true, "fmt.Sprint": true, "fmt.Sprintf": true}

// pureBuiltins are built-in functions that do nothing but compute their result.
var pureBuiltins = map[string]bool{
	"cap": true, "len": true, "max": true, "min": true, "new": true, "make": true,
}

// quiet reports whether a statement only declares or sets variables of its own
// function.
//
// It is not asked whether computing a value may panic, or whether it may change where it is
// computed in the same statement of the caller.
func (t *tidier) quiet(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.DeclStmt:
		decl, ok := stmt.Decl.(*ast.GenDecl)
		if !ok || decl.Tok != token.VAR {
			return false
		}
		for _, spec := range decl.Specs {
			if !t.earlyAll(spec.(*ast.ValueSpec).Values) {
				return false
			}
		}
		return true
	case *ast.AssignStmt:
		return t.sets(stmt) && t.earlyAll(stmt.Rhs)
	}
	return false
}

// sets reports whether an assignment is to variables of the function itself.
func (t *tidier) sets(stmt *ast.AssignStmt) bool {
	for _, lhs := range stmt.Lhs {
		id, ok := lhs.(*ast.Ident)
		if !ok {
			return false
		}
		obj := t.Info.ObjectOf(id)
		inside := obj == nil || t.decl.Pos() <= obj.Pos() && obj.Pos() < t.decl.End()
		if id.Name != "_" && !inside {
			return false
		}
	}
	return true
}

// pure reports whether evaluating an expression has no effect, and does not use
// k or a completion that is made from it.
func (t *tidier) pure(e ast.Expr) bool {
	pure := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // its body runs later
		case *ast.CallExpr:
			pure = pure && t.computes(n)
		case *ast.UnaryExpr:
			pure = pure && n.Op != token.ARROW
		case *ast.Ident:
			use := t.Info.Uses[n]
			pure = pure && (use == nil || use != t.k && use != t.done)
		}
		return pure
	})
	return pure
}

// computes reports whether a call is a conversion or calls a function that only
// computes, and is given none that might do more.
func (t *tidier) computes(call *ast.CallExpr) bool {
	fun := ast.Unparen(call.Fun)
	if t.Info.Types[fun].IsType() {
		return true
	}
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		fun = sel.Sel
	}
	id, ok := fun.(*ast.Ident)
	if !ok {
		return false
	}
	switch obj := t.Info.Uses[id].(type) {
	case *types.Builtin:
		return pureBuiltins[obj.Name()]
	case *types.Func:
		return obj.Signature().Recv() == nil && obj.Pkg() != nil && !t.takesFunc(call) &&
			(purePackages[obj.Pkg().Path()] || pureFuncs[obj.FullName()])
	}
	return false
}

// takesFunc reports whether an argument is a function.
func (t *tidier) takesFunc(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		_, ok := t.Info.TypeOf(arg).Underlying().(*types.Signature)
		return ok
	})
}
