package cps

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A flag is a local variable, or a field reached from a variable, that is false until it is
// set for good:
//
//	var fired bool
//	conn.OnClose(func(err error) {
//		if fired {
//			return
//		}
//		fired = true
//		k(err)
//	})
//
// What comes after it was found clear and then set, happens once, if nothing else had
// time to set it in between. Two goroutines that find it clear at the same time race in
// the code as it is.

// isFlag says whether a variable is a flag.
func (s *scope) isFlag(v *types.Var) bool {
	if v == nil || !s.has(v) || !isBoolean(v.Type()) {
		return false
	}
	known, ok := s.flags[v]
	if !ok {
		known = s.onlySet(v) && s.once(v)
		s.flags[v] = known
	}
	return known
}

// onlySet says whether a variable is declared as false and only ever becomes
// true.
func (s *scope) onlySet(v *types.Var) bool {
	ok := true
	ast.Inspect(s.decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			ok = ok && s.startsClear(n, v)
		case *ast.AssignStmt:
			ok = ok && s.sets(n, v)
		case *ast.RangeStmt:
			ok = ok && s.variable(n.Key) != v && s.variable(n.Value) != v
		case *ast.UnaryExpr:
			ok = ok && (n.Op != token.AND || s.variable(n.X) != v)
		case *ast.SelectorExpr:
			ok = ok && (s.variable(n.X) != v || !s.addresses(n))
		case *ast.FuncType:
			ok = ok && (v.Pos() < n.Pos() || n.End() <= v.Pos()) // a parameter or result
		}
		return ok
	})
	return ok
}

// startsClear says whether a declaration, if it is that of the variable,
// makes it false.
func (s *scope) startsClear(spec *ast.ValueSpec, v *types.Var) bool {
	for i, name := range spec.Names {
		if s.info.Defs[name] == v && len(spec.Values) > 0 {
			return len(spec.Values) == len(spec.Names) && s.isBool(spec.Values[i], "false")
		}
	}
	return true
}

// sets says whether an assignment, if it is to the variable, defines it as
// false or makes it true.
func (s *scope) sets(assign *ast.AssignStmt, v *types.Var) bool {
	for i, lhs := range assign.Lhs {
		if s.variable(lhs) != v {
			continue // another
		}
		want := "true"
		if s.info.Defs[ast.Unparen(lhs).(*ast.Ident)] == v {
			want = "false"
		}
		if len(assign.Lhs) != len(assign.Rhs) || !s.isBool(assign.Rhs[i], want) {
			return false
		}
	}
	return true
}

// isBool says whether an expression is the constant true or false.
func (s *scope) isBool(e ast.Expr, text string) bool {
	value := s.info.Types[e].Value
	return value != nil && value.String() == text
}

// clear returns the flags that are false when a condition holds or does not
// hold.
func (s *scope) clear(cond ast.Expr, holds bool) []types.Object {
	return implied(cond, holds, func(e ast.Expr, holds bool) types.Object {
		if holds {
			return nil
		}
		return s.flag(e)
	})
}

// set returns the flag that a node sets, nil for none.
func (s *scope) set(n ast.Node) types.Object {
	assign, ok := n.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 || assign.Tok != token.ASSIGN {
		return nil
	}
	return s.flag(assign.Lhs[0])
}

// flag returns what stands for the flag that an expression is, nil for none. All that the package
// does to a field that is one, whatever it is a field of, is to make it true.
func (s *scope) flag(e ast.Expr) types.Object {
	if v := s.variable(e); v != nil {
		if s.isFlag(v) {
			return v
		}
		return nil
	}
	sel := selector(e)
	if sel == nil || sel.Sel.IsExported() || !s.isField(sel) || s.info.TypeOf(sel) != types.Typ[types.Bool] {
		return nil // what decodes values sets fields that are exported, and types may have methods
	}
	return s.guardAt(&operand{at: sel}, func(m motion) bool { return m.op == storeOp && m.to == "true" })
}

// isField says whether a selector is one of a field.
func (s *scope) isField(sel *ast.SelectorExpr) bool {
	selection := s.info.Selections[sel]
	return selection != nil && selection.Kind() == types.FieldVal
}

// isBoolean says whether a type is one of true and false.
func isBoolean(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Kind() == types.Bool
}
