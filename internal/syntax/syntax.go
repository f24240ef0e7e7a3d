// Package syntax answers questions about single nodes of a syntax tree that both
// the analysis and the rewriting ask.
package syntax

import (
	"go/ast"
	"go/types"
	"slices"
)

// Zero reports whether an expression is the zero value of its type, written
// out.
func Zero(info *types.Info, e ast.Expr) bool {
	e = ast.Unparen(e)
	tv := info.Types[e]
	if tv.IsNil() {
		return true
	}
	if lit, ok := e.(*ast.CompositeLit); ok {
		switch tv.Type.Underlying().(type) {
		case *types.Struct, *types.Array:
			return len(lit.Elts) == 0
		}
		return false // an empty map or slice is not nil
	}
	if tv.Value == nil {
		return false
	}
	if _, ok := tv.Type.Underlying().(*types.Basic); !ok {
		return false // a constant in an interface
	}
	switch tv.Value.ExactString() {
	case "0", `""`, "false":
		return true
	}
	return false
}

// ZeroOf reports whether an expression, as a value of type t, is the zero value of that,
// written out. In an interface it is only if it is nil: one that holds a zero is not nil.
func ZeroOf(info *types.Info, e ast.Expr, t types.Type) bool {
	return Zero(info, e) && Keeps(info, e, t)
}

// Keeps reports whether the zero value of an expression is that of type t as well, to
// which it is assigned.
func Keeps(info *types.Info, e ast.Expr, t types.Type) bool {
	tv := info.Types[ast.Unparen(e)]
	return tv.IsNil() || !types.IsInterface(t) || types.Identical(tv.Type, t)
}

// ImportsC reports whether a file uses cgo.
func ImportsC(f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == `"C"` })
}

// List returns the statements of a block or a clause, nil for other nodes.
func List(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// Called returns what a call calls, without parentheses and type arguments. An
// element of a list of functions looks as if it had some.
func Called(call *ast.CallExpr) ast.Expr {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.IndexExpr:
		return ast.Unparen(fun.X)
	case *ast.IndexListExpr:
		return ast.Unparen(fun.X)
	default:
		return fun
	}
}

// CalledName returns the name by which a call calls, the last one behind dots, nil
// when it calls something without a name.
func CalledName(call *ast.CallExpr) *ast.Ident {
	switch fun := Called(call).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	}
	return nil
}

// NameOf is how one speaks of what a call calls.
func NameOf(call *ast.CallExpr) string {
	if id := CalledName(call); id != nil {
		return id.Name
	}
	return "a literal"
}

// EndsInCall returns the call that is the last statement of a body but for a return
// without results, nil for none.
func EndsInCall(body *ast.BlockStmt) *ast.CallExpr {
	list := body.List
	if n := len(list); n > 0 {
		if ret, ok := list[n-1].(*ast.ReturnStmt); ok && len(ret.Results) == 0 {
			list = list[:n-1]
		}
	}
	if len(list) == 0 {
		return nil
	}
	stmt, ok := list[len(list)-1].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, _ := ast.Unparen(stmt.X).(*ast.CallExpr)
	return call
}

// Declared lists the names that a declaration declares.
func Declared(decl *ast.GenDecl) []*ast.Ident {
	var names []*ast.Ident
	for _, spec := range decl.Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			names = append(names, spec.Names...)
		case *ast.TypeSpec:
			names = append(names, spec.Name)
		}
	}
	return names
}

// Postpones reports whether a node has something done when its function returns: it
// defers, or is a loop over an iterator out of which a return leads. The iterator goes
// on from there: it releases, unlocks, closes.
func Postpones(info *types.Info, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.DeferStmt:
		return true
	case *ast.RangeStmt:
		return iterates(info, n) && returnsOut(n.Body)
	}
	return false
}

// iterates reports whether a loop may range over a function.
func iterates(info *types.Info, loop *ast.RangeStmt) bool {
	return MayBe(Underlying(info, loop.X), func(t types.Type) bool {
		_, ok := t.(*types.Signature)
		return ok
	})
}

// MayBe reports whether the underlying type of a type, or, for a type parameter, one of those that its
// constraint lists, is of a kind.
func MayBe(t types.Type, kind func(types.Type) bool) bool {
	switch t := t.Underlying().(type) {
	case *types.Interface:
		for e := range t.EmbeddedTypes() {
			if MayBe(e, kind) {
				return true
			}
		}
	case *types.Union:
		for term := range t.Terms() {
			if MayBe(term.Type(), kind) {
				return true
			}
		}
	default:
		return kind(t)
	}
	return false
}

func returnsOut(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = true
		}
		return !found
	})
	return found
}

// Underlying is the underlying type of an expression, the invalid one where none is known:
// of what comes from C, in a file that is checked as it was written.
func Underlying(info *types.Info, e ast.Expr) types.Type {
	if t := info.TypeOf(e); t != nil {
		return t.Underlying()
	}
	return types.Typ[types.Invalid]
}

// SlicesArray reports whether a slice expression takes the address of what it slices: an array, or
// a value of a type parameter for arrays. Slices of slices and of strings have the type of those.
func SlicesArray(info *types.Info, e *ast.SliceExpr) bool {
	if _, ok := Underlying(info, e.X).(*types.Array); ok {
		return true
	}
	of := info.TypeOf(e.X)
	return IsParameter(of) && info.TypeOf(e) != of
}
