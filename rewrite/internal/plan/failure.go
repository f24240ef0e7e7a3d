package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// nonNil lists functions that never return a nil error, and functions that
// return one only for an argument that is nil.
var nonNil = map[string]bool{
	"errors.New":                         true,
	"fmt.Errorf":                         true,
	"github.com/pkg/errors.New":          true,
	"github.com/pkg/errors.Errorf":       true,
	"github.com/pkg/errors.Wrap":         true,
	"github.com/pkg/errors.Wrapf":        true,
	"github.com/pkg/errors.WithMessage":  true,
	"github.com/pkg/errors.WithMessagef": true,
	"github.com/pkg/errors.WithStack":    true,
}

// fails reports whether an expression in an exit is an error that is not nil:
// a promise with a nil error would be fulfilled, and the chain would go on.
//
//	err, fmt.Errorf("…", err), &OpError{err}, ErrNotFound
func (src *Source) fails(e ast.Expr, err types.Object) bool {
	e = ast.Unparen(e)
	if src.is(e, err) {
		return true
	}
	if tv := src.Info.Types[e]; !types.IsInterface(tv.Type) && !tv.IsNil() {
		return true // an interface that holds something is not nil
	}
	switch e := e.(type) {
	case *ast.CallExpr:
		return src.makesError(e, err)
	case *ast.Ident:
		return src.isSentinel(src.Info.Uses[e])
	case *ast.SelectorExpr:
		return src.isSentinel(src.Info.Uses[e.Sel])
	}
	return false
}

// Fails is fails for an expression that is handed on by no exit of an error.
func (src *Source) Fails(e ast.Expr) bool { return src.fails(e, nil) }

func (src *Source) makesError(call *ast.CallExpr, err types.Object) bool {
	fun := ast.Unparen(call.Fun)
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		fun = sel.Sel
	}
	id, ok := fun.(*ast.Ident)
	if !ok || len(call.Args) == 0 {
		return false
	}
	f, ok := src.Info.Uses[id].(*types.Func)
	if !ok || !nonNil[f.FullName()] {
		return false
	}
	first := call.Args[0]
	return !types.IsInterface(src.Info.TypeOf(first)) || src.fails(first, err)
}

// isSentinel reports whether an object is an error that stands for a kind of
// failure: a variable of a package with the name of one. It must have a value from its
// declaration, for good as far as this package and its own tell: errLast may have none.
func (src *Source) isSentinel(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	if !ok || v.Pkg() == nil || v.Parent() != v.Pkg().Scope() {
		return false
	}
	if v.Pkg() != src.Pkg {
		written := func(file *ast.File) bool { return src.writtenIn(v, file) }
		return syntax.NamesFailure(v.Name()) && !src.Unset[v] && !slices.ContainsFunc(src.Files, written)
	}
	return syntax.NamesFailure(v.Name()) && !src.Unset[v] && src.initialized(v)
}

// initialized reports whether a variable of the package is declared with a value, which
// is not nil, and is never assigned.
func (src *Source) initialized(v *types.Var) bool {
	found := false
	for _, file := range src.Files {
		if src.writtenIn(v, file) {
			return false
		}
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			found = found || ok && gen.Tok == token.VAR && src.gives(gen, v)
		}
	}
	return found
}

// writtenIn is assignedIn for any file of the package.
func (src *Source) writtenIn(v *types.Var, file *ast.File) bool {
	if file == src.File {
		return src.assignedIn(v, file)
	}
	for n := range ast.Preorder(file) {
		if slices.ContainsFunc(src.written(n), func(id *ast.Ident) bool { return src.Info.Uses[id] == v }) {
			return true
		}
	}
	return false
}

// gives reports whether a declaration gives a variable an error.
func (src *Source) gives(decl *ast.GenDecl, v *types.Var) bool {
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ValueSpec)
		for i, id := range spec.Names {
			if src.Info.Defs[id] == v {
				return len(spec.Values) == len(spec.Names) && src.fails(spec.Values[i], nil)
			}
		}
	}
	return false
}
