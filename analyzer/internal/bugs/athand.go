package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/syntax"
)

// contextAt is the name of the context at hand at a launch: the one in scope that is
// declared last and has not ended before the operation has. It is empty when there is
// none, when the name means something else there, and when that context may well have
// no value, no end, or come from a function that has returned.
func (p *Package) contextAt(at inspector.Cursor) string {
	pos := at.Node().Pos()
	top := p.Pass.Pkg.Scope()
	since := p.runsSince(at)
	for scope := top.Innermost(pos); scope != nil && scope != top; scope = scope.Parent() {
		for _, obj := range contexts(scope, pos) {
			switch {
			case obj.Pos() < since || p.doubtful(at, obj):
				return ""
			case p.ended(at, obj):
				continue
			case p.meaning(obj.Name(), pos) != obj:
				return ""
			}
			return obj.Name()
		}
	}
	return ""
}

// contexts is the contexts that a scope has at a place, the last one first.
func contexts(scope *types.Scope, pos token.Pos) []*types.Var {
	var all []*types.Var
	for _, name := range scope.Names() {
		_, obj := scope.LookupParent(name, pos)
		if v, ok := obj.(*types.Var); ok && v.Parent() == scope && isContext(v.Type()) && name != "_" {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b *types.Var) int { return int(b.Pos() - a.Pos()) })
	return all
}

// runsSince is where the function begins that a place stands in, together with those
// around it that have not ended for good when it runs: a literal that is kept for later
// is no part of them.
func (p *Package) runsSince(at inspector.Cursor) token.Pos {
	for fn := range at.Enclosing((*ast.FuncLit)(nil)) {
		if !p.inTime(fn) {
			return fn.Node().Pos()
		}
	}
	return token.NoPos
}

// inTime says whether a literal is called on the spot, a continuation, a local function,
// or given to what runs functions.
func (p *Package) inTime(at inspector.Cursor) bool {
	lit := at.Node().(*ast.FuncLit)
	switch parent := at.Parent().Node().(type) {
	case *ast.AssignStmt:
		return slices.ContainsFunc(parent.Lhs, func(e ast.Expr) bool { return p.holds(e, lit) })
	case *ast.ValueSpec:
		return slices.ContainsFunc(parent.Names, func(id *ast.Ident) bool { return p.holds(id, lit) })
	case *ast.CallExpr:
		if fn, _ := p.calleeIn("context", parent); fn != nil {
			return false // by AfterFunc: it runs when the context is over
		}
		return parent.Fun == lit || p.runs(parent, lit) || p.Index.RunsOnce(lit)
	}
	return false
}

// holds says whether an expression is a local variable that always holds a literal.
func (p *Package) holds(e ast.Expr, lit *ast.FuncLit) bool {
	id, ok := e.(*ast.Ident)
	return ok && p.Index.Held(id) == lit
}

// holder is the local variable that always holds a literal, nil for none.
func (p *Package) holder(fn inspector.Cursor) types.Object {
	var names []ast.Expr
	switch parent := fn.Parent().Node().(type) {
	case *ast.AssignStmt:
		names = parent.Lhs
	case *ast.ValueSpec:
		for _, name := range parent.Names {
			names = append(names, name)
		}
	}
	for _, name := range names {
		if p.holds(name, fn.Node().(*ast.FuncLit)) {
			return p.Pass.TypesInfo.ObjectOf(name.(*ast.Ident))
		}
	}
	return nil
}

// runners are the packages of which the functions run what they are given.
var runners = []string{promisePath, aioPath, loopPath, "time", "sync", "golang.org/x/sync/errgroup"}

// runs says whether a call is known to run a literal that it is given.
func (p *Package) runs(call *ast.CallExpr, lit *ast.FuncLit) bool {
	for _, path := range runners {
		if fn, _ := p.calleeIn(path, call); fn != nil {
			return true
		}
	}
	for _, l := range p.Index.Launch(call) {
		if l.Lit == lit {
			return true
		}
	}
	return false
}

// doubtful says whether a context may have no value, or one without an end.
func (p *Package) doubtful(at inspector.Cursor, ctx *types.Var) bool {
	if ctx.Kind() == types.ResultVar {
		return true
	}
	found := false
	ast.Inspect(outermost(at), func(n ast.Node) bool {
		var names, values []ast.Expr
		switch n := n.(type) {
		case *ast.AssignStmt:
			names, values = n.Lhs, n.Rhs
		case *ast.ValueSpec:
			for _, name := range n.Names {
				names = append(names, name)
			}
			values = n.Values
		}
		is := func(e ast.Expr) bool { return p.stands(e, ctx) }
		found = found || slices.ContainsFunc(names, is) && p.unsure(at, names, values)
		return !found
	})
	return found
}

// outermost is the declaration around a place.
func outermost(at inspector.Cursor) ast.Node {
	for decl := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.GenDecl)(nil)) {
		if _, ok := decl.Parent().Node().(*ast.File); ok {
			return decl.Node()
		}
	}
	return at.Node()
}

// stands says whether an expression is the name of an object.
func (p *Package) stands(e ast.Expr, obj types.Object) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && p.Pass.TypesInfo.ObjectOf(id) == obj
}

// unsure says whether the values that variables get, a context among them, may be none:
// there is a bool beside them, or an error that nobody has looked at before a place.
// A context without an end is no better.
func (p *Package) unsure(at inspector.Cursor, names, values []ast.Expr) bool {
	if len(values) == len(names) {
		return slices.ContainsFunc(values, func(e ast.Expr) bool { return p.endless(e, 0) })
	}
	if len(values) == 0 {
		return true
	}
	tuple, ok := p.Pass.TypesInfo.TypeOf(values[0]).(*types.Tuple)
	if !ok {
		return true
	}
	for i := range tuple.Len() {
		t := tuple.At(i).Type()
		if types.Identical(t, types.Typ[types.Bool]) || isFailure(t) && !p.lookedAt(at, names[i]) {
			return true
		}
	}
	return false
}

// lookedAt says whether a statement between an assignment of an error and a place
// leaves where there is one.
func (p *Package) lookedAt(at inspector.Cursor, name ast.Expr) bool {
	id, ok := name.(*ast.Ident)
	return ok && slices.ContainsFunc(before(at), func(stmt ast.Stmt) bool {
		return stmt.Pos() > id.Pos() && p.guards(stmt, p.Pass.TypesInfo.ObjectOf(id))
	})
}

// endless says whether an expression is a context that nothing ends.
func (p *Package) endless(e ast.Expr, depth int) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		value := p.valueOf(e)
		return value != nil && depth < deepest && p.endless(value, depth+1)
	case *ast.CallExpr:
		fn, _ := p.calleeIn("context", e)
		switch {
		case fn == nil:
			return false
		case fn.Name() == "WithValue":
			return p.endless(e.Args[0], depth)
		}
		return makesNew(fn.Name()) || fn.Name() == "WithoutCancel"
	}
	return false
}

// awaited says whether a launch makes a promise that the same expression awaits.
func (p *Package) awaited(at inspector.Cursor) bool {
	for {
		sel, ok := at.Parent().Node().(*ast.SelectorExpr)
		if !ok {
			return false
		}
		next := at.Parent().Parent()
		call, ok := next.Node().(*ast.CallExpr)
		if !ok || syntax.CalledName(call) != sel.Sel {
			return false
		}
		if fn, _ := p.calleeIn(promisePath, call); fn != nil && fn.Name() == "Await" {
			return true
		}
		at = next
	}
}
