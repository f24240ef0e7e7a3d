package build

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// answered returns the calls of a file whose callback looks like a part of a pyramid and has a
// result: it is told something, and returns what another such call returns. Of a nest of them
// the outermost is told of.
//
//	return g.prompt("name", func(name string) error {
//		return g.prompt("title", func(title string) error { return g.create(name, title) })
//	})
func (p *Package) answered(file inspector.Cursor) []*chain.Declined {
	var all []*chain.Declined
	inside := make(map[*ast.CallExpr]bool)
	for cur := range file.Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		for _, lit := range p.answers(call) {
			last := p.lastAnswered(lit.Body)
			if last == nil {
				continue
			}
			inside[last] = true
			if inside[call] {
				continue
			}
			all = append(all, &chain.Declined{
				Call: call, Lit: lit, Name: syntax.NameOf(call),
				Text: "is not a function without results: what it returns goes to who calls it",
			})
		}
	}
	return all
}

// lastAnswered is a call with a callback that has a result, whose own result a body returns, nil
// for none.
func (p *Package) lastAnswered(body *ast.BlockStmt) *ast.CallExpr {
	var last *ast.CallExpr
	syntax.Contains(body, func(n ast.Node) bool {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || len(ret.Results) != 1 {
			return false
		}
		call, ok := ast.Unparen(ret.Results[0]).(*ast.CallExpr)
		if ok && len(p.answers(call)) > 0 {
			last = call
		}
		return last != nil
	})
	return last
}

// answers are the literals among the arguments of a call, and in the fields of these, that are
// told something and return an error.
func (p *Package) answers(call *ast.CallExpr) []*ast.FuncLit {
	if p.Info.Types[call.Fun].IsType() {
		return nil // a conversion
	}
	var all []*ast.FuncLit
	for _, arg := range call.Args {
		for _, e := range given(arg) {
			lit, ok := ast.Unparen(e).(*ast.FuncLit)
			if ok && isAnswer(p.Info.TypeOf(lit).(*types.Signature)) {
				all = append(all, lit)
			}
		}
	}
	return all
}

// given is an argument, or what the fields of one are set to.
func given(arg ast.Expr) []ast.Expr {
	arg = ast.Unparen(arg)
	if addr, ok := arg.(*ast.UnaryExpr); ok && addr.Op == token.AND {
		arg = ast.Unparen(addr.X)
	}
	fields, ok := arg.(*ast.CompositeLit)
	if !ok {
		return []ast.Expr{arg}
	}
	var values []ast.Expr
	for _, elt := range fields.Elts {
		if field, ok := elt.(*ast.KeyValueExpr); ok {
			values = append(values, field.Value)
		}
	}
	return values
}

// isAnswer reports whether a callback is told something and returns an error. One that gets a
// context is a task or a scope, which something runs.
func isAnswer(sig *types.Signature) bool {
	results := sig.Results()
	if sig.Params().Len() == 0 || results.Len() != 1 ||
		!types.Identical(results.At(0).Type(), types.Universe.Lookup("error").Type()) {
		return false
	}
	for v := range sig.Params().Variables() {
		if types.TypeString(v.Type(), nil) == "context.Context" {
			return false
		}
	}
	return true
}
