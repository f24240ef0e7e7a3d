package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// Nils knows which parameters of functions may be nil at a call: callbacks that need not be
// there. What a field has, or a variable of a package, may be. The functions and calls are
// those of some packages. Several goroutines may ask at once.
type Nils struct {
	units  []unit
	once   sync.Once
	params map[types.Object]parameter // of the functions
	calls  map[parameter]token.Position
}

// A unit is a package, or the files of one.
type unit struct {
	fset  *token.FileSet
	info  *types.Info
	files []*ast.File
}

// A parameter is one of a function, which has another object in other packages.
type parameter struct {
	function string // by its key
	index    int
}

// Add adds a package, before anything is asked.
func (n *Nils) Add(fset *token.FileSet, info *types.Info, files []*ast.File) {
	n.units = append(n.units, unit{fset, info, files})
}

// Of is where a parameter of a function may be nil, or is another one that may be.
func (n *Nils) Of(fn *types.Func, index int) (token.Position, bool) {
	n.once.Do(n.find)
	pos, ok := n.calls[parameter{chain.KeyOf(fn), index}]
	return pos, ok
}

// Has reports whether an object is a parameter that may be nil.
func (n *Nils) Has(param types.Object) bool {
	n.once.Do(n.find)
	p, ok := n.params[param]
	_, isNil := n.calls[p]
	return ok && isNil
}

// find looks at all calls, again and again while there are more such parameters.
func (n *Nils) find() {
	n.calls, n.params = make(map[parameter]token.Position), make(map[types.Object]parameter)
	for _, u := range n.units {
		n.declare(u)
	}
	for known := -1; known < len(n.calls); {
		known = len(n.calls)
		for _, u := range n.units {
			for _, file := range u.files {
				ast.Inspect(file, func(node ast.Node) bool {
					if call, ok := node.(*ast.CallExpr); ok {
						n.note(u, call)
					}
					return true
				})
			}
		}
	}
}

// declare notes the parameters of the functions of a package.
func (n *Nils) declare(u unit) {
	for _, file := range u.files {
		for _, d := range file.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			fn, ok := u.info.Defs[decl.Name].(*types.Func)
			if !ok {
				continue
			}
			params := fn.Signature().Params()
			for i := range params.Len() {
				n.params[params.At(i)] = parameter{chain.KeyOf(fn), i}
			}
		}
	}
}

func (n *Nils) note(u unit, call *ast.CallExpr) {
	fn, ok := typeutil.Callee(u.info, call).(*types.Func)
	if !ok {
		return
	}
	for i, arg := range call.Args[:min(len(call.Args), fn.Signature().Params().Len())] {
		p := parameter{chain.KeyOf(fn.Origin()), i}
		if _, known := n.calls[p]; !known && n.isNil(u, arg) {
			n.calls[p] = u.fset.Position(call.Pos())
		}
	}
}

func (n *Nils) isNil(u unit, arg ast.Expr) bool {
	if u.info.Types[arg].IsNil() {
		return true
	}
	switch e := ast.Unparen(arg).(type) {
	case *ast.Ident:
		p, ok := n.params[u.info.Uses[e]]
		_, isNil := n.calls[p]
		return ok && isNil || global(u.info.Uses[e])
	case *ast.SelectorExpr:
		v, ok := u.info.Uses[e.Sel].(*types.Var)
		return ok && (v.IsField() || global(v))
	}
	return false
}

// global reports whether an object is a variable of a package.
func global(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}

// IsParameter reports whether an identifier in the file stands for a parameter of a
// declared function.
func (s *Source) IsParameter(id *ast.Ident) bool {
	const inField = 4 // the field, its list, the type of the function, and that
	obj := s.Info.Uses[id]
	path, _ := astutil.PathEnclosingInterval(s.File, obj.Pos(), obj.Pos())
	if len(path) <= inField {
		return false
	}
	_, field := path[1].(*ast.Field)
	_, ok := path[inField].(*ast.FuncDecl)
	return field && ok
}
