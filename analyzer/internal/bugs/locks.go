package bugs

import (
	"cmp"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/unnest-go/unnest/analyzer/internal/ways"
)

// locks are the mutexes that are held on every way to a place: the expressions that
// name them, by their text.
type locks map[string]ast.Expr

// lockNames are the methods that take and give back a mutex.
var lockNames = map[string]bool{
	"(*sync.Mutex).Lock": true, "(*sync.RWMutex).Lock": true, "(*sync.RWMutex).RLock": true,
	"(sync.Locker).Lock":   true,
	"(*sync.Mutex).Unlock": false, "(*sync.RWMutex).Unlock": false, "(*sync.RWMutex).RUnlock": false,
	"(sync.Locker).Unlock": false,
}

// lockOf is the mutex that a function takes or gives back.
func (p *Package) lockOf(fn ast.Expr) (mutex ast.Expr, takes, ok bool) {
	sel, isSel := ast.Unparen(fn).(*ast.SelectorExpr)
	if !isSel || !strings.HasSuffix(sel.Sel.Name, "ock") {
		return nil, false, false // most functions do neither
	}
	method, isFunc := p.Pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !isFunc || method.Pkg() == nil || method.Pkg().Path() != "sync" {
		return nil, false, false
	}
	takes, ok = lockNames[method.FullName()]
	return sel.X, takes, ok
}

// locked says whether a body takes a mutex itself.
func (p *Package) locked(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && !found {
			_, found, _ = p.lockOf(call.Fun)
		}
		_, nested := n.(*ast.FuncLit)
		return !nested && !found
	})
	return found
}

// held calls visit for every call of a body, in its own function, with what is
// held there. Calls that a defer or go statement puts off are left out.
func (p *Package) held(graph *cfg.CFG, visit func(*ast.CallExpr, locks)) {
	in := ways.Every(graph, func(b *cfg.Block, before locks) locks {
		return p.through(b, before, func(*ast.CallExpr, locks) {})
	})
	for _, b := range graph.Blocks {
		if start, ok := in[b]; ok {
			p.through(b, start, visit)
		}
	}
}

// through is what is held after a block. An iterator may run its body in the middle of
// whatever it does.
func (p *Package) through(b *cfg.Block, start locks, visit func(*ast.CallExpr, locks)) locks {
	now := maps.Clone(start)
	if loop, ok := b.Stmt.(*ast.RangeStmt); ok && b.Kind == cfg.KindRangeBody && p.mayGive(loop.X, 0) {
		clear(now)
	}
	for _, n := range b.Nodes {
		for _, call := range callsOf(n) {
			visit(call, now)
			p.step(call, now)
		}
		if started, ok := n.(*ast.GoStmt); ok && p.givesBack(started.Call) {
			clear(now) // whenever that is
		}
		now.lose(n)
	}
	return now
}

// callsOf lists the calls of a node in the order in which they are made, without those in
// literals, and those that a defer or go statement puts off.
func callsOf(n ast.Node) []*ast.CallExpr {
	var all []*ast.CallExpr
	var off *ast.CallExpr
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			off = n.Call
		case *ast.GoStmt:
			off = n.Call
		case *ast.CallExpr:
			if n != off {
				all = append(all, n)
			}
		}
		return true
	})
	slices.SortFunc(all, func(a, b *ast.CallExpr) int { return cmp.Compare(a.Rparen, b.Rparen) })
	return all
}

// step is what a call changes. After one that gives back what nobody is known to hold,
// a mutex may be held by another name, so that none is known to be held.
func (p *Package) step(call *ast.CallExpr, now locks) {
	mutex, takes, ok := p.lockOf(call.Fun)
	switch {
	case !ok && len(now) > 0 && p.givesBack(call):
		clear(now)
	case !ok:
	case takes:
		now[types.ExprString(mutex)] = mutex
	case now[types.ExprString(mutex)] == nil:
		clear(now)
	default:
		delete(now, types.ExprString(mutex))
	}
}

// lose takes out the mutexes that have another name after a statement: it assigns a part
// of the expression.
func (l locks) lose(stmt ast.Node) {
	if len(l) == 0 {
		return
	}
	for _, e := range assigned(stmt) {
		maps.DeleteFunc(l, func(_ string, mutex ast.Expr) bool { return hasPart(mutex, e) })
	}
}

// assigned lists what a statement assigns.
func assigned(stmt ast.Node) []ast.Expr {
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		return stmt.Lhs
	case *ast.IncDecStmt:
		return []ast.Expr{stmt.X}
	case *ast.ValueSpec:
		var names []ast.Expr
		for _, name := range stmt.Names {
			names = append(names, name)
		}
		return names
	}
	return nil
}

// hasPart says whether an expression is another one, or has it as a part, by their text.
func hasPart(e, part ast.Expr) bool {
	found := false
	text := types.ExprString(ast.Unparen(part))
	ast.Inspect(e, func(n ast.Node) bool {
		sub, ok := n.(ast.Expr)
		found = found || ok && types.ExprString(sub) == text
		return !found
	})
	return found
}
