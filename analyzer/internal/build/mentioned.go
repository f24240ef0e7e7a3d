package build

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/internal/typewalk"
)

// mention adds the types and constants that captures need where they go: those in the
// type of a variable, and those in the declaration of another type or constant, which
// goes there as a whole. It reports whether anything was added.
func mention(info *types.Info, outer, inner *ast.FuncLit, found map[types.Object]*chain.Capture) bool {
	before := len(found)
	add := func(obj types.Object) {
		if obj != nil && isFixed(obj) && within(obj.Pos(), outer) && !within(obj.Pos(), inner) {
			found[obj] = cmp.Or(found[obj], &chain.Capture{Obj: obj})
		}
	}
	for obj := range maps.Clone(found) {
		typewalk.Walk(obj.Type(), func(t types.Type) bool {
			if t, ok := t.(interface{ Obj() *types.TypeName }); ok {
				add(t.Obj())
			}
			return true
		})
	}
	ast.Inspect(outer, func(n ast.Node) bool {
		if decl, ok := n.(*ast.GenDecl); ok && declares(info, decl, found) {
			for id := range ast.Preorder(decl) {
				if id, ok := id.(*ast.Ident); ok {
					add(info.Defs[id])
					add(info.Uses[id])
				}
			}
		}
		return n != inner
	})
	return len(found) > before
}

// declares reports whether a declaration of types or constants declares a capture.
func declares(info *types.Info, decl *ast.GenDecl, found map[types.Object]*chain.Capture) bool {
	return decl.Tok != token.VAR && slices.ContainsFunc(syntax.Declared(decl), func(id *ast.Ident) bool {
		return found[info.Defs[id]] != nil
	})
}

// isFixed reports whether an object is a type or constant with a name, and no parameter of a type.
func isFixed(obj types.Object) bool {
	switch obj.(type) {
	case *types.TypeName, *types.Const:
		return obj.Name() != "_" && !syntax.IsParameter(obj.Type())
	}
	return false
}
