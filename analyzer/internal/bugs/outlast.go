package bugs

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/analyzer/internal/cps"
)

// asks says whether code asks a context for its end, or waits for that.
func (p *Package) asks(code ast.Node) bool {
	return contains(code, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		return ok && p.isEnd(e)
	})
}

// isEnd says whether an expression is the end of a context: what it is called, or when.
func (p *Package) isEnd(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	if fn, _ := p.calleeIn("context", call); fn != nil && fn.Name() == "Cause" {
		return true
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && (sel.Sel.Name == "Err" || sel.Sel.Name == "Done") &&
		isContext(p.Pass.TypesInfo.TypeOf(sel.X))
}

// hasEndedAt says whether an error is that of a context which has ended where a place is reached: its
// end was received, or this is what is done then.
func (p *Package) hasEndedAt(at inspector.Cursor, err ast.Expr) bool {
	ctx := p.endOf(err)
	if ctx == nil || !isContext(p.Pass.TypesInfo.TypeOf(ctx)) {
		return false
	}
	for fn := range at.Enclosing((*ast.FuncLit)(nil)) {
		call, ok := fn.Parent().Node().(*ast.CallExpr)
		if !ok {
			continue
		}
		after, _ := p.calleeIn("context", call)
		if after != nil && after.Name() == "AfterFunc" && p.same(call.Args[0], ctx) {
			return true
		}
	}
	return slices.ContainsFunc(leading(at), func(n ast.Node) bool {
		stmt, ok := n.(ast.Stmt)
		return ok && p.calls(received(stmt), ctx, "Done")
	})
}

// outlasts says whether a context may have ended when a statement has: it waits for the
// end, or asks for it, and goes on then.
func (p *Package) outlasts(stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.IfStmt:
			if n.Else == nil && p.isFailed(n.Cond) && departs(n.Body.List, n == stmt) {
				return false
			}
		case *ast.CommClause:
			if departs(n.Body, false) {
				return false
			}
		case *ast.CallExpr:
			found = found || p.isEnd(n)
		}
		return !found
	})
	return found
}

// compensates says whether a launch goes on with a failure that there is already: it is told of
// one that has led there, or all that its continuation tells others may be such failures.
func (p *Package) compensates(at inspector.Cursor, launch *ast.CallExpr) bool {
	goesOn := func(f fact) bool {
		err := p.failed(f)
		return err != nil && p.goesOnWith(launch, err)
	}
	return slices.ContainsFunc(p.facts(at), goesOn) ||
		slices.ContainsFunc(p.Index.Launch(launch), func(l cps.Launch) bool {
			return l.Lit != nil && p.mayTellFailures(l.Lit)
		})
}

// isFailed says whether a condition is that there is an error.
func (p *Package) isFailed(cond ast.Expr) bool {
	test, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && test.Op == token.NEQ && p.comparesError(test)
}

// departs says whether a list of statements ends with a return, or leaves its list in
// another way where that counts.
func departs(list []ast.Stmt, anyhow bool) bool {
	if len(list) == 0 {
		return false
	}
	_, leaves := list[len(list)-1].(*ast.BranchStmt)
	return isReturn(list[len(list)-1]) || anyhow && leaves
}
