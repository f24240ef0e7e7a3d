package bugs

import (
	"go/ast"
	"go/types"
	"maps"
	"regexp"
	"strings"

	"golang.org/x/tools/go/cfg"
	"golang.org/x/tools/go/types/typeutil"
)

// locks are the mutexes that are held on every way to a place, by the text of
// the expressions that name them.
type locks map[string]bool

// lockNames are the methods that take and give back a mutex.
var lockNames = map[string]bool{
	"(*sync.Mutex).Lock": true, "(*sync.RWMutex).Lock": true, "(*sync.RWMutex).RLock": true,
	"(sync.Locker).Lock":   true,
	"(*sync.Mutex).Unlock": false, "(*sync.RWMutex).Unlock": false, "(*sync.RWMutex).RUnlock": false,
	"(sync.Locker).Unlock": false,
}

// lockOf is the mutex that a call takes or gives back.
func (p *Package) lockOf(call *ast.CallExpr) (name string, takes, ok bool) {
	sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !isSel || !strings.HasSuffix(sel.Sel.Name, "ock") {
		return "", false, false // most calls are none
	}
	fn, isFunc := p.Pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !isFunc || fn.Pkg() == nil || fn.Pkg().Path() != "sync" {
		return "", false, false
	}
	takes, ok = lockNames[fn.FullName()]
	return types.ExprString(sel.X), takes, ok
}

// locked says whether a body takes a mutex itself.
func (p *Package) locked(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && !found {
			_, found, _ = p.lockOf(call)
		}
		_, nested := n.(*ast.FuncLit)
		return !nested && !found
	})
	return found
}

// held calls visit for every call of a body, in its own function, with what is
// held there. Calls that a defer or go statement puts off are left out.
func (p *Package) held(graph *cfg.CFG, visit func(*ast.CallExpr, locks)) {
	in := map[*cfg.Block]locks{graph.Blocks[0]: {}}
	for work := []*cfg.Block{graph.Blocks[0]}; len(work) > 0; {
		b := work[0]
		work = work[1:]
		out := p.through(b, in[b], func(*ast.CallExpr, locks) {})
		for _, next := range b.Succs {
			if old, ok := in[next]; !ok {
				in[next] = maps.Clone(out)
			} else if !old.meet(out) {
				continue
			}
			work = append(work, next)
		}
	}
	for _, b := range graph.Blocks {
		if start, ok := in[b]; ok {
			p.through(b, start, visit)
		}
	}
}

// meet keeps what is held on another way, too, and says whether that is less.
func (l locks) meet(other locks) bool {
	before := len(l)
	maps.DeleteFunc(l, func(name string, _ bool) bool { return !other[name] })
	return len(l) < before
}

// through is what is held after a block.
func (p *Package) through(b *cfg.Block, start locks, visit func(*ast.CallExpr, locks)) locks {
	now := maps.Clone(start)
	for _, n := range b.Nodes {
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit, *ast.DeferStmt, *ast.GoStmt:
				return false
			case *ast.CallExpr:
				visit(n, now)
				p.step(n, now)
			}
			return true
		})
	}
	return now
}

// step is what a call changes.
func (p *Package) step(call *ast.CallExpr, now locks) {
	name, takes, ok := p.lockOf(call)
	switch {
	case ok && takes:
		now[name] = true
	case ok:
		delete(now, name)
	case len(now) > 0 && p.unlocks(call):
		clear(now)
	}
}

var unlockName = regexp.MustCompile(`(?i)unlock`)

// unlocks says whether a function that is called may give back what its caller
// holds: it is called so, or gives back more than it takes.
func (p *Package) unlocks(call *ast.CallExpr) bool {
	fn := typeutil.Callee(p.Pass.TypesInfo, call)
	if fn == nil {
		return false
	}
	return unlockName.MatchString(fn.Name()) || p.unlockers()[fn]
}

// unlockers is the set of the functions of the package, and of the local
// variables with literals, that give back a mutex and take none.
func (p *Package) unlockers() map[types.Object]bool {
	if p.givers != nil {
		return p.givers
	}
	p.givers = make(map[types.Object]bool)
	for fn := range p.Root.Preorder((*ast.FuncDecl)(nil), (*ast.AssignStmt)(nil)) {
		switch fn := fn.Node().(type) {
		case *ast.FuncDecl:
			if fn.Body != nil && p.givesBack(fn.Body) {
				p.givers[p.Pass.TypesInfo.Defs[fn.Name]] = true
			}
		case *ast.AssignStmt:
			id, isName := fn.Lhs[0].(*ast.Ident)
			if lit, ok := fn.Rhs[0].(*ast.FuncLit); ok && isName && p.givesBack(lit.Body) {
				p.givers[p.Pass.TypesInfo.ObjectOf(id)] = true
			}
		}
	}
	return p.givers
}

// givesBack says whether a body gives back a mutex more often than it takes
// one.
func (p *Package) givesBack(body *ast.BlockStmt) bool {
	balance := 0
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if _, takes, ok := p.lockOf(call); ok && takes {
				balance++
			} else if ok {
				balance--
			}
		}
		return true
	})
	return balance < 0
}
