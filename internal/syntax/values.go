package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A value is what a variable has, or a field: without an expression it is some function of the type
// of the variable.
type value struct {
	info *types.Info
	ast.Expr
}

// inVar is how far up functions ask that a variable may have, or a field.
func (c *Callers) inVar(v *types.Var) Reach {
	v = v.Origin()
	c.read()
	return c.known.of(v, func() Reach {
		var r Reach
		for _, value := range c.values[v] {
			if value.Expr == nil {
				r.add(c.alike(v.Type()))
				continue
			}
			r.add(c.as(value.info, value.Expr))
		}
		return r
	})
}

// read notes the functions that are values in all packages, once.
func (c *Callers) read() {
	if c.values != nil {
		return
	}
	c.values = make(map[types.Object][]value)
	for _, f := range c.files {
		f.read(c.values)
		c.loose = append(c.loose, f.loose()...)
	}
}

// read notes the functions that variables and fields get in a file.
func (f file) read(values map[types.Object][]value) {
	ast.Inspect(f.File, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			f.assign(values, n.Lhs, n.Rhs)
		case *ast.ValueSpec:
			f.assign(values, Exprs(n.Names), n.Values)
		case *ast.RangeStmt:
			f.assign(values, []ast.Expr{n.Key, n.Value}, []ast.Expr{nil})
		case *ast.UnaryExpr:
			if n.Op == token.AND { // it gets more where the address is known
				f.note(values, n.X, nil)
			}
		case *ast.CaseClause:
			if v, ok := f.info.Implicits[n].(*types.Var); ok && isFunc(v.Type()) {
				values[v] = append(values[v], value{info: f.info})
			}
		case *ast.CompositeLit:
			f.fields(n, values)
		}
		return true
	})
}

// assign notes what variables get. A call says itself what it returns, and other expressions that
// have several values are read from somewhere.
func (f file) assign(values map[types.Object][]value, to, from []ast.Expr) {
	for i, e := range to {
		switch {
		case len(from) == len(to):
			f.note(values, e, from[i])
		case len(from) == 1 && !isCall(from[0]):
			f.note(values, e, nil)
		}
	}
}

func isCall(e ast.Expr) bool {
	if e == nil {
		return false
	}
	_, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok
}

// Exprs is a list of names as one of expressions.
func Exprs(names []*ast.Ident) []ast.Expr {
	var list []ast.Expr
	for _, id := range names {
		list = append(list, id)
	}
	return list
}

// note notes what is given to a variable, or a field, that is a function.
func (f file) note(values map[types.Object][]value, to, e ast.Expr) {
	if obj := f.variable(to); obj != nil {
		values[obj] = append(values[obj], value{f.info, e})
	}
}

// fields notes the functions that the fields of a struct get.
func (f file) fields(lit *ast.CompositeLit, values map[types.Object][]value) {
	t := f.info.TypeOf(lit)
	if t == nil {
		return
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok { // in a list of pointers
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, e := range lit.Elts {
		pair, named := e.(*ast.KeyValueExpr)
		switch {
		case named:
			f.note(values, pair.Key, pair.Value)
		case isFunc(s.Field(i).Type()):
			field := s.Field(i).Origin()
			values[field] = append(values[field], value{f.info, e})
		}
	}
}

// variable is the variable that an expression names, or the field, if it is a function.
func (f file) variable(e ast.Expr) types.Object {
	if e == nil {
		return nil
	}
	var id *ast.Ident
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	default:
		return nil
	}
	v, ok := f.info.ObjectOf(id).(*types.Var)
	if !ok || !isFunc(v.Type()) {
		return nil
	}
	return v.Origin()
}
