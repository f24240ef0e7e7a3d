package adapters

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A shim is a declaration that may settle the promise of another function with its own
// continuation, and do nothing else.
//
//	func (s *Shop) Buy(name string, done func(Receipt, error)) { s.BuyPromise(name).Settle(done) }
//	func Sign(id int, done func(error)) {
//		SignPromise(id).Settle(func(_ promise.Unit, err error) {
//			if done != nil {
//				done(err)
//			}
//		})
//	}
type shim struct {
	*launchers

	decl  *ast.FuncDecl
	k     types.Object // the continuation
	drops bool         // it is not told of an error
}

// adapter is the function whose promise is settled, nil when anything else is done.
func (s *shim) adapter() *types.Func {
	settle := onlyCall(s.decl.Body)
	if settle == nil || len(settle.Args) != 1 {
		return nil
	}
	sel, ok := settle.Fun.(*ast.SelectorExpr)
	fn, isFunc := typeutil.Callee(s.info, settle).(*types.Func)
	if !ok || !isFunc || fn.Name() != "Settle" || !isOfPromise(fn) {
		return nil
	}
	start, ok := sel.X.(*ast.CallExpr)
	if !ok {
		return nil
	}
	params := s.parameters()
	if len(params) == 0 {
		return nil
	}
	s.k = params[len(params)-1]
	if !s.handsOn(settle.Args[0]) {
		return nil
	}
	to, ok := typeutil.Callee(s.info, start).(*types.Func)
	if !ok || to.Pkg() != s.info.Defs[s.decl.Name].Pkg() || !s.passesOn(start, to, params[:len(params)-1]) {
		return nil
	}
	if to = to.Origin(); !s.launches(to) {
		return nil
	}
	return to
}

// onlyCall is the call that a body consists of, nil when it is something else.
func onlyCall(body *ast.BlockStmt) *ast.CallExpr {
	if body == nil || len(body.List) != 1 {
		return nil
	}
	stmt, ok := body.List[0].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, _ := stmt.X.(*ast.CallExpr)
	return call
}

// parameters lists those of the declaration, nil for one without a name.
func (s *shim) parameters() []types.Object {
	var list []types.Object
	for _, field := range s.decl.Type.Params.List {
		for _, name := range field.Names {
			list = append(list, s.info.Defs[name])
		}
	}
	return list
}

// told lists what a continuation is told of an outcome: v is its value, or the value has
// several parts.
var told = []string{
	"v err", "err v", "err", "First Second err", "First Second Third err",
	"v", "First Second", "First Second Third",
}

// handsOn reports whether an argument of Settle is the continuation, or a literal that
// does nothing but tell it the outcome, or to tell it unless it is nil.
func (s *shim) handsOn(arg ast.Expr) bool {
	lit, ok := arg.(*ast.FuncLit)
	if !ok {
		return s.is(arg, s.k)
	}
	call := onlyCall(s.unlessNil(lit.Body))
	if call == nil || !s.is(call.Fun, s.k) {
		return false
	}
	var words []string
	for _, e := range call.Args {
		words = append(words, s.word(lit, e))
	}
	text := strings.Join(words, " ")
	s.drops = !slices.Contains(words, "err")
	unit := s.isUnit(lit)
	return slices.Contains(told, text) && unit == (text == "err")
}

// word says which part of the outcome an argument is, by the names of told.
func (s *shim) word(lit *ast.FuncLit, e ast.Expr) string {
	sig := s.info.TypeOf(lit).(*types.Signature)
	if sig.Params().Len() != len([]string{"v", "err"}) {
		return ""
	}
	v, err := sig.Params().At(0), sig.Params().At(1)
	if sel, ok := e.(*ast.SelectorExpr); ok && s.is(sel.X, v) {
		return sel.Sel.Name
	}
	switch {
	case s.is(e, v):
		return "v"
	case s.is(e, err):
		return "err"
	}
	return ""
}

// isUnit reports whether the value that a handler gets is none.
func (s *shim) isUnit(lit *ast.FuncLit) bool {
	sig := s.info.TypeOf(lit).(*types.Signature)
	st, ok := sig.Params().At(0).Type().Underlying().(*types.Struct)
	return ok && st.NumFields() == 0
}

// unlessNil is what a body does unless the continuation is nil, if that is all.
func (s *shim) unlessNil(body *ast.BlockStmt) *ast.BlockStmt {
	if len(body.List) != 1 {
		return body
	}
	test, ok := body.List[0].(*ast.IfStmt)
	if !ok || test.Init != nil || test.Else != nil {
		return body
	}
	cond, ok := test.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !s.is(cond.X, s.k) || !s.info.Types[cond.Y].IsNil() {
		return body
	}
	return test.Body
}

// passesOn reports whether a call passes on the parameters, in their order, to
// a function or to a method of the same receiver. A pointer to a copy of that is another.
func (s *shim) passesOn(call *ast.CallExpr, to *types.Func, params []types.Object) bool {
	if len(call.Args) != len(params) || call.Ellipsis.IsValid() {
		return false
	}
	for i, arg := range call.Args {
		if !s.is(arg, params[i]) {
			return false
		}
	}
	sel, isMethod := syntax.Called(call).(*ast.SelectorExpr)
	if s.decl.Recv == nil || !isMethod {
		return s.decl.Recv == nil && !isMethod
	}
	own := s.info.Defs[s.decl.Name].(*types.Func)
	names := s.decl.Recv.List[0].Names
	return len(names) == 1 && s.is(sel.X, s.info.Defs[names[0]]) && isPointed(own) == isPointed(to) &&
		(isPointed(own) || receiver(own) == receiver(to))
}

// isPointed reports whether the receiver of a method is a pointer.
func isPointed(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	if recv == nil {
		return false
	}
	_, ok := types.Unalias(recv.Type()).(*types.Pointer)
	return ok
}

// inlines reports whether a comment says that a call may be replaced by the body.
func (s *shim) inlines() bool {
	return s.decl.Doc != nil && slices.ContainsFunc(s.decl.Doc.List, func(c *ast.Comment) bool {
		return c.Text == "//go:fix inline"
	})
}

func (s *shim) is(e ast.Expr, obj types.Object) bool {
	id, ok := e.(*ast.Ident)
	return ok && obj != nil && s.info.Uses[id] == obj
}
