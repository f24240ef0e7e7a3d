package nest

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// bind makes the parameters of a callback of what a statement declares, if it can, and
// cuts the literals in it. At end it says how the callback ends.
//
//	x, err := f(y) => Try(func() (X, error) { return f(y) }, func(x X, err error) {…
func (c *cutter) bind(s ast.Stmt, end *string) bool {
	assign, ok := s.(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Rhs) != 1 || recovers(assign) {
		return false
	}
	value := assign.Rhs[0]
	typs, fails, ok := c.declares(assign)
	if !ok {
		return false
	}
	var params []string
	for i, lhs := range assign.Lhs {
		params = append(params, lhs.(*ast.Ident).Name+" "+typs[i])
	}
	name := ""
	switch {
	case len(typs) == 1 && fails:
		name = "Fail"
	case len(typs) == 1 && c.chance(50):
		name = "Value"
	case len(typs) == 1:
		name, params = "Do", append(params, "_ error")
	case len(typs) == 2 && fails:
		name = "Try"
	case len(typs) == 3 && fails:
		name = "TryTwo"
	default:
		return false
	}
	results := strings.Join(typs, ", ")
	if len(typs) > 1 {
		results = "(" + results + ")"
	}
	launch := c.operation(name) + "func() " + results + " { return "
	callback := "func(" + strings.Join(params, ", ") + ") {\n"
	if c.chance(15) {
		var begin string
		begin, *end = c.held(callback, launch+c.slice(value)+" }, ")
		c.replace(c.offset(assign.Pos()), c.offset(assign.End()), before, begin)
		return true
	}
	c.replace(c.offset(assign.Pos()), c.offset(value.Pos()), before, launch)
	c.insert(c.offset(assign.End()), behind, " }, "+callback)
	c.blocks([]ast.Stmt{assign})
	*end = "})"
	return true
}

// declares lists the types of what a statement declares, and says whether the last is an
// error. It fails for what has no name.
func (c *cutter) declares(assign *ast.AssignStmt) (typs []string, fails, ok bool) {
	for i, lhs := range assign.Lhs {
		id, ok := lhs.(*ast.Ident)
		if !ok {
			return nil, false, false
		}
		var typ types.Type
		if obj := c.pkg.TypesInfo.ObjectOf(id); obj != nil && id.Name != "_" {
			typ = obj.Type()
		} else if tuple, ok := c.pkg.TypesInfo.TypeOf(assign.Rhs[0]).(*types.Tuple); ok {
			typ = tuple.At(i).Type()
		}
		text, ok := c.spell(typ)
		if !ok || locks(typ) {
			return nil, false, false
		}
		typs = append(typs, text)
		fails = types.Identical(typ, types.Universe.Lookup("error").Type())
	}
	return typs, fails, true
}

// locks reports whether a value of a type must not be copied: it can be locked, or a part
// of it.
func locks(typ types.Type) bool {
	if method, _, _ := types.LookupFieldOrMethod(types.NewPointer(typ), false, nil, "Lock"); method != nil {
		_, pointer := typ.Underlying().(*types.Pointer)
		return !pointer && !types.IsInterface(typ)
	}
	switch t := typ.Underlying().(type) {
	case *types.Array:
		return locks(t.Elem())
	case *types.Struct:
		for field := range t.Fields() {
			if locks(field.Type()) {
				return true
			}
		}
	}
	return false
}

// spell writes a type as far as the file imports what is needed; whether the names mean
// the same at every place is for the compiler to find out.
func (c *cutter) spell(typ types.Type) (text string, ok bool) {
	if typ == nil {
		return "", false
	}
	ok = true
	text = types.TypeString(typ, func(p *types.Package) string {
		if p == c.pkg.Types {
			return ""
		}
		for _, spec := range c.tree.Imports {
			name := c.pkg.TypesInfo.PkgNameOf(spec)
			if name != nil && name.Imported() == p && name.Name() != "." && name.Name() != "_" {
				return name.Name()
			}
		}
		ok = false
		return ""
	})
	return text, ok && !strings.Contains(text, "untyped")
}
