package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/syntax"
)

// tellsFirst says whether a continuation goes on with an error that it has from elsewhere: with
// one that there is where it is launched, or since all that it tells others are such errors.
//
//	if err != nil {
//		tx.Rollback(func(failed error) { done(nil, err) })
//	}
func (p *Package) tellsFirst(lit *ast.FuncLit, launch inspector.Cursor) bool {
	goesOn := func(f fact) bool {
		err := p.failed(f)
		return err != nil && p.goesOnWith(lit.Body, err)
	}
	return slices.ContainsFunc(p.facts(launch), goesOn) || p.tellsFailures(lit)
}

// goesOnWith says whether code has to do with an error, or with what is made of it.
func (p *Package) goesOnWith(code ast.Node, err ast.Expr) bool {
	return contains(code, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		return ok && p.madeOf(e, err)
	})
}

// failed is the error that there is by a fact, nil for none: it is not nil, or is a certain one.
func (p *Package) failed(f fact) ast.Expr {
	switch test := f.cond.(type) {
	case *ast.BinaryExpr:
		is := f.is == (test.Op == token.EQL)
		compares := test.Op == token.EQL || test.Op == token.NEQ
		if compares && p.keepsFailure(test.X) && is != p.isNil(test.Y) {
			return test.X
		}
	case *ast.CallExpr:
		if f.is && len(test.Args) > 0 && p.keepsFailure(test.Args[0]) {
			return test.Args[0] // errors.Is, os.IsNotExist
		}
	}
	return nil
}

// madeOf says whether an expression is an error, or a variable that is made of it.
func (p *Package) madeOf(e, err ast.Expr) bool {
	if p.same(e, err) {
		return true
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	value := p.valueOf(id)
	return value != nil && contains(value, func(n ast.Node) bool {
		part, ok := n.(ast.Expr)
		return ok && p.same(part, err)
	})
}

// tellsFailures says whether a literal tells others of failures from elsewhere only, and of one.
func (p *Package) tellsFailures(lit *ast.FuncLit) bool { return p.telling(lit).onlyFailures() }

// mayTellFailures says whether that may be so: an error of which nothing is known may be one, where the
// literal does not look at its own.
func (p *Package) mayTellFailures(lit *ast.FuncLit) bool {
	t := p.telling(lit)
	t.doubts = !contains(lit.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		return ok && t.given(id, lit.Type)
	})
	return t.onlyFailures()
}

func (p *Package) telling(lit *ast.FuncLit) *telling {
	return &telling{
		Package: p, lit: lit, seen: make(map[*ast.FuncLit]bool), getters: make(map[*ast.BlockStmt]bool),
	}
}

// A telling is what a literal tells others.
type telling struct {
	*Package
	lit      *ast.FuncLit
	failures int                   // how often it tells of one from elsewhere
	others   bool                  // it tells of something else, or lets others tell
	seen     map[*ast.FuncLit]bool // the literals that were read, which it calls by variables

	doubts  bool                    // an error that is there is one from elsewhere if nothing is known of it
	getters map[*ast.BlockStmt]bool // the functions that are being read for what they return
}

// onlyFailures says whether the literal tells of failures from elsewhere, and of nothing else.
func (t *telling) onlyFailures() bool {
	t.read(t.lit.Body)
	return t.failures > 0 && !t.others
}

// read reads the code of the literal, or that of one which it calls by a variable.
func (t *telling) read(code ast.Node) {
	called := make(map[ast.Node]bool)
	ast.Inspect(code, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			called[ast.Unparen(n.Fun)] = true
			t.tells(n)
		case *ast.BinaryExpr:
			called[n.X], called[n.Y] = true, true // it is compared
		case *ast.Ident:
			v, ok := t.Pass.TypesInfo.Uses[n].(*types.Var)
			t.others = t.others || ok && !called[n] && failureOf(v.Type()) >= 0
		case *ast.SelectorExpr:
			called[n.Sel] = called[n]
		}
		return !t.others
	})
}

// tells notes what a call tells a function that is told of errors.
func (t *telling) tells(call *ast.CallExpr) {
	typ := t.Pass.TypesInfo.TypeOf(call.Fun)
	if typ == nil {
		return
	}
	if err := failureOf(typ); err >= 0 {
		if len(call.Args) > err && t.fails(call, err) {
			t.failures++
		} else {
			t.others = true
		}
		return
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return
	}
	if lit := t.Index.Held(id); lit != nil && !t.seen[lit] && !spans(lit, call) {
		t.seen[lit] = true
		t.read(lit.Body)
	}
}

// fails says whether a call tells of a failure from elsewhere. An error of which nothing is
// known is one where no value stands beside it.
func (t *telling) fails(call *ast.CallExpr, err int) bool {
	if chance := t.failure(call, call.Args[err]); chance != perhaps {
		return chance == certain
	}
	valued := false
	for i, arg := range call.Args {
		made, ok := ast.Unparen(arg).(*ast.CompositeLit)
		empty := isZero(t.Pass.TypesInfo, arg) || ok && len(made.Elts) == 0
		valued = valued || i != err && !empty
	}
	return (t.doubts && !t.goesOn(call.Args[err]) || len(call.Args) > 1) && !valued
}

// goesOn says whether an expression is what a call returns then: of something that makes no errors, is given
// none, and is not called like what tells why something has failed.
func (t *telling) goesOn(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || t.Pass.TypesInfo.Types[call.Fun].IsType() || t.isEnd(call) || t.makesError(call) {
		return false
	}
	if name := syntax.CalledName(call); name != nil && reasonName.MatchString(name.Name) {
		return false
	}
	return !slices.ContainsFunc(call.Args, t.keepsFailure)
}
