package bugs

import (
	"go/ast"
	"go/types"
	"sync"

	"golang.org/x/tools/go/ast/inspector"
)

// A completion is a parameter to which a function reports its outcome: it is
// told of errors, and nothing is put in its place.
type completion struct {
	*Package
	param    *types.Var
	body     *ast.BlockStmt // of the function
	err      int            // the index of the error
	flows    map[*ast.BlockStmt]*flow
	wrappers map[*types.Var]*ast.FuncLit
	at       inspector.Cursor             // the function
	branches func() map[ast.Node]ast.Node // see branchesOf
	lasts    func() map[string][]ast.Node // see lastsOf
	now      bool                         // handing it over does not count, only calling it here
	called   *completion                  // see immediate
}

// immediate is the completion for those who ask whether it is called before
// a call returns.
func (c *completion) immediate() *completion {
	if c.called == nil {
		same := *c
		same.now, same.flows = true, make(map[*ast.BlockStmt]*flow)
		same.called = &same
		c.called = &same
	}
	return c.called
}

// findCompletions lists the parameters of this kind that functions have, and
// use.
func (p *Package) findCompletions() []*completion {
	var all []*completion
	for file := range p.written() {
		for fn := range file.Preorder((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
			all = append(all, p.completionsOf(fn)...)
		}
	}
	return all
}

func (p *Package) completionsOf(fn inspector.Cursor) []*completion {
	typ, body := function(fn.Node())
	if body == nil {
		return nil // implemented elsewhere
	}
	var all []*completion
	for _, field := range typ.Params.List {
		for _, name := range field.Names {
			v, ok := p.Pass.TypesInfo.Defs[name].(*types.Var)
			if !ok || failureOf(v.Type()) < 0 {
				continue // does not type-check, or is something else
			}
			if c := p.completion(v, body); c != nil {
				c.at = fn
				all = append(all, c)
			}
		}
	}
	return all
}

// function is the type and the body of a declared function or a literal.
func function(fn ast.Node) (*ast.FuncType, *ast.BlockStmt) {
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		return fn.Type, fn.Body
	case *ast.FuncLit:
		return fn.Type, fn.Body
	}
	return nil, nil
}

// completion returns a parameter of the function with a body as a completion,
// the same each time, nil when the function does not use it, or assigns it.
func (p *Package) completion(v *types.Var, body *ast.BlockStmt) *completion {
	if c, ok := p.known[v]; ok {
		return c
	}
	p.known[v] = nil
	if !mentions(p.Pass.TypesInfo, body, v) || assigns(p.Pass.TypesInfo, body, v) {
		return nil
	}
	c := &completion{
		Package: p, param: v, body: body, err: failureOf(v.Type()), flows: make(map[*ast.BlockStmt]*flow),
		wrappers: make(map[*types.Var]*ast.FuncLit),
	}
	c.branches = sync.OnceValue(func() map[ast.Node]ast.Node { return branchesOf(body) })
	c.lasts = sync.OnceValue(func() map[string][]ast.Node { return c.lastsOf(c.branches()) })
	c.wrap()
	p.known[v] = c
	return c
}

// failureOf is the index of the error that a callback without results is told
// of, -1 when there is none.
func failureOf(t types.Type) int {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.Results().Len() > 0 || sig.Variadic() {
		return -1
	}
	for i := range sig.Params().Len() {
		if isFailure(sig.Params().At(i).Type()) {
			return i
		}
	}
	return -1
}

// wrap finds the local variables that always hold a literal which uses the
// completion: fail := func(err error) { done(nil, err) }.
func (c *completion) wrap() {
	ast.Inspect(c.body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := c.Pass.TypesInfo.Defs[id].(*types.Var)
		if !ok || v.IsField() {
			return true
		}
		if _, ok := v.Type().Underlying().(*types.Signature); !ok {
			return true
		}
		if lit := c.Index.Held(id); lit != nil && c.mentioned(lit.Body) {
			c.wrappers[v] = lit
		}
		return true
	})
}

// bodies lists the body of the function and those of the literals inside.
func (c *completion) bodies() []*ast.BlockStmt {
	all := []*ast.BlockStmt{c.body}
	for lit := range c.at.Preorder((*ast.FuncLit)(nil)) {
		if body := lit.Node().(*ast.FuncLit).Body; body != c.body {
			all = append(all, body)
		}
	}
	return all
}

// is says whether an expression is the completion.
func (c *completion) is(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && c.Pass.TypesInfo.Uses[id] == c.param
}

// wrapper is the literal that an expression stands for and that uses the
// completion, nil for none.
func (c *completion) wrapper(e ast.Expr) *ast.FuncLit {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ := c.Pass.TypesInfo.Uses[e].(*types.Var)
		return c.wrappers[v]
	case *ast.FuncLit:
		return e
	}
	return nil
}

// mentioned says whether code uses the completion or a wrapper of it. That
// a wrapper is declared is no use.
func (c *completion) mentioned(code ast.Node) bool {
	found := false
	ast.Inspect(code, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			for _, lit := range c.wrappers {
				if lit == n && n != code {
					return false
				}
			}
		case *ast.Ident:
			v, _ := c.Pass.TypesInfo.Uses[n].(*types.Var)
			found = found || v != nil && (v == c.param || c.wrappers[v] != nil)
		}
		return !found
	})
	return found
}

// mentions says whether code uses an object.
func mentions(info *types.Info, code ast.Node, obj types.Object) bool {
	found := false
	ast.Inspect(code, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && info.Uses[id] == obj
		return !found
	})
	return found
}

// callOf is the call that a statement makes, nil when it does something else.
func callOf(n ast.Node) *ast.CallExpr {
	var e ast.Expr
	switch stmt := n.(type) {
	case *ast.ExprStmt:
		e = stmt.X
	case *ast.AssignStmt:
		e = stmt.Rhs[0]
	case *ast.GoStmt:
		return stmt.Call
	case *ast.DeferStmt:
		return stmt.Call
	default:
		return nil
	}
	call, _ := ast.Unparen(e).(*ast.CallExpr)
	return call
}
