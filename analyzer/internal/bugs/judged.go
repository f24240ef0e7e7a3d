package bugs

import (
	"go/ast"
	"go/constant"
	"go/token"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/syntax"
)

// mayHaveFailed says whether there may be an error where a place is reached: a fact says so, the function
// around is called like a failure, or a condition around is what somebody makes of an error. Every
// error of an operation with a context may come from the end of that; others say nothing of the context
// where the launch is what is done instead, and tells the outcome itself.
func (p *Package) mayHaveFailed(at inspector.Cursor, launch *ast.CallExpr) bool {
	instead := p.tellsItself(at, launch)
	failed := func(f fact) bool { return p.hasFailed(f) && !(instead && p.isApart(f)) }
	return slices.ContainsFunc(p.facts(at), failed) || p.inFailure(at) ||
		slices.ContainsFunc(p.enclosing(at), p.judgesError)
}

// hasFailed says whether a fact is that there is an error, and not of what kind.
func (p *Package) hasFailed(f fact) bool {
	switch test := f.cond.(type) {
	case *ast.BinaryExpr:
		return p.comparesError(test) && p.failed(f) != nil
	case *ast.CallExpr:
		is, ok := p.asksForError(test, 0)
		return ok && f.is == is
	}
	return false
}

// comparesError says whether an expression compares an error with nil.
func (p *Package) comparesError(test *ast.BinaryExpr) bool {
	t := p.Pass.TypesInfo.TypeOf(test.X)
	return (test.Op == token.NEQ || test.Op == token.EQL) && t != nil && isFailure(t) && p.isNil(test.Y)
}

// kindName is what functions are called that say of what kind an error is.
var kindName = regexp.MustCompile(`^[iI]s[A-Z]`)

// judgesError says whether a fact is what a function makes of an error: not whether there is one, as far
// as that is known, and not of what kind it is.
func (p *Package) judgesError(f fact) bool {
	call, ok := f.cond.(*ast.CallExpr)
	if !ok || !slices.ContainsFunc(call.Args, p.keepsFailure) {
		return false
	}
	name := syntax.CalledName(call)
	fn, _ := p.calleeIn("errors", call)
	ofKind := fn != nil || name == nil || f.is && kindName.MatchString(name.Name)
	_, known := p.asksForError(call, 0)
	return !ofKind && !known
}

// asksForError says what a call returns where there is an error among its arguments. It is ok where the
// function returns the opposite wherever there is none, going by its body, so many calls deep.
func (p *Package) asksForError(call *ast.CallExpr, depth int) (is, ok bool) {
	i := slices.IndexFunc(call.Args, p.keepsFailure)
	if i < 0 || depth > deepest {
		return false, false
	}
	param, body := p.parameter(call, i)
	if param == nil {
		return false, false
	}
	err := p.nameOf(param)
	some, none := &supposed{p, err, true, depth}, &supposed{p, err, false, depth}
	is, ok = some.result(body)
	isOtherwise, okOtherwise := none.result(body)
	return is, ok && okOtherwise && is != isOtherwise
}

// A supposed knows what conditions come to where there is an error, or none.
type supposed struct {
	*Package
	err   ast.Expr
	some  bool
	depth int // of calls
}

// result is what a body returns, ok where that is known, and the same on all ways. Of several conditions
// it is not known which one counts.
func (s *supposed) result(body *ast.BlockStmt) (is, ok bool) {
	if contains(body, joins) {
		return false, false
	}
	for _, ret := range returned(body) {
		at, found := s.Root.FindNode(ret)
		if !found {
			return false, false
		}
		if slices.ContainsFunc(s.facts(at), s.excludes) {
			continue
		}
		value, known := s.value(ret.Results[0])
		if !known || ok && value != is {
			return false, false
		}
		is, ok = value, true
	}
	return is, ok
}

// joins says whether a node is several conditions.
func joins(n ast.Node) bool {
	test, ok := n.(*ast.BinaryExpr)
	return ok && (test.Op == token.LAND || test.Op == token.LOR)
}

// excludes says whether a fact is that it is the other way round.
func (s *supposed) excludes(f fact) bool {
	value, known := s.value(f.cond)
	return known && value != f.is
}

// value is what a condition comes to, not known where that depends on something else.
func (s *supposed) value(e ast.Expr) (is, known bool) {
	e = s.computed(e)
	if value := s.Pass.TypesInfo.Types[e].Value; value != nil && value.Kind() == constant.Bool {
		return constant.BoolVal(value), true
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		is, known = s.value(e.X)
		return !is, known && e.Op == token.NOT
	case *ast.BinaryExpr:
		if s.comparesError(e) && s.same(e.X, s.err) {
			return s.some == (e.Op == token.NEQ), true
		}
	case *ast.CallExpr:
		if slices.ContainsFunc(e.Args, func(arg ast.Expr) bool { return s.same(arg, s.err) }) {
			is, known = s.asksForError(e, s.depth+1)
			return is == s.some, known
		}
	}
	return false, false
}
