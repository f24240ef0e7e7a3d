package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sync"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// Nils knows which parameters and local variables may be nil: callbacks that need not be
// there. What a field has, or a variable of a package, may be. The functions and calls are
// those of some packages. Several goroutines may ask at once.
type Nils struct {
	units  []unit
	once   sync.Once
	params map[types.Object]parameter // of the functions
	given  []given
	places map[any]token.Position // where parameters and local variables may be nil
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

// A given is what a parameter or a local variable gets, which is a function.
type given struct {
	unit
	expr ast.Expr
	to   any // a parameter, or a types.Object
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

// Has reports whether an object is a parameter or a local variable that may be nil.
func (n *Nils) Has(obj types.Object) bool {
	n.once.Do(n.find)
	return n.has(obj)
}

func (n *Nils) has(obj types.Object) bool {
	_, isNil := n.places[n.key(obj)]
	return isNil
}

// key is by what places knows a parameter or a local variable.
func (n *Nils) key(obj types.Object) any {
	if p, ok := n.params[obj]; ok {
		return p
	}
	return obj
}

// find looks at all that is given, again and again while more may be nil.
func (n *Nils) find() {
	n.params, n.places = make(map[types.Object]parameter), make(map[any]token.Position)
	for _, u := range n.units {
		for _, file := range u.files {
			ast.Inspect(file, func(node ast.Node) bool {
				n.read(u, node)
				return true
			})
		}
	}
	for known := -1; known < len(n.places); {
		known = len(n.places)
		for _, g := range n.given {
			to := g.to
			if obj, ok := to.(types.Object); ok {
				to = n.key(obj)
			}
			if _, ok := n.places[to]; !ok && n.isNil(g) {
				n.places[to] = g.fset.Position(g.expr.Pos())
			}
		}
	}
}

// read notes the parameters of a function, the arguments of a call, and what is assigned.
func (n *Nils) read(u unit, node ast.Node) {
	switch node := node.(type) {
	case *ast.FuncDecl:
		fn, _ := u.info.Defs[node.Name].(*types.Func)
		eachFunction(fn, func(v *types.Var, p parameter) { n.params[v] = p })
	case *ast.CallExpr:
		fn, _ := typeutil.Callee(u.info, node).(*types.Func)
		eachFunction(fn, func(_ *types.Var, p parameter) {
			if p.index < len(node.Args) {
				n.given = append(n.given, given{u, node.Args[p.index], p})
			}
		})
	case *ast.AssignStmt:
		n.assign(u, node.Lhs, node.Rhs)
	case *ast.ValueSpec:
		n.assign(u, exprsOf(node.Names), node.Values)
	case *ast.BlockStmt:
		n.unset(u, node.List)
	case *ast.CaseClause:
		n.unset(u, node.Body)
	case *ast.CommClause:
		n.unset(u, node.Body)
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
		if isFunction(params.At(i)) {
			f(params.At(i), parameter{chain.KeyOf(fn.Origin()), i})
		}
	}
}

func isFunction(v *types.Var) bool {
	_, ok := v.Type().Underlying().(*types.Signature)
	return ok
}

// assign notes what variables get. The first of several that get the results of one
// expression may be nil if that may be.
func (n *Nils) assign(u unit, to, values []ast.Expr) {
	for i, value := range values {
		if v := u.variable(to[i]); v != nil {
			n.given = append(n.given, given{u, value, v})
		}
	}
}

func exprsOf(names []*ast.Ident) []ast.Expr {
	exprs := make([]ast.Expr, len(names))
	for i, id := range names {
		exprs[i] = id
	}
	return exprs
}

// variable is the local variable that an expression names, if it is a function.
func (u unit) variable(e ast.Expr) *types.Var {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := u.info.ObjectOf(id).(*types.Var)
	if !ok || !isFunction(v) || isOfPackage(v) {
		return nil
	}
	return v
}

// unset notes the variables that a list of statements declares without a value, and to
// which it does not always assign one.
func (n *Nils) unset(u unit, list []ast.Stmt) {
	for i, s := range list {
		for _, id := range declaredWithout(s) {
			v := u.variable(id)
			if v != nil && !u.assigns(list[i+1:], v) {
				n.places[v] = u.fset.Position(id.Pos())
			}
		}
	}
}

// declaredWithout are the names that a statement declares without a value.
func declaredWithout(s ast.Stmt) []*ast.Ident {
	decl, ok := s.(*ast.DeclStmt)
	if !ok {
		return nil
	}
	var names []*ast.Ident
	for _, spec := range decl.Decl.(*ast.GenDecl).Specs {
		if spec, ok := spec.(*ast.ValueSpec); ok && len(spec.Values) == 0 {
			names = append(names, spec.Names...)
		}
	}
	return names
}

// assigns reports whether statements assign to a variable, whichever way they go.
func (u unit) assigns(list []ast.Stmt, v *types.Var) bool {
	return slices.ContainsFunc(list, func(s ast.Stmt) bool {
		switch s := s.(type) {
		case *ast.AssignStmt:
			return slices.ContainsFunc(s.Lhs, func(e ast.Expr) bool { return u.variable(e) == v })
		case *ast.BlockStmt:
			return u.assigns(s.List, v)
		case *ast.IfStmt:
			return s.Else != nil && u.assigns(s.Body.List, v) && u.assigns([]ast.Stmt{s.Else}, v)
		case *ast.SwitchStmt:
			return u.allAssign(s.Body.List, v)
		}
		return false
	})
}

// allAssign is assigns for all cases of a switch, of which one is the default.
func (u unit) allAssign(clauses []ast.Stmt, v *types.Var) bool {
	whole := false
	for _, c := range clauses {
		c := c.(*ast.CaseClause)
		whole = whole || c.List == nil
		if !u.assigns(c.Body, v) {
			return false
		}
	}
	return whole
}

func (n *Nils) isNil(g given) bool {
	id, ok := ast.Unparen(g.expr).(*ast.Ident)
	return ok && n.has(g.info.Uses[id]) || MayBeNil(g.info, g.expr)
}

// IsParameter reports whether an object is a parameter of one of the functions.
func (n *Nils) IsParameter(obj types.Object) bool {
	n.once.Do(n.find)
	_, ok := n.params[obj]
	return ok
}

// MayBeNil reports whether an expression is nil, or a field, an element, or a variable of a
// package, which may be.
func MayBeNil(info *types.Info, e ast.Expr) bool {
	if info.Types[e].IsNil() {
		return true
	}
	e = ast.Unparen(e)
	if index, ok := e.(*ast.IndexExpr); ok {
		return info.Types[index].IsValue() && !info.Types[index.Index].IsType()
	}
	id, _ := e.(*ast.Ident)
	if sel, ok := e.(*ast.SelectorExpr); ok {
		id = sel.Sel
	}
	v, ok := info.Uses[id].(*types.Var)
	return ok && (v.IsField() || isOfPackage(v))
}

func isOfPackage(v *types.Var) bool { return v.Pkg() != nil && v.Parent() == v.Pkg().Scope() }
