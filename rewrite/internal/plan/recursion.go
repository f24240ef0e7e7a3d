package plan

import (
	"go/ast"
	"go/types"
	"iter"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// repeats reports whether an operation may run the function again that the
// chain stands in: itself, or by functions of the package.
//
//	func poll(n int, done func(int, error)) { … poll(n-1, done) … }
//
// Such a loop hands the same completion on from round to round. With the
// continuation of a promise in its place, every round would leave a promise
// behind that waits for the next one.
func (p *Part) repeats(call *ast.CallExpr) bool {
	f, ok := typeutil.Callee(p.Src.Info, call).(*types.Func)
	if !ok {
		return true // a variable, which may hold the very literal around the chain
	}
	return p.reaches(f, make(map[*types.Func]bool))
}

// reaches reports whether a function of the package mentions, itself or by
// others, the function around the chain. The method of an interface may be any of that name.
func (p *Part) reaches(f *types.Func, seen map[*types.Func]bool) bool {
	f = f.Origin()
	if seen[f] {
		return false
	}
	if recv := f.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		seen[f] = true
		all := p.methods(f.Name())
		return slices.ContainsFunc(all, func(m *types.Func) bool { return p.reaches(m, seen) })
	}
	decl := p.decl(f)
	if decl == nil || decl.Body == nil {
		return false
	}
	if within(p.Stmt.Pos(), decl) {
		return true
	}
	seen[f] = true
	found := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found {
			g, ok := p.Src.Info.Uses[id].(*types.Func)
			found = ok && p.reaches(g, seen)
		}
		return !found
	})
	return found
}

// decl is the declaration of a function in the package, or nil.
func (p *Part) decl(f *types.Func) *ast.FuncDecl {
	src := p.Src
	if src.decls == nil {
		src.decls = make(map[types.Object]*ast.FuncDecl)
		for d := range src.functions() {
			src.decls[src.Info.Defs[d.Name]] = d
		}
	}
	return src.decls[f.Origin()]
}

// methods are those of the package that have a name.
func (p *Part) methods(name string) []*types.Func {
	var all []*types.Func
	for d := range p.Src.functions() {
		if m, ok := p.Src.Info.Defs[d.Name].(*types.Func); ok && d.Recv != nil && d.Name.Name == name {
			all = append(all, m)
		}
	}
	return all
}

// functions are those of the package.
func (src *Source) functions() iter.Seq[*ast.FuncDecl] {
	return func(yield func(*ast.FuncDecl) bool) {
		for _, file := range src.Files {
			for _, d := range file.Decls {
				if d, ok := d.(*ast.FuncDecl); ok && !yield(d) {
					return
				}
			}
		}
	}
}
