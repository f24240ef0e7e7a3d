package plan

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A Shared is one of several parameters that change from turn to turn: a variable that all turns of
// the loop have in common.
//
//	Pattern: func step(i int, all []V, done func([]V, error)) {
//		if i == n { done(all, nil); return }
//		f(i, func(v V, err error) {
//			if err != nil { done(nil, err); return }
//			step(i+1, append(all, v), done)
//		})
//	} =>
//	promise.Recurse(promise.Unit{}, func(promise.Unit) *promise.Promise[promise.Unit] {
//		if i == n { return nil }
//		return promise.Call(…f(i, k)…).Map(func(v V) (promise.Unit, error) {
//			i, all = i+1, append(all, v)
//			return promise.Unit{}, nil
//		})
//	}).Settle(func(_ promise.Unit, err error) { if err != nil { done(nil, err); return }; done(all, nil) })
//	So long as: nothing takes its address, and none but the continuations of the chain uses it, before
//	they launch what is next.
//	Because: when it gets its next value the turn has ended, and nothing is left that would see
//	the one before. A call and an assignment of several values evaluate them in the same order.
type Shared struct {
	Var   *types.Var
	Index int // among the parameters
}

// share makes parameters variables of the loop, and says why they cannot be.
func (p *Part) share(l *Loop, params []Shared) string {
	for _, s := range params {
		if why := p.unshared(l, s.Var); why != "" {
			return fmt.Sprintf("%s and %s both change from turn to turn, and %s; make one value of them",
				params[0].Var.Name(), params[1].Var.Name(), why)
		}
	}
	l.Shared = params
	return ""
}

// sharesState makes the state of a loop a variable of it, which is in sight behind it, and reports whether
// it can be.
func (p *Part) sharesState(l *Loop) bool {
	if l.Start != nil || p.unshared(l, l.State) != "" {
		return false
	}
	l.Shared, l.State = []Shared{{l.State, l.Index}}, nil
	return true
}

// unshared says what may see another value of a parameter than that of its turn, if the turns share it.
func (p *Part) unshared(l *Loop, v *types.Var) string {
	for _, call := range l.Calls {
		if p.Src.Place(call.Pos()).Resolve(v.Name()) != v {
			return fmt.Sprintf("%s means something else on line %d", v.Name(), p.Src.Line(call.Pos()))
		}
	}
	if at := p.Src.addressIn(v, l.Body); at.IsValid() {
		return fmt.Sprintf("line %d takes the address of %s", p.Src.Line(at), v.Name())
	}
	for _, id := range p.Src.callsIn(v, l.Body) {
		line := p.Src.Line(id.Pos())
		switch {
		case !p.inSteps(id, l.Body):
			return fmt.Sprintf("a function on line %d uses %s", line, v.Name())
		case p.behindNext(id):
			return fmt.Sprintf("line %d uses %s behind the launch of what is next", line, v.Name())
		}
	}
	return ""
}

// inSteps reports whether an identifier stands in a body, in no other function than the continuations.
func (p *Part) inSteps(id *ast.Ident, body ast.Node) bool {
	in := true
	ast.Inspect(body, func(n ast.Node) bool {
		lit, ok := n.(*ast.FuncLit)
		if ok && within(id.Pos(), lit) {
			in = in && slices.ContainsFunc(p.Steps, func(s *Step) bool { return s.Lit == lit })
		}
		return in
	})
	return in
}

// behindNext reports whether an identifier stands behind a launch: the operation may have called back before.
func (p *Part) behindNext(id *ast.Ident) bool {
	return slices.ContainsFunc(p.Steps[1:], func(s *Step) bool {
		return s.Call.End() <= id.Pos() && !within(id.Pos(), s.Lit)
	})
}

// addressIn is where the address of a variable, or of a part of it, is taken; not valid for nowhere.
func (src *Source) addressIn(obj types.Object, in ast.Node) token.Pos {
	at := token.NoPos
	ast.Inspect(in, func(n ast.Node) bool {
		if e := src.addressed(n); e != nil && src.root(e) == obj {
			at = n.Pos()
		}
		return !at.IsValid()
	})
	return at
}

// shares reports whether a variable is one that the turns share.
func (l *Loop) shares(obj types.Object) bool {
	return slices.ContainsFunc(l.Shared, func(s Shared) bool { return s.Var == obj })
}

// Next lists the shared variables that a call of the function gives other values, and the values.
func (l *Loop) Next(src *Source, call *ast.CallExpr) (names []string, values []ast.Expr) {
	for _, s := range l.Shared {
		if arg := call.Args[s.Index]; !src.is(arg, s.Var) {
			names = append(names, s.Var.Name())
			values = append(values, arg)
		}
	}
	return names, values
}

// Step is the statement for next values if all they are is one more or one less, empty for others.
func (l *Loop) Step(src *Source, names []string, values []ast.Expr) string {
	if len(values) != 1 {
		return ""
	}
	sum, ok := values[0].(*ast.BinaryExpr)
	if !ok || sum.Op != token.ADD && sum.Op != token.SUB {
		return ""
	}
	id, isName := sum.X.(*ast.Ident)
	one, isLit := sum.Y.(*ast.BasicLit)
	if !isName || !isLit || one.Value != "1" || id.Name != names[0] || !l.shares(src.Info.Uses[id]) {
		return ""
	}
	return id.Name + sum.Op.String() + sum.Op.String()
}
