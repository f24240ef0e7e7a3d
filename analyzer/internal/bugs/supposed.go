package bugs

import (
	"go/ast"
	"go/constant"
	"go/token"
	"slices"
)

// An answer is what a condition comes to.
type answer struct{ is, known bool }

func (a answer) not() answer { return answer{!a.is, a.known} }

// answerOf is a constant as an answer.
func answerOf(value constant.Value) answer {
	if value.Kind() != constant.Bool {
		return answer{}
	}
	return answer{constant.BoolVal(value), true}
}

// suppose is what a call returns where there is an error among its arguments, and where there is none, going
// by the body of the function, so many calls deep.
func (p *Package) suppose(of result, depth int) (some, none constant.Value) {
	some, none = constant.MakeUnknown(), constant.MakeUnknown()
	if of.call == nil || depth > deepest {
		return some, none
	}
	i := slices.IndexFunc(of.call.Args, p.keepsFailure)
	if i < 0 {
		return some, none
	}
	param, body := p.parameter(of.call, i)
	if param == nil {
		return some, none
	}
	err := p.nameOf(param)
	return (&supposed{p, err, true, depth}).result(body, of.index),
		(&supposed{p, err, false, depth}).result(body, of.index)
}

// A supposed knows what conditions come to where there is an error, or none.
type supposed struct {
	*Package
	err   ast.Expr
	some  bool
	depth int // of calls
}

// result is what a body returns as the value with an index, if that is the same on all ways. Of several
// conditions for a statement it is not known which one counts, but a way is the one where all are as they
// have to be.
func (s *supposed) result(body *ast.BlockStmt, index int) constant.Value {
	all, joins := constant.MakeUnknown(), contains(body, s.joins)
	for _, ret := range returnStmts(body) {
		switch {
		case joins && s.always(ret):
			return s.returned(ret, body, index)
		case joins || s.never(ret):
			continue
		}
		value := s.returned(ret, body, index)
		other := all.Kind() != constant.Unknown && value.ExactString() != all.ExactString()
		if value.Kind() == constant.Unknown || other {
			return constant.MakeUnknown()
		}
		all = value
	}
	return all
}

// joins says whether a node is a statement with several conditions.
func (s *supposed) joins(n ast.Node) bool {
	several := func(n ast.Node) bool {
		test, ok := n.(*ast.BinaryExpr)
		return ok && (test.Op == token.LAND || test.Op == token.LOR)
	}
	switch n := n.(type) {
	case *ast.IfStmt:
		return contains(n.Cond, several)
	case *ast.CaseClause:
		return slices.ContainsFunc(n.List, func(e ast.Expr) bool { return contains(e, several) })
	case *ast.ForStmt:
		return n.Cond != nil && contains(n.Cond, several)
	}
	return false
}

// returned is what a statement of a body returns: a value, or what the result has then that has a name.
func (s *supposed) returned(ret *ast.ReturnStmt, body *ast.BlockStmt, index int) constant.Value {
	switch {
	case index < len(ret.Results):
		return s.constant(ret.Results[index], 0)
	case len(ret.Results) > 0:
		return s.constant(ret.Results[0], index)
	}
	at, ok := s.Root.FindNode(body)
	if !ok {
		return constant.MakeUnknown()
	}
	typ, _ := function(at.Parent().Node())
	names := resultNames(typ)
	if index >= len(names) {
		return constant.MakeUnknown()
	}
	return s.assigned(names[index], body, ret)
}

// assigned is what a named result has at a statement of a body: it begins with the value of none.
func (s *supposed) assigned(name *ast.Ident, body *ast.BlockStmt, at ast.Stmt) constant.Value {
	obj := s.Pass.TypesInfo.ObjectOf(name)
	now := zeroOf(obj.Type())
	ast.Inspect(body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || assign.Pos() > at.Pos() {
			return true
		}
		i := slices.IndexFunc(assign.Lhs, func(e ast.Expr) bool { return s.stands(e, obj) })
		switch {
		case i < 0 || s.never(assign):
		case len(assign.Lhs) == len(assign.Rhs) && s.always(assign):
			now = s.constant(assign.Rhs[i], 0)
		default:
			now = constant.MakeUnknown()
		}
		return true
	})
	return now
}

// constant is the value with an index of an expression, not known where that depends on something else.
func (s *supposed) constant(e ast.Expr, index int) constant.Value {
	e = s.computed(e)
	if value := s.Pass.TypesInfo.Types[e].Value; value != nil {
		return value
	}
	of := s.resultOf(e)
	of.index += index
	if of.call != nil && slices.ContainsFunc(of.call.Args, s.isError) {
		some, none := s.suppose(of, s.depth+1)
		if s.some {
			return some
		}
		return none
	}
	if a := s.value(e); a.known {
		return constant.MakeBool(a.is)
	}
	return constant.MakeUnknown()
}

// never says whether a statement is not reached: a fact there is the other way round.
func (s *supposed) never(stmt ast.Stmt) bool {
	return slices.ContainsFunc(s.factsAt(stmt), func(f fact) bool {
		a := s.value(f.cond)
		return a.known && a.is != f.is
	})
}

// always says whether all facts at a statement are as they have to be.
func (s *supposed) always(stmt ast.Stmt) bool {
	return !slices.ContainsFunc(s.factsAt(stmt), func(f fact) bool {
		return s.value(f.cond) != answer{f.is, true}
	})
}

func (s *supposed) factsAt(stmt ast.Stmt) []fact {
	at, ok := s.Root.FindNode(stmt)
	if !ok {
		return nil
	}
	return s.facts(at)
}

// value is what a condition comes to, not known where that depends on something else.
func (s *supposed) value(e ast.Expr) answer {
	e = s.computed(e)
	if value := s.Pass.TypesInfo.Types[e].Value; value != nil {
		return answerOf(value)
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return s.value(e.X).not()
		}
	case *ast.BinaryExpr:
		return s.combined(e)
	case *ast.CallExpr, *ast.Ident:
		if of := s.resultOf(e); of.call != nil && slices.ContainsFunc(of.call.Args, s.isError) {
			return answerOf(s.constant(e, 0))
		}
	}
	return answer{}
}

// isError says whether an expression is the error, or one of several where there is none.
func (s *supposed) isError(e ast.Expr) bool {
	if s.same(e, s.err) {
		return true
	}
	return !s.some && s.isElementOf(e, s.err)
}

// combined is what a comparison of the error comes to, or two conditions.
func (s *supposed) combined(e *ast.BinaryExpr) answer {
	switch {
	case e.Op == token.LAND:
		return both(s.value(e.X), s.value(e.Y))
	case e.Op == token.LOR:
		return both(s.value(e.X).not(), s.value(e.Y).not()).not()
	case s.comparesError(e) && s.isError(e.X):
		return answer{s.some == (e.Op == token.NEQ), true}
	}
	return answer{}
}

// both is whether two conditions are true, which is known where one is false.
func both(x, y answer) answer {
	if x.known && !x.is {
		return x
	}
	if y.known && !y.is {
		return y
	}
	return answer{true, x.known && y.known}
}
