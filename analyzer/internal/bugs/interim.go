package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
)

// An interim is the time between a launch and the test of an error in its continuation. The
// error is none where it begins.
type interim struct {
	*Package
	err    types.Object
	launch inspector.Cursor // the statement
	lit    *ast.FuncLit     // the continuation
	tested *ast.Ident       // the error in it
}

// news says whether the error may get another value meanwhile: behind the launch, by
// a return where it is a result, in the next round of a loop around it, by its address, or by
// a literal that somebody keeps, wherever that stands.
func (i *interim) news() bool {
	all, ok := i.Root.FindNode(outermost(i.launch))
	if !ok {
		return true
	}
	types := []ast.Node{
		(*ast.AssignStmt)(nil), (*ast.RangeStmt)(nil), (*ast.UnaryExpr)(nil), (*ast.ReturnStmt)(nil),
	}
	for at := range all.Preorder(types...) {
		if ref, ok := at.Node().(*ast.UnaryExpr); ok && ref.Op == token.AND && i.stands(ref.X, i.err) {
			return true
		}
		if i.renews(at) && i.falls(at, 0) {
			return true
		}
	}
	return false
}

// renews says whether a node gives the error another value.
func (i *interim) renews(at inspector.Cursor) bool {
	switch n := at.Node().(type) {
	case *ast.AssignStmt:
		return i.gets(n.Lhs, n.Rhs)
	case *ast.RangeStmt:
		return n.Key != nil && i.stands(n.Key, i.err) || n.Value != nil && i.stands(n.Value, i.err)
	case *ast.ReturnStmt:
		return i.gets(i.results(at), n.Results)
	}
	return false
}

// gets says whether the error is among variables that are assigned, and may be one then.
func (i *interim) gets(names, values []ast.Expr) bool {
	index := slices.IndexFunc(names, func(e ast.Expr) bool { return i.stands(e, i.err) })
	if index < 0 || len(values) == 0 {
		return false
	}
	if len(values) != len(names) {
		return true
	}
	return !i.isNil(values[index]) && !i.stands(values[index], i.err)
}

// results is the names of the results of the function around a place.
func (i *interim) results(at inspector.Cursor) []ast.Expr {
	var names []ast.Expr
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		typ, _ := function(fn.Node())
		if typ.Results == nil {
			return nil
		}
		for _, field := range typ.Results.List {
			for _, name := range field.Names {
				names = append(names, name)
			}
		}
		return names
	}
	return nil
}

// falls says whether what stands at a place may run meanwhile.
func (i *interim) falls(at inspector.Cursor, depth int) bool {
	if spans(i.lit, at.Node()) {
		return !i.behindTest(at)
	}
	if i.whereFailed(at) {
		return false
	}
	if deferred(at.Parent().Node()) || depth > deepest {
		return true
	}
	for fn := range at.Enclosing((*ast.FuncLit)(nil)) {
		lit := fn.Node().(*ast.FuncLit)
		switch {
		case spans(lit, i.launch.Node()):
			if i.err.Pos() < lit.Pos() && !i.inTurn(lit) {
				return true // it may run once more
			}
		case !onTheSpot(fn):
			return i.called(fn, depth)
		}
	}
	return at.Node().Pos() >= i.begins()
}

// begins is where the code begins that runs behind the launch: in the next round, too. A label
// may be where a goto statement begins one.
func (i *interim) begins() token.Pos {
	from := i.launch.Node().End()
	for loop := range i.launch.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
		if i.err.Pos() < loop.Node().Pos() {
			from = loop.Node().Pos()
		}
	}
	for _, stmt := range before(i.launch) {
		if label, ok := stmt.(*ast.LabeledStmt); ok && i.err.Pos() < label.Pos() {
			return min(from, label.Pos())
		}
	}
	return from
}

// behindTest says whether a place in the continuation is reached only once the error has
// been tested.
func (i *interim) behindTest(at inspector.Cursor) bool {
	test, ok := i.Root.FindNode(i.tested)
	if !ok {
		return false
	}
	for around := range test.Enclosing((*ast.FuncLit)(nil), (*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
		return around.Node() == i.lit && at.Node().Pos() > i.tested.Pos()
	}
	return false
}

// whereFailed says whether there is an error already where a place is reached.
func (i *interim) whereFailed(at inspector.Cursor) bool {
	for branch := range at.Enclosing((*ast.IfStmt)(nil)) {
		branch := branch.Node().(*ast.IfStmt)
		apart := inside(at.Node(), branch.Body) && !spans(branch, i.launch.Node())
		if apart && i.isFailedOnly(branch.Cond) {
			return true
		}
	}
	return false
}

// isFailedOnly says whether a condition is true only where there is an error.
func (i *interim) isFailedOnly(cond ast.Expr) bool {
	test, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if ok && test.Op == token.LAND {
		return i.isFailedOnly(test.X) || i.isFailedOnly(test.Y)
	}
	return i.tests(cond, token.NEQ, i.err)
}

// called says whether a literal may be called meanwhile: somebody is given it, or a call of
// the variable that holds it may run.
func (i *interim) called(fn inspector.Cursor, depth int) bool {
	lit := fn.Node().(*ast.FuncLit)
	v := i.holder(fn)
	all, ok := i.Root.FindNode(outermost(i.launch))
	if v == nil || !ok {
		return true
	}
	for use := range all.Preorder((*ast.Ident)(nil)) {
		if i.Pass.TypesInfo.Uses[use.Node().(*ast.Ident)] != v || spans(lit, use.Node()) {
			continue
		}
		switch parent := use.Parent().Node().(type) {
		case *ast.AssignStmt:
			if !slices.Contains(parent.Lhs, ast.Expr(use.Node().(*ast.Ident))) {
				return true
			}
		case *ast.CallExpr:
			if parent.Fun != use.Node() || i.falls(use.Parent(), depth+1) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// inTurn says whether a literal runs once each time its function runs.
func (p *Package) inTurn(lit *ast.FuncLit) bool {
	is := func(c continuation) bool { return c.lit == lit }
	return p.Index.RunsOnce(lit) || slices.ContainsFunc(p.continuations(), is)
}

// onTheSpot says whether a literal is called where it stands.
func onTheSpot(lit inspector.Cursor) bool {
	call, ok := lit.Parent().Node().(*ast.CallExpr)
	return ok && call.Fun == lit.Node() && !deferred(lit.Parent().Parent().Node())
}

// deferred says whether a statement runs a call later, or elsewhere.
func deferred(stmt ast.Node) bool {
	switch stmt.(type) {
	case *ast.GoStmt, *ast.DeferStmt:
		return true
	}
	return false
}

// spans says whether code is part of other code.
func spans(code, part ast.Node) bool { return code.Pos() <= part.Pos() && part.End() <= code.End() }
