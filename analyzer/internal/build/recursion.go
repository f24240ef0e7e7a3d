package build

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// recursion is the call that ends the literal of a chain of one step by running
// the function around the chain again, or nil:
//
//	func send(i int, done func(error)) {
//		…
//		write(i, func(err error) {
//			…
//			send(i+1, done)
//		})
//	}
//
// The nest is write → send → write → …, and one level of it can be seen. The
// launch ends the function as the call ends the literal, and the function calls
// itself nowhere else: other recursions are no sequences.
func (b *builder) recursion(n *node, c *chain.Chain) *ast.CallExpr {
	if len(c.Steps) != 1 || c.Round != nil || n.step.Hop || n.step.Evidence == chain.Assumed {
		return nil
	}
	call := syntax.EndsInCall(n.step.Lit.Body)
	if call == nil {
		return nil
	}
	body := b.again(call, n.step.Call)
	if body == nil || enclosingFunc(n.call) != body.fun || syntax.EndsInCall(body.block) != n.step.Call ||
		b.mentions(body) > 1 {
		return nil
	}
	return call
}

// mentions counts the uses of a function in its body.
func (b *builder) mentions(f *function) int {
	n := 0
	for id := range ast.Preorder(f.block) {
		if id, ok := id.(*ast.Ident); ok && b.info.Uses[id] == f.name {
			n++
		}
	}
	return n
}

// A function is one with a body.
type function struct {
	fun   ast.Node
	block *ast.BlockStmt
	name  types.Object
}

// again is the function that a call calls, if a launch stands in it.
func (b *builder) again(call, launch *ast.CallExpr) *function {
	var id *ast.Ident
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return nil
	}
	if lit := b.index.Held(id); lit != nil && within(launch.Pos(), lit) {
		return &function{lit, lit.Body, b.info.Uses[id]}
	}
	for _, decl := range b.file.Decls {
		decl, ok := decl.(*ast.FuncDecl)
		if ok && within(launch.Pos(), decl) && b.info.Defs[decl.Name] == b.info.Uses[id] {
			return &function{decl, decl.Body, b.info.Uses[id]}
		}
	}
	return nil
}
