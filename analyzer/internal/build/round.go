package build

import (
	"go/ast"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A loop may be written as a continuation that launches itself:
//
//	var onRead func(n int, err error)
//	onRead = func(n int, err error) {
//		conn.Write(buf[:n], func(_ int, err error) {
//			conn.Read(buf, onRead)
//		})
//	}
//	conn.Read(buf, onRead)
//
// The pyramid is Write → Read → Write → …, and one literal of it can be seen.

// again is the function that a launch stands in and passes on, nil when it
// passes on something else.
func (f *forest) again(n *node) *ast.FuncLit {
	id, ok := ast.Unparen(n.step.Arg).(*ast.Ident)
	if !ok {
		return nil
	}
	lit := f.index.Held(id)
	if lit == nil || !stands(n.call, lit) {
		return nil
	}
	return lit
}

// stands reports whether a call stands in a literal.
func stands(call inspector.Cursor, lit *ast.FuncLit) bool {
	for c := range call.Enclosing((*ast.FuncLit)(nil)) {
		if c.Node() == lit {
			return true
		}
	}
	return false
}

// circle notes a launch in the literal of n that leads back to the function
// around n.
func (n *node) circle(launch *node) {
	if launch.again == nil || !within(n.step.Call.Pos(), launch.again) {
		return
	}
	s := *launch.step
	s.Lit = launch.again
	n.rounds = append(n.rounds, &s)
}

// round is the launch that ends a chain of one step by leading back to the
// function around it, or nil. Of several that stand on different paths it is
// the last, and the others remain as they are.
func round(n *node, c *chain.Chain) *chain.Step {
	if len(c.Steps) != 1 || len(n.rounds) == 0 {
		return nil
	}
	return n.rounds[len(n.rounds)-1]
}
