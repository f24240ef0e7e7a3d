package bugs

import (
	"go/ast"
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ast/inspector"
)

// A fact is a condition that may be why a place is reached.
type fact struct {
	cond ast.Expr // no part of which is a condition, too
	is   bool     // what it is there
}

// facts lists those of the statements and expressions around a place, and of the statements
// before that leave otherwise.
func facts(at inspector.Cursor) []fact {
	var all []fact
	types := []ast.Node{(*ast.IfStmt)(nil), (*ast.ForStmt)(nil), (*ast.BinaryExpr)(nil)}
	for around := range at.Enclosing(types...) {
		switch n := around.Node().(type) {
		case *ast.IfStmt:
			all = append(all, reasons(n.Cond, at.Node(), n.Body, n.Else)...)
		case *ast.ForStmt:
			all = append(all, reasons(n.Cond, at.Node(), n.Body, nil)...)
		case *ast.BinaryExpr:
			if spans(n.Y, at.Node()) && (n.Op == token.LAND || n.Op == token.LOR) {
				all = append(all, split(n.X, n.Op == token.LAND)...)
			}
		}
	}
	for _, stmt := range before(at) {
		if guard, ok := stmt.(*ast.IfStmt); ok && departs(guard.Body.List, true) {
			all = append(all, split(guard.Cond, false)...)
		}
	}
	return all
}

// reasons is what a condition tells of a place, if that is where it leads to.
func reasons(cond ast.Expr, place, where, otherwise ast.Node) []fact {
	switch {
	case cond == nil:
		return nil
	case spans(where, place):
		return split(cond, true)
	case otherwise != nil && spans(otherwise, place):
		return split(cond, false)
	}
	return nil
}

// split lists the conditions that a condition is made of, with what they are where that is
// true or false. Of several each may be the one that counts.
func split(cond ast.Expr, is bool) []fact {
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return split(e.X, !is)
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			return append(split(e.X, is), split(e.Y, is)...)
		}
	}
	return []fact{{ast.Unparen(cond), is}}
}

// hasSome says whether a fact is that a channel has something to receive. A number that is
// not known is taken to be more than none.
func (p *Package) hasSome(f fact, channel ast.Expr) bool {
	test, ok := f.cond.(*ast.BinaryExpr)
	switch {
	case !ok:
		return false
	case p.isLength(test.X, channel):
		return f.is != constant.Compare(constant.MakeInt64(0), test.Op, p.number(test.Y))
	case p.isLength(test.Y, channel):
		return f.is != constant.Compare(p.number(test.X), test.Op, constant.MakeInt64(0))
	}
	return false
}

// isLength says whether an expression is how much a channel has.
func (p *Package) isLength(e, channel ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !p.Pass.TypesInfo.Types[call.Fun].IsBuiltin() {
		return false
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && id.Name == "len" && p.same(call.Args[0], channel)
}

// number is the value of an expression, 1 when it is no constant.
func (p *Package) number(e ast.Expr) constant.Value {
	if value := p.Pass.TypesInfo.Types[e].Value; value != nil {
		return value
	}
	return constant.MakeInt64(1)
}

// hasFired says whether a fact is that a timer, of which the channel is received from, was
// too late to be stopped.
func (p *Package) hasFired(f fact, channel ast.Expr) bool {
	sel, ok := channel.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "C" && !f.is && p.calls(f.cond, sel.X, "Stop")
}

// hasEnded says whether a fact is that there is an error of what is done when a channel is
// closed.
func (p *Package) hasEnded(f fact, channel ast.Expr) bool {
	call, ok := channel.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Done" {
		return false
	}
	switch test := f.cond.(type) {
	case *ast.BinaryExpr:
		some := (test.Op == token.NEQ) == p.Pass.TypesInfo.Types[test.Y].IsNil()
		return p.calls(test.X, sel.X, "Err") && f.is == some
	case *ast.CallExpr:
		return f.is && len(test.Args) > 0 && p.calls(test.Args[0], sel.X, "Err") // errors.Is
	}
	return false
}
