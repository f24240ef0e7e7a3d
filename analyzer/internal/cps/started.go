package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A life is that of what a constructor makes: what it calls back, it calls back each time that it
// has been started.
type life struct {
	starts string   // the method that starts it
	spares []string // the methods that neither start nor end it, with * for any text
}

// against says why what is made is no operation.
func (l *life) against(callee string) string {
	return "is called after each " + l.starts + " of what " + callee + " makes"
}

// remedy says what would make it one.
func (l *life) remedy() string {
	return "call " + l.starts + " once, where it is made or, of what := declares, right behind, with " +
		"nothing in between that may leave, and no other methods of it but those that set it up"
}

// startedOnce says whether what a call makes is started once, on the spot, and nobody else can
// start or end it: its result is the receiver of the method
//
//	dialog.NewConfirm(title, text, func(ok bool) {…}, win).Show()
//
// or the value of a variable of which nothing but methods are called, in statements right behind
// the call that come to be executed whenever it is.
//
//	d := dialog.NewFileOpen(func(…) {…}, win)
//	d.SetFilter(filter)
//	d.Show()
func (x *Index) startedOnce(call *ast.CallExpr, l *life) bool {
	if call == nil {
		return false // of no call in particular
	}
	s := x.scopeAt(call)
	if s == nil {
		return false
	}
	if s.method(call) == l.starts {
		return true
	}
	v, rest := s.declares(call)
	at := slices.IndexFunc(rest, func(stmt ast.Stmt) bool { return s.startsWith(stmt, v, l) })
	leaves := func(stmt ast.Stmt) bool { return !syntax.RunsThrough(stmt) }
	if at < 0 || slices.ContainsFunc(rest[:at], leaves) {
		return false
	}
	starts := 0
	for _, id := range s.uses(v) {
		method := s.method(id)
		if method == l.starts {
			starts++
		} else if !l.spare(method) {
			return false
		}
	}
	return starts == 1
}

// spared says whether a method sets up what has a life.
func spared(c *callee) bool {
	return c.obj != nil && c.obj.Pkg() != nil && slices.ContainsFunc(libraries, func(l library) bool {
		return l.life != nil && c.owner != "" && glob(l.pkg, c.obj.Pkg().Path()) && l.life.spare(c.obj.Name())
	})
}

// spare says whether a method neither starts nor ends what is made.
func (l *life) spare(method string) bool {
	return slices.ContainsFunc(l.spares, func(pattern string) bool { return glob(pattern, method) })
}

// declares is the variable that a statement of a list declares with the value of a call, and does
// nothing else, with the statements behind it; nil for other calls.
func (s *scope) declares(call *ast.CallExpr) (v *types.Var, behind []ast.Stmt) {
	assign, ok := s.parents[call].(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != 1 {
		return nil, nil
	}
	list := syntax.List(s.parents[assign])
	return s.variable(assign.Lhs[0]), list[slices.Index(list, ast.Stmt(assign))+1:]
}

// startsWith says whether a statement starts what a variable has, and does nothing else.
func (s *scope) startsWith(stmt ast.Stmt, v *types.Var, l *life) bool {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel := selector(call.Fun)
	return sel != nil && sel.Sel.Name == l.starts && s.variable(sel.X) == v
}

// uses are the uses of a local variable, in order.
func (s *scope) uses(v *types.Var) []*ast.Ident {
	if s.used == nil {
		s.used = make(map[*types.Var][]*ast.Ident)
		for n := range ast.Preorder(s.decl) {
			id, ok := n.(*ast.Ident)
			if !ok {
				continue
			}
			if used, ok := s.info.Uses[id].(*types.Var); ok && s.has(used) {
				s.used[used] = append(s.used[used], id)
			}
		}
	}
	return s.used[v]
}

// method is the name of the method that is called of an expression, empty when that is not all
// that is done with it.
func (s *scope) method(e ast.Expr) string {
	sel, ok := s.parents[s.parenthesized(e)].(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if call, ok := s.parents[sel].(*ast.CallExpr); !ok || call.Fun != sel {
		return ""
	}
	return sel.Sel.Name
}
