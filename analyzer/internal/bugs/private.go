package bugs

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/syntax"
)

// private says whether a variable belongs to one run of the function around a place:
// it is declared there, and no literal and no address gives it to anybody else.
func (p *Package) private(at inspector.Cursor, v *types.Var) bool {
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		node := fn.Node()
		inside := node.Pos() <= v.Pos() && v.Pos() < node.End()
		_, body := function(node)
		return inside && !v.IsField() && body != nil && !p.shared(body, v)
	}
	return false
}

// shared says whether a literal in a body mentions a variable, or its address is
// taken.
func (p *Package) shared(body *ast.BlockStmt, v *types.Var) bool {
	info, found := p.Pass.TypesInfo, false
	is := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && info.Uses[id] == v
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			found = found || mentions(info, n, v)
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && is(n.X)
		case *ast.SliceExpr:
			found = found || syntax.SlicesArray(info, n) && is(n.X)
		case *ast.SelectorExpr:
			found = found || is(n.X) && p.addresses(n)
		}
		return !found
	})
	return found
}

// addresses says whether a selector gives a method the address of what it is called on.
func (p *Package) addresses(sel *ast.SelectorExpr) bool {
	fn, ok := p.Pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Signature().Recv() == nil {
		return false
	}
	_, takes := fn.Signature().Recv().Type().Underlying().(*types.Pointer)
	_, is := syntax.Underlying(p.Pass.TypesInfo, sel.X).(*types.Pointer)
	return takes && !is
}
