package plan

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A relay is an error exit that hands an error to a completion: some
// statements, the call of the completion with zero values and the error, and
// return. The completion is none of its own.
type relay struct {
	pre  []ast.Stmt
	call *ast.CallExpr
	done *ast.Ident // the completion
	sig  *types.Signature
	at   int      // index of the error among the arguments
	err  ast.Expr // what is handed on
}

// relay reads the guard of step i as a relay, or returns nil.
//
//	Pattern: func(r Receipt, err error) { if err != nil { done(r, err); return }; … } =>
//	as with done(Receipt{}, err)
//	So long as: the operation delivers no value beside an error, and it is the
//	last of the chain: only there the exit need not be copied.
//	Because: r is the zero value then.
func (p *Part) relay(i int, g *guard) *relay {
	return p.Src.relay(g, func(arg ast.Expr) bool { return p.zeroIn(i, g, arg) })
}

// zeroIn reports whether an argument in the guard of step i is a value of its operation that is
// zero there.
func (p *Part) zeroIn(i int, g *guard, arg ast.Expr) bool {
	s := p.Steps[i]
	if !s.Exclusive || i != len(p.Steps)-1 {
		return false
	}
	return slices.ContainsFunc(s.Values, func(v *Param) bool {
		return v.Obj != nil && p.Src.is(arg, v.Obj) && !p.Src.assignedIn(v.Obj, g.stmt)
	})
}

// relay reads a guard as a relay, or returns nil. Beside the error it hands on
// zero values, or others that may stand there.
func (src *Source) relay(g *guard, may func(ast.Expr) bool) *relay {
	exit := g.exit
	if len(exit) == 0 {
		return nil
	}
	ret, ok := exit[len(exit)-1].(*ast.ReturnStmt)
	if !ok || len(ret.Results) > 0 || len(exit) < 2 {
		return nil
	}
	r := src.completion(exit[len(exit)-2])
	if r == nil || within(src.Info.Uses[r.done].Pos(), g.stmt) {
		return nil
	}
	for i, arg := range r.call.Args {
		if i != r.at && !src.ZeroOf(arg, r.sig.Params().At(i).Type()) && !may(arg) {
			return nil // a value beside the error must not be lost
		}
	}
	r.pre = exit[:len(exit)-2]
	return r
}

// completion reads a statement as the call of a completion: a function value
// that is always the same, without results, with one parameter of type error. One that asks by
// whom it is called is none: the promise would call it.
func (src *Source) completion(stmt ast.Stmt) *relay {
	if sent := src.sending(stmt); sent != nil {
		return sent
	}
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok || call.Ellipsis.IsValid() {
		return nil
	}
	done, ok := call.Fun.(*ast.Ident)
	if !ok || !src.Constant(src.Info.Uses[done]) || src.Asks != nil && src.Asks(done) {
		return nil
	}
	sig, ok := syntax.Underlying(src.Info, done).(*types.Signature)
	if !ok || sig.Results().Len() > 0 || sig.Variadic() || sig.Params().Len() != len(call.Args) {
		return nil
	}
	at := errorIndex(sig)
	if at < 0 {
		return nil
	}
	return &relay{call: call, done: done, sig: sig, at: at, err: call.Args[at]}
}

// errorIndex is the index of the only parameter of type error, or -1.
func errorIndex(sig *types.Signature) int {
	at := -1
	for i := range sig.Params().Len() {
		if types.Identical(sig.Params().At(i).Type(), types.Universe.Lookup("error").Type()) {
			if at >= 0 {
				return -1
			}
			at = i
		}
	}
	return at
}

// Constant reports whether an object is a function or a variable that is never
// assigned after its declaration and whose address is never taken.
func (src *Source) Constant(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Func:
		return true
	case *types.Var:
		return src.local(obj) && !src.assigned(obj)
	}
	return false
}

// assigned reports whether a local variable is assigned, or its address taken,
// after its declaration. A return statement assigns the results of its function.
func (src *Source) assigned(obj types.Object) bool {
	return isResult(obj) || src.assignedIn(obj, src.File)
}

func isResult(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && v.Kind() == types.ResultVar
}

// assignedIn reports the same of a part of the file.
func (src *Source) assignedIn(obj types.Object, part ast.Node) bool {
	return slices.ContainsFunc(src.writes[obj], func(id *ast.Ident) bool { return within(id.Pos(), part) })
}

// Zero reports whether an expression is the zero value of its type, written
// out.
func (src *Source) Zero(e ast.Expr) bool { return Missing(e) || syntax.Zero(src.Info, e) }

// ZeroOf reports the same of an expression as a value of the type that it is assigned to.
func (src *Source) ZeroOf(e ast.Expr, t types.Type) bool {
	return Missing(e) || syntax.ZeroOf(src.Info, e, t)
}

// plain reports whether the relay hands on the error parameter itself.
func (r *relay) plain(src *Source, g *guard) bool {
	return len(r.pre) == 0 && src.is(r.err, g.err)
}

// handsTo reports whether two relays hand on to the same completion. A function with type
// parameters is another one for other types.
func (r *relay) handsTo(src *Source, other *relay) bool {
	return src.Info.Uses[r.done] == src.Info.Uses[other.done] && types.Identical(r.sig, other.sig)
}

// handsAlike reports whether two relays hand on the same beside the error, to the same completion.
func (r *relay) handsAlike(src *Source, other *relay) bool {
	if !r.handsTo(src, other) {
		return false
	}
	for i, arg := range r.call.Args {
		param := r.sig.Params().At(i).Type()
		both := src.ZeroOf(arg, param) && src.ZeroOf(other.call.Args[i], param)
		if i != r.at && !both && !src.sameVariable(arg, other.call.Args[i]) {
			return false
		}
	}
	return true
}

// sameVariable reports whether two expressions are one variable, or one field of it.
func (src *Source) sameVariable(a, b ast.Expr) bool {
	switch a := ast.Unparen(a).(type) {
	case *ast.Ident:
		v, ok := src.Info.Uses[a].(*types.Var)
		return ok && src.is(b, v)
	case *ast.SelectorExpr:
		b, ok := ast.Unparen(b).(*ast.SelectorExpr)
		field, isField := src.Info.Uses[a.Sel].(*types.Var)
		return ok && isField && src.Info.Uses[b.Sel] == field && src.sameVariable(a.X, b.X)
	}
	return false
}
