package signature

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
)

// tellsFailures refuses callbacks that are told of failures only, and another one of
// everything else.
//
//	func Find(id int, found func(int), failed func(error))
//
// A promise of failed alone would stay pending after a success. Whether the other callback
// is told of that, or of progress, no type says.
func (p *Package) tellsFailures(f *Function) (text, remedy string) {
	conv := f.Op.Convention
	if len(conv.Values()) > 0 || conv.Error < 0 || p.mayTellSuccess(f) {
		return "", ""
	}
	for v := range f.Op.Func.Signature().Params().Variables() {
		sig, ok := v.Type().Underlying().(*types.Signature)
		if ok && v != f.callback() && sig.Results().Len() == 0 {
			return fmt.Sprintf("%s may be told of the success in place of %s, which is told of failures",
				v.Name(), f.callback().Name()), "call one of them in either case, with nil for the error"
		}
	}
	return "", ""
}

// mayTellSuccess reports whether a function hands its callback on, or calls it with what may
// be nil: not an error of which it knows. One that is called like a failure is told of failures,
// unless it is told of nil in so many words.
func (p *Package) mayTellSuccess(f *Function) bool {
	src, err := p.Source(f.file)
	if err != nil {
		return true // Declare says so
	}
	k := f.callback()
	named := namesFailure.MatchString(k.Name())
	isK := func(e ast.Expr) bool { return p.names(e, k) }
	called := make(map[ast.Expr]bool)
	var failing []failing
	found := false
	ast.Inspect(f.node.Body, func(n ast.Node) bool {
		failing = append(failing, p.failingIn(n)...)
		switch n := n.(type) {
		case *ast.CallExpr:
			called[n.Fun] = true
			switch {
			case !isK(n.Fun):
			case named:
				found = found || src.IsNil(n.Args[0])
			default:
				found = found || !src.Fails(n.Args[0]) && !p.isFailing(n.Args[0], failing)
			}
		case *ast.Ident:
			found = found || isK(n) && !called[n] && !named
		}
		return !found
	})
	return found
}

// namesFailure fits the names of callbacks that are told of failures: a word in them begins so.
var namesFailure = regexp.MustCompile(`^(on)?_?(fail|fault|err|reject)|Fail|Fault|Err|Reject`)

// names reports whether an expression is a variable.
func (p *Package) names(e ast.Expr, v types.Object) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && v != nil && p.Info.Uses[id] == v
}

// A failing is an error that is not nil in a part of the text.
type failing struct {
	err      types.Object
	from, to token.Pos
}

// failingIn reads what a statement says of an error.
//
//	if err != nil { … }
//	if err == nil { … } else { … }
//	if err == nil { …; return }; …
//	switch { case err != nil: … }
func (p *Package) failingIn(n ast.Node) (all []failing) {
	switch n := n.(type) {
	case *ast.IfStmt:
		switch err, op := p.tested(n.Cond); {
		case op == token.NEQ:
			all = append(all, failing{err, n.Body.Pos(), n.Body.End()})
		case op == token.EQL && n.Else != nil:
			all = append(all, failing{err, n.Else.Pos(), n.Else.End()})
		}
	case *ast.CaseClause:
		if len(n.List) == 1 {
			if err, op := p.tested(n.List[0]); op == token.NEQ {
				all = append(all, failing{err, n.Pos(), n.End()})
			}
		}
	case *ast.BlockStmt:
		for _, stmt := range n.List {
			test, ok := stmt.(*ast.IfStmt)
			if !ok || !returns(test.Body) {
				continue
			}
			if err, op := p.tested(test.Cond); op == token.EQL {
				all = append(all, failing{err, stmt.End(), n.End()})
			}
		}
	}
	return all
}

// returns reports whether a block ends with a return.
func returns(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	_, ok := body.List[len(body.List)-1].(*ast.ReturnStmt)
	return ok
}

// tested reads the comparison of a variable with nil, and how they are compared.
func (p *Package) tested(cond ast.Expr) (types.Object, token.Token) {
	test, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || !p.Info.Types[test.Y].IsNil() {
		return nil, token.ILLEGAL
	}
	id, ok := ast.Unparen(test.X).(*ast.Ident)
	if !ok {
		return nil, token.ILLEGAL
	}
	return p.Info.Uses[id], test.Op
}

// isFailing reports whether an expression is an error that is not nil where it stands.
func (p *Package) isFailing(e ast.Expr, all []failing) bool {
	return slices.ContainsFunc(all, func(f failing) bool {
		return p.names(e, f.err) && f.from <= e.Pos() && e.Pos() < f.to
	})
}
