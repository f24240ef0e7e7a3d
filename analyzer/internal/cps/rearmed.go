package cps

import (
	"go/ast"
	"go/types"
)

// rearmed says whether a call starts a timer that is set again, by Reset, somewhere in
// the package: its function is called once for each time.
//
//	t := time.AfterFunc(d, f)
//	…
//	t.Reset(d)
func (x *Index) rearmed(s *scope, call *ast.CallExpr) bool {
	fn, ok := calleeObject(s.info, call).(*types.Func)
	if !ok || fn.FullName() != "time.AfterFunc" {
		return false
	}
	timer := s.heldBy(call)
	if timer == nil {
		return false
	}
	found := false
	for _, file := range x.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			found = found || ok && sel.Sel.Name == "Reset" && s.named(sel.X) == timer
			return !found
		})
	}
	return found
}

// heldBy is the variable or field that a call is assigned to, nil for none.
func (s *scope) heldBy(call *ast.CallExpr) types.Object {
	switch p := s.parents[call].(type) {
	case *ast.AssignStmt:
		if len(p.Lhs) == 1 {
			return s.named(p.Lhs[0])
		}
	case *ast.ValueSpec:
		if len(p.Names) == 1 {
			return s.info.Defs[p.Names[0]]
		}
	case *ast.KeyValueExpr:
		return s.named(p.Key)
	}
	return nil
}
