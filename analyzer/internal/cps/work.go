package cps

import (
	"go/ast"
	"go/token"
)

// bookkeeping are methods and functions whose call before a continuation does
// not make an operation of what calls it.
var bookkeeping = map[string]bool{
	"Acquire": true, "Release": true,
	"Add": true, "Done": true,
	"Lock": true, "Unlock": true, "RLock": true, "RUnlock": true,
	"Load": true, "Store": true, "CompareAndSwap": true, "Swap": true,
	"Debug": true, "Debugf": true, "Info": true, "Infof": true,
	"Log": true, "Logf": true, "Print": true, "Printf": true, "Println": true,
	"SetFinalizer": true, "LockOSThread": true, "Now": true,
}

// works says whether a node does something that may take time or have an
// outcome: it calls a function, or waits for a channel.
func (s *scope) works(node ast.Node) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // not now
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			_, deferred := s.parents[n].(*ast.DeferStmt)
			found = found || !deferred && s.isWork(n)
		}
		return !found
	})
	return found
}

// isWork says whether a call is more than bookkeeping.
func (s *scope) isWork(call *ast.CallExpr) bool {
	tv := s.info.Types[call.Fun]
	if tv.IsType() || tv.IsBuiltin() {
		return false
	}
	obj := calleeObject(s.info, call)
	return obj == nil || !bookkeeping[obj.Name()]
}
