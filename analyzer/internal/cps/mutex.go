package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/unnest-go/unnest/analyzer/internal/ways"
)

// A flag may have a mutex: whoever sets it, holds that.
//
//	var mu sync.Mutex
//	fired := false
//	conn.OnClose(func(err error) {
//		mu.Lock()
//		defer mu.Unlock()
//		if fired {
//			return
//		}
//		conn.release()
//		fired = true
//		k(err)
//	})
//
// As long as it is held nobody else sets the flag, whatever is called: on another goroutine
// that waits, and on this one for ever. So long as:
//   - it is a local variable, of which each that has the flag has the same one
//   - nothing is done with it but to lock and unlock it
//   - what unlocks it has locked it: nothing that is called meanwhile gives it back

// mutexes are where functions of a declaration hold such variables.
type mutexes struct {
	*scope
	at    map[ast.Node]held   // at the nodes of the graphs, before each
	wrong map[*types.Var]bool // that are given back by who may not have them, or used otherwise
}

// held are mutexes that are held on every way to a point.
type held map[*types.Var]bool

// isLocked says whether a function holds, at a node of its graph, what whoever sets a flag
// holds as well.
func (s *scope) isLocked(flag types.Object, node ast.Node) bool {
	v, ok := flag.(*types.Var)
	if !ok {
		return false
	}
	if s.locks == nil {
		s.locks = s.findMutexes()
	}
	for mu := range s.locks.at[node] {
		if !s.locks.wrong[mu] && s.locks.shared(mu, v) && s.locks.guards(mu, v) {
			return true
		}
	}
	return false
}

// findMutexes looks at all functions of the declaration.
func (s *scope) findMutexes() *mutexes {
	m := &mutexes{scope: s, at: make(map[ast.Node]held), wrong: make(map[*types.Var]bool)}
	called := make(map[*ast.Ident]bool)
	var bodies []*ast.BlockStmt
	ast.Inspect(s.decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			switch m.parents[n].(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				bodies = append(bodies, n)
			}
		case *ast.CallExpr:
			if id, _ := m.locking(n); id != nil {
				called[id] = true
			}
		case *ast.Ident:
			if v, ok := s.info.Uses[n].(*types.Var); ok && isMutex(v.Type()) && !called[n] {
				m.wrong[v] = true
			}
		}
		return true
	})
	if len(called) > 0 {
		for _, body := range bodies {
			m.follow(s.graph(body))
		}
	}
	return m
}

// isMutex says whether a type is that of a mutex, not of a pointer to one.
func isMutex(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "sync" {
		return false
	}
	return named.Obj().Name() == "Mutex" || named.Obj().Name() == "RWMutex"
}

// locking returns the mutex that a call locks or unlocks, and how; nil for other calls.
// Those who only read do not keep each other out, so that is neither.
func (m *mutexes) locking(call *ast.CallExpr) (*ast.Ident, string) {
	sel := selector(call.Fun)
	if sel == nil {
		return nil, ""
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if v := m.variable(sel.X); !ok || v == nil || !isMutex(v.Type()) || !m.has(v) {
		return nil, ""
	}
	switch sel.Sel.Name {
	case "Lock", "Unlock", "RLock", "RUnlock":
		return id, sel.Sel.Name
	}
	return nil, ""
}

// follow notes what is held where in a body. Only what is held on every way counts.
func (m *mutexes) follow(graph *cfg.CFG) {
	in := ways.Every(graph, func(b *cfg.Block, before held) held { return m.through(b, before, false) })
	for _, b := range graph.Blocks {
		if at, reached := in[b]; reached {
			m.through(b, at, true)
		}
	}
}

// through returns what is held after a block and, at the end, notes it for its nodes.
func (m *mutexes) through(b *cfg.Block, in held, note bool) held {
	now := maps.Clone(in)
	for _, node := range b.Nodes {
		if note && len(now) > 0 {
			m.at[node] = maps.Clone(now)
		}
		call, putOff := m.statement(node)
		if call == nil {
			continue
		}
		id, how := m.locking(call)
		v := m.variable(id)
		switch {
		case id == nil:
		case putOff == token.GO || how == "Lock" && putOff == token.DEFER:
			m.wrong[v] = true
		case how == "Lock":
			now[v] = true
		case how == "Unlock":
			m.wrong[v] = m.wrong[v] || note && !now[v]
			if putOff == token.ILLEGAL {
				delete(now, v)
			}
		}
	}
	return now
}

// statement returns the call that a node is, and the keyword in front of it if it is put off.
func (m *mutexes) statement(node ast.Node) (*ast.CallExpr, token.Token) {
	switch n := node.(type) {
	case *ast.ExprStmt:
		call, _ := ast.Unparen(n.X).(*ast.CallExpr)
		return call, token.ILLEGAL
	case *ast.DeferStmt:
		return n.Call, token.DEFER
	case *ast.GoStmt:
		return n.Call, token.GO
	}
	return nil, token.ILLEGAL
}

// shared says whether whoever has a flag has the same mutex.
func (m *mutexes) shared(mu, flag *types.Var) bool {
	if !m.once(mu) {
		return false
	}
	shared := true
	ast.Inspect(m.decl, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && lit.Pos() <= mu.Pos() && mu.Pos() < lit.End() {
			shared = lit.Pos() <= flag.Pos() && flag.Pos() < lit.End()
		}
		return shared
	})
	return shared
}

// guards says whether a mutex is held wherever a flag is set.
func (m *mutexes) guards(mu, flag *types.Var) bool {
	always := true
	ast.Inspect(m.decl, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if ok && assign.Tok == token.ASSIGN && slices.ContainsFunc(assign.Lhs, func(e ast.Expr) bool {
			return m.variable(e) == flag
		}) {
			always = always && m.at[assign][mu]
		}
		return always
	})
	return always
}
