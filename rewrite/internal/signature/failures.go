package signature

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
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
// be nil: not an error of which it knows.
func (p *Package) mayTellSuccess(f *Function) bool {
	src, err := p.Source(f.file)
	if err != nil {
		return true // Declare says so
	}
	k := f.callback()
	isK := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && p.Info.Uses[id] == k
	}
	called := make(map[ast.Expr]bool)
	var failing []failing
	found := false
	ast.Inspect(f.node.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			failing = append(failing, p.failingIn(n)...)
		case *ast.CallExpr:
			called[n.Fun] = true
			found = found || isK(n.Fun) && !src.Fails(n.Args[0]) && !p.isFailing(n.Args[0], failing)
		case *ast.Ident:
			found = found || isK(n) && !called[n]
		}
		return !found
	})
	return found
}

// A failing is an error that is not nil in a block.
type failing struct {
	err types.Object
	in  *ast.BlockStmt
}

// failingIn reads if err != nil { … }.
func (p *Package) failingIn(test *ast.IfStmt) []failing {
	cond, ok := ast.Unparen(test.Cond).(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !p.Info.Types[cond.Y].IsNil() {
		return nil
	}
	id, ok := ast.Unparen(cond.X).(*ast.Ident)
	if !ok {
		return nil
	}
	return []failing{{p.Info.Uses[id], test.Body}}
}

// isFailing reports whether an expression is an error that is not nil where it stands.
func (p *Package) isFailing(e ast.Expr, all []failing) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && slices.ContainsFunc(all, func(f failing) bool {
		return f.err == p.Info.Uses[id] && f.in.Pos() <= e.Pos() && e.Pos() < f.in.End()
	})
}
