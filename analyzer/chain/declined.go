package chain

import "go/ast"

// Declined is a callback with the shape of a completion, in a nest of such
// callbacks, that is not taken for a continuation: the nest is no pyramid, or
// a smaller one.
type Declined struct {
	Call    *ast.CallExpr
	Lit     *ast.FuncLit
	Name    string   // the callee's name, for people
	Text    string   // for "its callback …": what speaks against a continuation
	Reasons []Reason // what that rests on
	Remedy  string   // what the user can do, empty when nothing
}
