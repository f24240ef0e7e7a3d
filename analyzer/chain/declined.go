package chain

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// Declined is a callback with the shape of a completion, or beside one that has it,
// in a nest of such callbacks, that is not taken for a continuation: the nest is no
// pyramid, or a smaller one.
type Declined struct {
	Call    *ast.CallExpr
	Lit     *ast.FuncLit
	Mute    bool     // it is told of no error: only its place in a nest makes it look like one
	Open    bool     // neither a body nor a name says that it is called at once or often
	Name    string   // the callee's name, for people
	Text    string   // for "its callback …": what speaks against a continuation
	Reasons []Reason // what that rests on
	Remedy  string   // what the user can do, empty when nothing makes a pyramid of the nest
}

// A Contradiction is a declaration that a function calls back at most once, and
// its body speaks against that.
type Contradiction struct {
	Pos     token.Pos   // of the use that decides
	By      string      // the declaration as it was given
	Func    *types.Func // what it declares
	Param   string      // of it
	Why     string      // what the body does with the parameter
	Ignored bool        // the body counts; otherwise the declaration does
}

// String is the contradiction as a sentence.
func (c *Contradiction) String() string {
	op := Operation{Func: c.Func}
	text := fmt.Sprintf("%s says that %s calls %s at most once, but %[3]s %s",
		c.By, op.Name(), c.Param, c.Why)
	if c.Ignored {
		return text + "; the declaration is not believed"
	}
	return text + "; if that makes two calls, take the declaration back, for the second outcome would be lost"
}
