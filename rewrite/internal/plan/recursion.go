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
	return p.reaches(f, make(map[any]bool))
}

// reaches reports whether a function of the package mentions, itself or by
// others, the function around the chain. The method of an interface may be any of that name.
func (p *Part) reaches(f *types.Func, seen map[any]bool) bool {
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
	return p.leadsBack(decl.Body, seen)
}

// leadsBack reports whether a body mentions a function that reaches the one around the chain,
// or gives a callback to a value that may be one.
func (p *Part) leadsBack(body *ast.BlockStmt, seen map[any]bool) bool {
	return anywhere(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			g, ok := p.Src.Info.Uses[n].(*types.Func)
			return ok && p.reaches(g, seen)
		case *ast.CallExpr:
			return p.handsOnTo(n) && p.valueReaches(p.Src.Info.TypeOf(n.Fun), seen)
		}
		return false
	})
}

// anywhere reports whether there is a node of some kind in a node, also in the literals in it.
func anywhere(in ast.Node, is func(ast.Node) bool) bool {
	found := false
	ast.Inspect(in, func(n ast.Node) bool {
		found = found || n != nil && is(n)
		return !found
	})
	return found
}

// handsOnTo reports whether a call gives a function to one that some variable or field holds.
func (p *Part) handsOnTo(call *ast.CallExpr) bool {
	if _, held := typeutil.Callee(p.Src.Info, call).(*types.Var); !held {
		return false
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		_, ok := p.Src.Info.TypeOf(arg).Underlying().(*types.Signature)
		return ok
	})
}

// valueReaches reports whether one of the functions that are values in the package, of a type, leads back
// to the function around the chain.
func (p *Part) valueReaches(typ types.Type, seen map[any]bool) bool {
	text := types.TypeString(typ.Underlying(), nil)
	if seen[text] {
		return false
	}
	seen[text] = true
	return slices.ContainsFunc(p.Src.Files, func(file *ast.File) bool {
		calls := make(map[ast.Expr]bool)
		return anywhere(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				calls[ast.Unparen(n.Fun)] = true
			case *ast.FuncLit:
				return types.Identical(p.Src.Info.TypeOf(n), typ.Underlying()) && p.leadsBack(n.Body, seen)
			case *ast.SelectorExpr:
				return !calls[n] && p.isValue(n, n.Sel, typ, seen)
			case *ast.Ident:
				return !calls[n] && p.isValue(n, n, typ, seen)
			}
			return false
		})
	})
}

// isValue reports whether an expression is a function of a type that leads back.
func (p *Part) isValue(e ast.Expr, name *ast.Ident, typ types.Type, seen map[any]bool) bool {
	fn, ok := p.Src.Info.Uses[name].(*types.Func)
	t := p.Src.Info.TypeOf(e)
	return ok && t != nil && types.Identical(t.Underlying(), typ.Underlying()) && p.reaches(fn, seen)
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
