package syntax

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// number is the value of an argument, or how much more it is than a parameter, anywhere if
// that is not known.
func (c *Callers) number(call *ast.CallExpr, arg int, in declared) (param int, value int64) {
	const none = -1
	if arg >= len(call.Args) {
		return none, anywhere
	}
	e := ast.Unparen(call.Args[arg])
	if n, ok := constantOf(in.info, e); ok {
		return none, n
	}
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		left, right := sum.X, sum.Y
		if _, ok := constantOf(in.info, left); ok {
			left, right = right, left
		}
		if value, ok = constantOf(in.info, right); !ok {
			return none, anywhere
		}
		e = ast.Unparen(left)
	}
	if id, ok := e.(*ast.Ident); ok && in.FuncDecl != nil {
		if param := in.parameter(in.info.Uses[id]); param >= 0 {
			return param, value
		}
	}
	return none, anywhere
}

func constantOf(info *types.Info, e ast.Expr) (int64, bool) {
	value := info.Types[e].Value
	if value == nil {
		return 0, false
	}
	return constant.Int64Val(constant.ToInt(value))
}

// parameter is the index of a parameter that a function does not change, negative for others.
func (d declared) parameter(obj types.Object) int {
	const none = -1
	changed := false
	ast.Inspect(d.Body, func(n ast.Node) bool {
		var to []ast.Expr
		switch n := n.(type) {
		case *ast.AssignStmt:
			to = n.Lhs
		case *ast.IncDecStmt:
			to = []ast.Expr{n.X}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				to = []ast.Expr{n.X}
			}
		}
		for _, e := range to {
			id, ok := ast.Unparen(e).(*ast.Ident)
			changed = changed || ok && d.info.Uses[id] == obj
		}
		return true
	})
	if fn, ok := d.info.Defs[d.Name].(*types.Func); ok && !changed {
		for i := range fn.Signature().Params().Len() {
			if fn.Signature().Params().At(i) == obj {
				return i
			}
		}
	}
	return none
}

// A value is what a variable has, or a field.
type value struct {
	info *types.Info
	ast.Expr
}

// inVar is how far up functions ask that a variable may have, or a field.
func (c *Callers) inVar(v *types.Var) Reach {
	v = v.Origin()
	if c.values == nil {
		c.values = make(map[types.Object][]value)
		for _, f := range c.files {
			f.read(c.values)
		}
	}
	return c.known.of(v, func() Reach {
		var r Reach
		for _, value := range c.values[v] {
			r.add(c.as(value.info, value.Expr))
		}
		return r
	})
}

// read notes the functions that variables and fields get in a file.
func (f file) read(values map[types.Object][]value) {
	ast.Inspect(f.File, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if len(n.Lhs) == len(n.Rhs) {
				for i, to := range n.Lhs {
					f.note(values, to, n.Rhs[i])
				}
			}
		case *ast.ValueSpec:
			if len(n.Names) == len(n.Values) {
				for i, to := range n.Names {
					f.note(values, to, n.Values[i])
				}
			}
		case *ast.CompositeLit:
			f.fields(n, values)
		}
		return true
	})
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

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}
