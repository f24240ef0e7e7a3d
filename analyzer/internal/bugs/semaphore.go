package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
)

// semaphoreName is what channels are called that are semaphores.
var semaphoreName = regexp.MustCompile(`^sem(aphore)?s?$|(S|_s)em(aphore)?s?$`)

// releases says whether a receive of a handler gives back what a send has taken from
// a semaphore: its value is dropped, and a function around has sent before, or the package
// sends somewhere and the channel is called like one. Who receives first and sends then
// takes a token.
func (p *Package) releases(receive *ast.UnaryExpr, h *handler) bool {
	at, ok := p.Root.FindNode(receive)
	if !ok {
		return true
	}
	if _, ok := at.Parent().Node().(*ast.ExprStmt); !ok {
		return false
	}
	sent := func(given inspector.Cursor) bool { return p.sentAround(given, receive.X, token.NoPos) }
	if p.sentAround(at, receive.X, receive.Pos()) || slices.ContainsFunc(h.given, sent) {
		return true
	}
	channel, ok := p.named(receive.X).(*types.Var)
	return ok && semaphoreName.MatchString(channel.Name()) && p.sentTo(channel) && !p.sentThen(at, receive)
}

// sentAround says whether a function around a place itself sends on a channel before another
// place, if that is valid. What a function runs later, as a handler, may stand before the send.
func (p *Package) sentAround(at inspector.Cursor, channel ast.Expr, until token.Pos) bool {
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		_, body := function(fn.Node())
		if p.sends(body, channel, until) {
			return true
		}
		if !onTheSpot(fn) {
			until = token.NoPos
		}
	}
	return false
}

// sends says whether a body itself sends on a channel before a place, if that is valid.
func (p *Package) sends(body *ast.BlockStmt, channel ast.Expr, until token.Pos) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case nil:
			return false
		case *ast.FuncLit, *ast.GoStmt:
			return false // elsewhere, or later
		}
		found = found || (!until.IsValid() || n.Pos() < until) && p.isSend(n, channel, 0)
		return !found
	})
	return found
}

// sentThen says whether the function around a receive sends on the channel behind it.
func (p *Package) sentThen(at inspector.Cursor, receive *ast.UnaryExpr) bool {
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		_, body := function(fn.Node())
		return contains(body, func(n ast.Node) bool {
			return n.Pos() > receive.Pos() && p.isSend(n, receive.X, 0)
		})
	}
	return false
}

// isSend says whether a node sends on a channel, or calls a function of the package that does.
// There it has another name: the field or the variable tells.
func (p *Package) isSend(n ast.Node, channel ast.Expr, depth int) bool {
	switch n := n.(type) {
	case *ast.SendStmt:
		v, ok := p.named(channel).(*types.Var)
		return p.same(n.Chan, channel) || depth > 0 && ok && p.names(n.Chan, v)
	case *ast.CallExpr:
		body := p.called(n)
		return body != nil && depth < 2 && contains(body, func(n ast.Node) bool {
			return p.isSend(n, channel, depth+1)
		})
	}
	return false
}

// sentTo says whether the package sends on a channel that a variable or a field has.
func (p *Package) sentTo(channel *types.Var) bool {
	for send := range p.Root.Preorder((*ast.SendStmt)(nil)) {
		if p.names(send.Node().(*ast.SendStmt).Chan, channel) {
			return true
		}
	}
	return false
}

// names says whether an expression names a variable, or a field of whatever value.
func (p *Package) names(e ast.Expr, v *types.Var) bool {
	named, ok := p.named(e).(*types.Var)
	return ok && named.Origin() == v.Origin()
}
