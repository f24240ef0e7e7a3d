package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"regexp"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// By convention a launch that returns an error has failed: it has not taken
// its continuation over and will not call it. So in
//
//	if err := agent.Get(key, func(v Value, err error) { k(v, err) }); err != nil {
//		k(Value{}, err)
//	}
//
// k is called once.

// failure returns the variable that an assignment gives the error which a
// single call returns last, nil for other nodes.
func (s *scope) failure(n ast.Node) types.Object {
	assign, ok := n.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return nil
	}
	if _, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr); !ok {
		return nil
	}
	v := s.variable(assign.Lhs[len(assign.Lhs)-1])
	if v == nil || !isFailure(v.Type()) || s.shared[v] {
		return nil // what it holds later may be another error
	}
	if hidesNil(s.lastType(assign.Rhs[0]), v.Type()) {
		return nil // it is an error even if the launch has not failed
	}
	return v
}

// lastType is the type of an expression, or of the last result of a call.
func (s *scope) lastType(e ast.Expr) types.Type {
	t := s.info.TypeOf(e)
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		return tuple.At(tuple.Len() - 1).Type()
	}
	return t
}

// hidesNil says whether a value of one type that is nil is none as a value of another one:
// a nil pointer makes an interface that is not nil.
func hidesNil(from, to types.Type) bool {
	if from == nil || to == nil || !types.IsInterface(to) || types.Identical(from, to) {
		return false
	}
	return syntax.IsParameter(from) || !types.IsInterface(from)
}

// returnsNone says whether a statement returns as an error that is not nil what is nil as
// the last of its results.
func (s *scope) returnsNone(ret *ast.ReturnStmt) bool {
	results := s.resultsAround(ret)
	if results.NumFields() == 0 || len(ret.Results) == 0 {
		return false
	}
	as := s.info.TypeOf(results.List[len(results.List)-1].Type)
	last := ret.Results[len(ret.Results)-1]
	return canFail(as) && !s.info.Types[last].IsNil() && hidesNil(s.lastType(last), as)
}

// reports says whether a return statement may return an error although the
// function was called before.
func (s *state) reports(scope *scope, ret *ast.ReturnStmt) bool {
	if s.most() == 0 {
		return false
	}
	named := scope.failureResult(ret)
	if scope.shared[named] || scope.returnsNone(ret) {
		return true // what is deferred may set it, or no error is one all the same
	}
	v := named
	if len(ret.Results) > 0 {
		if !scope.mayFail(ret) {
			return false
		}
		v = scope.variable(ret.Results[len(ret.Results)-1])
	} else if named == nil {
		return false
	}
	return s.beside(v) > 0
}

// beside is the greatest number of calls if an error is not nil, which may be that of no variable.
func (s *state) beside(v *types.Var) int {
	if s.failing[v] == 0 {
		return s.most()
	}
	return s.without(v).most()
}

// without is a state without the calls that do not come if an error is not nil.
func (s *state) without(v *types.Var) state {
	rest := *s
	rest.failing = maps.Clone(s.failing)
	delete(rest.failing, v)
	return rest
}

// reportsAfter says whether a return statement in which the function may be called can
// return an error all the same. A launch that is returned as it is cannot, by convention.
func (s *scope) reportsAfter(ret *ast.ReturnStmt, e event) bool {
	if len(ret.Results) == 0 || e.weight.most() == 0 {
		return false
	}
	last := ast.Unparen(ret.Results[len(ret.Results)-1])
	if e.use.call != nil && last == e.use.call {
		return e.use.reports || s.shared[s.failureResult(ret)] || s.returnsNone(ret)
	}
	return s.mayFail(ret)
}

// mayFail says whether a return statement with results may return an error. What counts
// is the type of the result: the value may have another that is an error as well, or be
// one of several that a call returns.
func (s *scope) mayFail(ret *ast.ReturnStmt) bool {
	results := s.resultsAround(ret)
	if results.NumFields() == 0 || s.info.Types[ret.Results[len(ret.Results)-1]].IsNil() {
		return false
	}
	return canFail(s.info.TypeOf(results.List[len(results.List)-1].Type))
}

// failureResult is the error that the function around a node returns last, if it
// has a name.
func (s *scope) failureResult(n ast.Node) *types.Var {
	v := s.lastResult(n)
	if v == nil || !canFail(v.Type()) {
		return nil
	}
	return v
}

// lastResult is what the function around a node returns last, if it has a name.
func (s *scope) lastResult(n ast.Node) *types.Var {
	results := s.resultsAround(n)
	if results.NumFields() == 0 {
		return nil
	}
	names := results.List[len(results.List)-1].Names
	if len(names) == 0 {
		return nil
	}
	v, _ := s.info.Defs[names[len(names)-1]].(*types.Var)
	return v
}

// resultsAround are the results of the function around a node, nil for none.
func (s *scope) resultsAround(n ast.Node) *ast.FieldList {
	for ; n != nil; n = s.parents[n] {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n.Type.Results
		case *ast.FuncDecl:
			return n.Type.Results
		}
	}
	return nil
}

// isFailure says whether a value of a type, when it is not nil, tells of
// failure: an error, or a pointer to something that is called one.
func isFailure(t types.Type) bool {
	if isError(t) {
		return true
	}
	pointer, ok := types.Unalias(t).(*types.Pointer)
	if !ok || types.IsInterface(pointer.Elem()) {
		return false
	}
	return namesError(typeName(t))
}

// namesError says whether a type is called an error: the last of the words of its name, or
// what it is the code, the details or so of, ends in one.
//
//	opError, apierr, Errno, ErrorCode; not Deferred, Territory, ErrorHandler
func namesError(id string) bool {
	words := words(id)
	for len(words) > 1 && slices.Contains(errorParts, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return len(words) > 0 && errorWord.MatchString(words[len(words)-1])
}

// errorParts are the words for what tells of an error.
var errorParts = list("code data detail details info message msg reply resp response " +
	"result status text type value")

var errorWord = regexp.MustCompile(`(^|[a-z])err(s|no|or|ors|code|info|msg)?$`)

// canFail says whether a value of a type may be an error to whoever gets it: it tells of
// failure, or can be assigned to what does. A type parameter may stand for what does, unless its
// constraint says what it stands for.
func canFail(t types.Type) bool {
	if t != nil && syntax.IsParameter(t) && syntax.Core(t) == t {
		return true
	}
	return t != nil && (isFailure(t) || types.Implements(t, errorInterface))
}

// failures returns the error variables that are not nil when a condition
// holds or does not hold.
func (s *scope) failures(cond ast.Expr, holds bool) []types.Object {
	return s.compared(cond, holds, token.NEQ)
}

// successes returns those that are nil then.
func (s *scope) successes(cond ast.Expr, holds bool) []types.Object {
	return s.compared(cond, holds, token.EQL)
}

// compared returns the variables of which a condition says so, when it holds or does not hold,
// that they are nil (==) or not (!=).
func (s *scope) compared(cond ast.Expr, holds bool, op token.Token) []types.Object {
	return implied(cond, holds, func(e ast.Expr, holds bool) types.Object {
		test, ok := e.(*ast.BinaryExpr)
		if !ok || test.Op != token.NEQ && test.Op != token.EQL || (test.Op == op) != holds {
			return nil
		}
		x, y := test.X, test.Y
		if s.info.Types[x].IsNil() {
			x, y = y, x
		}
		if v := s.variable(x); v != nil && s.info.Types[y].IsNil() {
			return v
		}
		return nil
	})
}
