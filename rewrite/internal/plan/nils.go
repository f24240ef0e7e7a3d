package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"

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
	given  []argument
	places map[parameter]token.Position // where they may be nil
}

// A unit is a package.
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

// An argument is what a call gives to a parameter that is a function.
type argument struct {
	unit
	expr ast.Expr
	to   parameter
}

// Add adds a package, before anything is asked.
func (n *Nils) Add(fset *token.FileSet, info *types.Info, files []*ast.File) {
	n.units = append(n.units, unit{fset, info, files})
}

// Of is where a parameter of a function may be nil, or is another one that may be.
func (n *Nils) Of(fn *types.Func, index int) (token.Position, bool) {
	n.once.Do(n.find)
	pos, ok := n.places[parameter{chain.KeyOf(fn), index}]
	return pos, ok
}

// Has reports whether an object is a parameter that may be nil.
func (n *Nils) Has(param types.Object) bool {
	n.once.Do(n.find)
	return n.has(param)
}

func (n *Nils) has(param types.Object) bool {
	p, ok := n.params[param]
	_, isNil := n.places[p]
	return ok && isNil
}

// find looks at all arguments, again and again while there are more such parameters.
func (n *Nils) find() {
	n.params, n.places = make(map[types.Object]parameter), make(map[parameter]token.Position)
	for _, u := range n.units {
		n.read(u)
	}
	for known := -1; known < len(n.places); {
		known = len(n.places)
		for _, arg := range n.given {
			if _, ok := n.places[arg.to]; !ok && n.isNil(arg) {
				n.places[arg.to] = arg.fset.Position(arg.expr.Pos())
			}
		}
	}
}

// read notes the parameters of the functions of a package, and the arguments of its calls.
func (n *Nils) read(u unit) {
	for _, file := range u.files {
		ast.Inspect(file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.FuncDecl:
				fn, _ := u.info.Defs[node.Name].(*types.Func)
				eachFunction(fn, func(v *types.Var, p parameter) { n.params[v] = p })
			case *ast.CallExpr:
				fn, _ := typeutil.Callee(u.info, node).(*types.Func)
				eachFunction(fn, func(_ *types.Var, p parameter) {
					if p.index < len(node.Args) {
						n.given = append(n.given, argument{u, node.Args[p.index], p})
					}
				})
			}
			return true
		})
	}
}

// eachFunction calls f for the parameters of fn that are functions. If fn is nil there are
// none.
func eachFunction(fn *types.Func, f func(*types.Var, parameter)) {
	if fn == nil {
		return
	}
	params := fn.Signature().Params()
	for i := range params.Len() {
		if _, ok := params.At(i).Type().Underlying().(*types.Signature); ok {
			f(params.At(i), parameter{chain.KeyOf(fn.Origin()), i})
		}
	}
}

func (n *Nils) isNil(arg argument) bool {
	id, ok := ast.Unparen(arg.expr).(*ast.Ident)
	return ok && n.has(arg.info.Uses[id]) || MayBeNil(arg.info, arg.expr)
}

// IsParameter reports whether an object is a parameter of one of the functions.
func (n *Nils) IsParameter(obj types.Object) bool {
	n.once.Do(n.find)
	_, ok := n.params[obj]
	return ok
}

// MayBeNil reports whether an expression is nil, or a field or a variable of a package,
// which may be.
func MayBeNil(info *types.Info, e ast.Expr) bool {
	if info.Types[e].IsNil() {
		return true
	}
	id, _ := ast.Unparen(e).(*ast.Ident)
	if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
		id = sel.Sel
	}
	v, ok := info.Uses[id].(*types.Var)
	return ok && (v.IsField() || v.Pkg() != nil && v.Parent() == v.Pkg().Scope())
}
