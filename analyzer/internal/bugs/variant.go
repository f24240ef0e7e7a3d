package bugs

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// variant is the function that takes a context and else what the called one takes: its
// name has Context or Ctx behind. It is nil for none.
func (p *Package) variant(call *ast.CallExpr) *types.Func {
	fn, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Func)
	if !ok || fn.Pkg() == nil || len(call.Args) == 0 || takesContext(fn) {
		return nil
	}
	for _, ending := range []string{"Context", "WithContext", "Ctx"} {
		name := fn.Name() + ending
		var other types.Object
		if recv := fn.Signature().Recv(); recv != nil {
			other, _, _ = types.LookupFieldOrMethod(recv.Type(), true, fn.Pkg(), name)
		} else {
			other = fn.Pkg().Scope().Lookup(name)
		}
		found, ok := other.(*types.Func)
		if !ok || !found.Exported() && found.Pkg() != p.Pass.Pkg {
			continue
		}
		if extends(found.Signature(), fn.Signature()) {
			return found
		}
	}
	return nil
}

// makes says whether a function of the package is made with the one that a place stands
// in, so that to call it there would never end.
func (p *Package) makes(at inspector.Cursor, fn *types.Func) bool {
	for decl := range at.Enclosing((*ast.FuncDecl)(nil)) {
		around := p.Pass.TypesInfo.Defs[decl.Node().(*ast.FuncDecl).Name]
		return p.mayReach(fn, around, make(map[types.Object]bool))
	}
	return false
}

// mayReach says whether a function is another one of the package or names it, or one
// that does.
func (p *Package) mayReach(from *types.Func, to types.Object, seen map[types.Object]bool) bool {
	from = from.Origin()
	if from == to {
		return true
	}
	decl := p.declarations()[from]
	if seen[from] || decl == nil || decl.Body == nil {
		return false
	}
	seen[from] = true
	found := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found {
			next, ok := p.Pass.TypesInfo.Uses[id].(*types.Func)
			found = ok && p.mayReach(next, to, seen)
		}
		return !found
	})
	return found
}

// takesContext says whether a function has a context already.
func takesContext(fn *types.Func) bool {
	for v := range fn.Signature().Params().Variables() {
		if isContext(v.Type()) {
			return true
		}
	}
	return false
}

// extends says whether a function takes a context and then what another takes,
// and returns the same.
func extends(long, short *types.Signature) bool {
	a, b := long.Params(), short.Params()
	if a.Len() != b.Len()+1 || !isContext(a.At(0).Type()) || long.Variadic() != short.Variadic() ||
		long.TypeParams().Len()+short.TypeParams().Len() > 0 {
		return false
	}
	for i := range b.Len() {
		if !types.Identical(a.At(i+1).Type(), b.At(i).Type()) {
			return false
		}
	}
	return types.Identical(long.Results(), short.Results())
}
