package plan

import (
	"fmt"
	"go/ast"
	"go/types"
)

// turns says why the calls of a function in itself are not those of a loop.
func (p *Part) turns(l *Loop) string {
	s := p.Steps[len(p.Steps)-1]
	name := l.self.Name()
	for _, id := range p.Src.callsIn(l.self, l.Body) {
		line := p.Src.Line(id.Pos())
		call := p.tailCall(s.Lit.Body, id)
		switch {
		case !within(id.Pos(), s.Lit):
			return fmt.Sprintf("%s is used on line %d as well, outside of the last callback", name, line)
		case call == nil:
			return fmt.Sprintf("%s on line %d is not called in a statement of the last callback itself",
				name, line)
		case call.Ellipsis.IsValid() || !p.sameReceiver(l, call):
			return fmt.Sprintf("%s on line %d is called on something else", name, line)
		case !p.Src.sameInstance(l.self, id):
			return fmt.Sprintf("%s on line %d is another function, of other types", name, line)
		case p.Src.directed(&ast.ExprStmt{X: call}, Span{}):
			return fmt.Sprintf("a directive speaks of the call of %s on line %d; remove it", name, line)
		}
		l.Calls = append(l.Calls, call)
	}
	if !p.Src.callsLast(s.Lit.Body.List, l.self, true) {
		return fmt.Sprintf("something follows the call of %s on line %d", name, p.Src.Line(l.Calls[0].Pos()))
	}
	return ""
}

// tailCall is the statement of a body, at any depth but not inside of other
// functions, that calls the function of this name, nil for none.
func (p *Part) tailCall(body *ast.BlockStmt, id *ast.Ident) *ast.CallExpr {
	var found *ast.CallExpr
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ExprStmt:
			call, ok := n.X.(*ast.CallExpr)
			if ok && (call.Fun == id || isSelector(call.Fun, id)) {
				found = call
			}
		}
		return true
	})
	return found
}

func isSelector(e ast.Expr, id *ast.Ident) bool {
	sel, ok := e.(*ast.SelectorExpr)
	return ok && sel.Sel == id
}

// sameReceiver reports whether a method is called on the receiver that it has
// itself, a pointer that is never assigned.
func (p *Part) sameReceiver(l *Loop, call *ast.CallExpr) bool {
	decl, ok := l.fun.(*ast.FuncDecl)
	sel, method := call.Fun.(*ast.SelectorExpr)
	if !ok || decl.Recv == nil {
		return !method
	}
	if !method || len(decl.Recv.List[0].Names) != 1 {
		return false
	}
	recv := p.Src.Info.Defs[decl.Recv.List[0].Names[0]]
	if recv == nil || !p.Src.is(sel.X, recv) || p.Src.assigned(recv) {
		return false
	}
	_, pointer := recv.Type().Underlying().(*types.Pointer)
	return pointer
}

// sameInstance reports whether a mention of a function in its own body means it with its
// own type parameters.
func (src *Source) sameInstance(self types.Object, id *ast.Ident) bool {
	args := src.Info.Instances[id].TypeArgs
	sig, ok := self.Type().(*types.Signature)
	if !ok || args == nil {
		return true
	}
	for i := range args.Len() {
		if !types.Identical(args.At(i), sig.TypeParams().At(i)) {
			return false
		}
	}
	return true
}

// startsOnce says why the function is not called once, where a loop can stand.
func (p *Part) startsOnce(l *Loop) string {
	lit, ok := l.fun.(*ast.FuncLit)
	if !ok {
		return ""
	}
	name := l.self.Name()
	list, at := p.Src.listOf(lit)
	if at < 1 || at+1 >= len(list) || !p.Src.opens(list[at-1], l.self) {
		return fmt.Sprintf("%s is not declared right before it gets its value", name)
	}
	start, ok := list[at+1].(*ast.ExprStmt)
	if ok {
		l.Start, ok = start.X.(*ast.CallExpr)
	}
	if !ok || !p.Src.is(l.Start.Fun, l.self) {
		return fmt.Sprintf("%s is not called right after line %d", name, p.Src.Line(list[at].End()))
	}
	uses := 0
	for _, id := range p.Src.Uses(l.self) {
		if !within(id.Pos(), l.Body) {
			uses++
		}
	}
	if uses != 3 { // where it is declared, gets its value, and is called
		return fmt.Sprintf("%s is used elsewhere, too", name)
	}
	l.Drop = list[at-1]
	return ""
}

// listOf finds the list of statements with the assignment of a literal, and
// its index there.
func (src *Source) listOf(lit *ast.FuncLit) (list []ast.Stmt, at int) {
	at = -1
	look := func(all []ast.Stmt) {
		for i, stmt := range all {
			if assign, ok := stmt.(*ast.AssignStmt); ok && len(assign.Lhs) == 1 && assign.Rhs[0] == lit {
				list, at = all, i
			}
		}
	}
	ast.Inspect(src.File, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			look(n.List)
		case *ast.CaseClause:
			look(n.Body)
		case *ast.CommClause:
			look(n.Body)
		}
		return n == nil || within(lit.Pos(), n)
	})
	return list, at
}

// opens reports whether a statement declares one variable without a value.
func (src *Source) opens(stmt ast.Stmt, obj types.Object) bool {
	decl, ok := stmt.(*ast.DeclStmt)
	if !ok {
		return false
	}
	spec := src.onlySpec(decl)
	return spec != nil && len(spec.Names) == 1 && len(spec.Values) == 0 && src.Info.Defs[spec.Names[0]] == obj
}
