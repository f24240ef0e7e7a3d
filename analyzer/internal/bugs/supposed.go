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

// suppose is what a call returns where there is an error among its arguments, and where there is none, going
// by the body of the function, so many calls deep.
func (p *Package) suppose(call *ast.CallExpr, depth int) (some, none answer) {
	i := slices.IndexFunc(call.Args, p.keepsFailure)
	if i < 0 || depth > deepest {
		return answer{}, answer{}
	}
	param, body := p.parameter(call, i)
	if param == nil {
		return answer{}, answer{}
	}
	err := p.nameOf(param)
	return (&supposed{p, err, true, depth}).result(body), (&supposed{p, err, false, depth}).result(body)
}

// A supposed knows what conditions come to where there is an error, or none.
type supposed struct {
	*Package
	err   ast.Expr
	some  bool
	depth int // of calls
}

// result is what a body returns, if that is the same on all ways. Of several conditions for a statement it is
// not known which one counts.
func (s *supposed) result(body *ast.BlockStmt) answer {
	if contains(body, s.joins) {
		return answer{}
	}
	var all answer
	for _, ret := range returnStmts(body) {
		if s.never(ret) {
			continue
		}
		a := s.returned(ret, body)
		if !a.known || all.known && a != all {
			return answer{}
		}
		all = a
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
func (s *supposed) returned(ret *ast.ReturnStmt, body *ast.BlockStmt) answer {
	if len(ret.Results) > 0 {
		return s.value(ret.Results[0])
	}
	at, ok := s.Root.FindNode(body)
	if !ok {
		return answer{}
	}
	typ, _ := function(at.Parent().Node())
	if typ.Results == nil {
		return answer{}
	}
	return s.assigned(typ.Results.List[0].Names[0], body, ret)
}

// assigned is what a flag has at a statement of a body that begins with false.
func (s *supposed) assigned(flag *ast.Ident, body *ast.BlockStmt, at ast.Stmt) answer {
	now := answer{known: true}
	obj := s.Pass.TypesInfo.ObjectOf(flag)
	ast.Inspect(body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || assign.Pos() > at.Pos() {
			return true
		}
		i := slices.IndexFunc(assign.Lhs, func(e ast.Expr) bool { return s.stands(e, obj) })
		switch {
		case i < 0 || s.never(assign):
		case len(assign.Lhs) == len(assign.Rhs) && s.always(assign):
			now = s.value(assign.Rhs[i])
		default:
			now = answer{}
		}
		return true
	})
	return now
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
	if value := s.Pass.TypesInfo.Types[e].Value; value != nil && value.Kind() == constant.Bool {
		return answer{constant.BoolVal(value), true}
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return s.value(e.X).not()
		}
	case *ast.BinaryExpr:
		return s.combined(e)
	case *ast.CallExpr:
		if slices.ContainsFunc(e.Args, func(arg ast.Expr) bool { return s.same(arg, s.err) }) {
			some, none := s.suppose(e, s.depth+1)
			if s.some {
				return some
			}
			return none
		}
	}
	return answer{}
}

// combined is what a comparison of the error comes to, or two conditions.
func (s *supposed) combined(e *ast.BinaryExpr) answer {
	switch {
	case e.Op == token.LAND:
		return both(s.value(e.X), s.value(e.Y))
	case e.Op == token.LOR:
		return both(s.value(e.X).not(), s.value(e.Y).not()).not()
	case s.comparesError(e) && s.same(e.X, s.err):
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
