package bugs

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// A result is the value with an index of those that a call returns.
type result struct {
	call  *ast.CallExpr // nil for what is none
	index int
}

// resultOf is what an expression, or a variable of one value, is the result of.
func (p *Package) resultOf(e ast.Expr) result {
	switch e := p.computed(e).(type) {
	case *ast.CallExpr:
		return result{e, 0}
	case *ast.Ident:
		from := p.origin(e)
		call, _ := ast.Unparen(from.value).(*ast.CallExpr)
		return result{call, from.index}
	}
	return result{}
}

// code is what a fact compares with a constant, and a function makes of an error; the call is nil for others.
func (p *Package) code(f fact) result {
	test, ok := f.cond.(*ast.BinaryExpr)
	if !ok || !comparison[test.Op] || !p.fixed(test.Y) || p.keepsFailure(test.X) {
		return result{}
	}
	of := p.resultOf(test.X)
	if of.call == nil || !slices.ContainsFunc(of.call.Args, p.keepsFailure) {
		return result{}
	}
	return of
}

// isKind says whether a fact is that a code is a certain one.
func (p *Package) isKind(f fact) bool { return p.code(f).call != nil && isEqual(f) }

// isOtherCode says whether a fact is that a code which a function makes of an error is not a certain one.
func (p *Package) isOtherCode(f fact) bool { return p.isKind(fact{f.cond, !f.is}) }

// isEqual says whether a fact is that two values are the same.
func isEqual(f fact) bool {
	op := f.cond.(*ast.BinaryExpr).Op
	return op == token.EQL && f.is || op == token.NEQ && !f.is
}

// withoutKinds is facts without those about a code where another one says which it is.
func (p *Package) withoutKinds(facts []fact) []fact {
	code := func(f fact) ast.Expr { return f.cond.(*ast.BinaryExpr).X }
	var kinds []ast.Expr
	for _, f := range facts {
		if p.isKind(f) {
			kinds = append(kinds, code(f))
		}
	}
	return slices.DeleteFunc(facts, func(f fact) bool {
		if p.code(f).call == nil || p.isKind(f) {
			return false
		}
		return slices.ContainsFunc(kinds, func(kind ast.Expr) bool { return p.same(kind, code(f)) })
	})
}

// codeFailed says whether a fact is that a code is none of success, or the one of a context that has ended.
// The code of success is what the function returns for no error, or 0 where that is not known.
func (p *Package) codeFailed(f fact) bool {
	of := p.code(f)
	if of.call == nil {
		return false
	}
	test := f.cond.(*ast.BinaryExpr)
	other := p.Pass.TypesInfo.Types[test.Y].Value
	switch {
	case other == nil:
		return !isEqual(f) // nil
	case isEqual(f):
		return p.isEndCode(of, other)
	}
	_, none := p.suppose(of, 0)
	if none.Kind() == constant.Unknown {
		none = zeroOf(p.Pass.TypesInfo.TypeOf(test.X))
	}
	is := answerOf(combined(none, test.Op, other))
	return is.known && is.is != f.is
}

// isEndCode says whether a function returns a constant where it has asked for the end of a context.
func (p *Package) isEndCode(of result, code constant.Value) bool {
	body := p.called(of.call)
	if body == nil {
		return false
	}
	return slices.ContainsFunc(returnStmts(body), func(ret *ast.ReturnStmt) bool {
		if of.index >= len(ret.Results) {
			return false
		}
		value := p.Pass.TypesInfo.Types[ret.Results[of.index]].Value
		return value != nil && value.ExactString() == code.ExactString() && p.whereEnded(ret)
	})
}

// whereEnded says whether a statement around another one has to do with the end of a context there.
func (p *Package) whereEnded(stmt ast.Stmt) bool {
	at, ok := p.Root.FindNode(stmt)
	if !ok {
		return false
	}
	types := []ast.Node{(*ast.IfStmt)(nil), (*ast.SwitchStmt)(nil), (*ast.CaseClause)(nil)}
	for around := range at.Enclosing(types...) {
		if p.forEnd(around.Node(), stmt.Pos()) {
			return true
		}
	}
	return false
}

// zeroOf is the constant that a variable of a type begins with.
func zeroOf(t types.Type) constant.Value {
	basic, ok := t.Underlying().(*types.Basic)
	switch {
	case !ok:
		return constant.MakeUnknown()
	case basic.Info()&types.IsBoolean != 0:
		return constant.MakeBool(false)
	case basic.Info()&types.IsString != 0:
		return constant.MakeString("")
	case basic.Info()&types.IsInteger != 0:
		return constant.MakeInt64(0)
	}
	return constant.MakeUnknown()
}

// isElementOf says whether an expression is an element of a list, or the variable of a loop over that.
func (p *Package) isElementOf(e, list ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.IndexExpr:
		return p.same(e.X, list)
	case *ast.Ident:
		v, ok := p.Pass.TypesInfo.Uses[e].(*types.Var)
		if !ok {
			return false
		}
		at, ok := p.Root.FindByPos(v.Pos(), v.Pos())
		if !ok {
			return false
		}
		loop, ok := at.Parent().Node().(*ast.RangeStmt)
		return ok && loop.Value == at.Node() && p.same(loop.X, list) && !p.rewrites(loop, v)
	}
	return false
}

// resultNames is the names of the results of a function.
func resultNames(typ *ast.FuncType) []*ast.Ident {
	if typ.Results == nil {
		return nil
	}
	var names []*ast.Ident
	for _, field := range typ.Results.List {
		names = append(names, field.Names...)
	}
	return names
}
