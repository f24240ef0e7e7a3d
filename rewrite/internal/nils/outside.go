package nils

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// Outside finds the parameters of a package that get what other packages give, of which
// nothing is known: those of functions that others can name, or get as values. What is
// called in the package alone is followed there.
//
//	func Save(n int, done func(error)) { save(n, done) }
func Outside(pkg *types.Package, info *types.Info, files []*ast.File) []types.Object {
	if pkg.Name() == "main" {
		return nil // which nobody imports: what it gives to others is followed
	}
	o := &outside{
		info: info, values: make(map[types.Object]bool),
		confined: make(map[ast.Node]bool), held: make(map[ast.Node]types.Object),
	}
	for _, file := range files {
		ast.Inspect(file, o.read)
	}
	for _, file := range files {
		ast.Inspect(file, o.collect)
	}
	return o.params
}

type outside struct {
	info     *types.Info
	values   map[types.Object]bool     // functions, and variables that have one, which are used as values
	confined map[ast.Node]bool         // names that are called or get something, and literals that are called
	held     map[ast.Node]types.Object // local variables that get literals
	params   []types.Object
}

// read notes what is confined, before what is in it, and what is a value.
func (o *outside) read(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		fun := syntax.Called(n)
		if sel, ok := fun.(*ast.SelectorExpr); ok {
			fun = sel.Sel
		}
		o.confined[fun] = true
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			id, ok := lhs.(*ast.Ident)
			if !ok {
				continue
			}
			o.confined[id] = true
			if len(n.Lhs) == len(n.Rhs) {
				o.assigned(id, n.Rhs[i])
			}
		}
	case *ast.ValueSpec:
		for i, value := range n.Values {
			if len(n.Names) == len(n.Values) {
				o.assigned(n.Names[i], value)
			}
		}
	case *ast.Ident:
		o.used(n)
	}
	return true
}

// used notes what a name stands for that is not called.
func (o *outside) used(id *ast.Ident) {
	if o.confined[id] {
		return
	}
	switch obj := o.info.Uses[id].(type) {
	case *types.Func:
		o.values[obj.Origin()] = true
	case *types.Var:
		o.values[obj] = true
	}
}

// assigned notes a literal that a local variable gets.
func (o *outside) assigned(id *ast.Ident, value ast.Expr) {
	obj := o.info.ObjectOf(id)
	if obj != nil && obj.Pkg() != nil && obj.Parent() != obj.Pkg().Scope() {
		o.held[ast.Unparen(value)] = obj
	}
}

func (o *outside) collect(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Name.IsExported() || o.values[o.info.Defs[n.Name]] {
			o.add(n.Type)
		}
	case *ast.FuncLit:
		if held := o.held[n]; !o.confined[n] && (held == nil || o.values[held]) {
			o.add(n.Type)
		}
	}
	return true
}

// add adds the parameters of a function.
func (o *outside) add(fn *ast.FuncType) {
	for _, field := range fn.Params.List {
		for _, name := range field.Names {
			if obj := o.info.Defs[name]; obj != nil {
				o.params = append(o.params, obj)
			}
		}
	}
}
