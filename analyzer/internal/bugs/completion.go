package bugs

import (
	"go/ast"
	"go/types"
	"iter"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A completion is a parameter to which a function reports its outcome: it is
// told of errors, and nothing is put in its place.
type completion struct {
	*Package
	param *types.Var
	body  *ast.BlockStmt // of the function
	err   int            // the index of the error
	graph map[*ast.BlockStmt]*flow
}

// completions yields the parameters of this kind that functions have.
func (p *Package) completions() iter.Seq[*completion] {
	return func(yield func(*completion) bool) {
		for file := range p.written() {
			for fn := range file.Preorder((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
				for _, c := range p.completionsOf(fn.Node()) {
					if !yield(c) {
						return
					}
				}
			}
		}
	}
}

func (p *Package) completionsOf(fn ast.Node) []*completion {
	var typ *ast.FuncType
	var body *ast.BlockStmt
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		typ, body = fn.Type, fn.Body
	case *ast.FuncLit:
		typ, body = fn.Type, fn.Body
	}
	if body == nil {
		return nil // implemented elsewhere
	}
	var all []*completion
	for _, field := range typ.Params.List {
		for _, name := range field.Names {
			v, ok := p.Pass.TypesInfo.Defs[name].(*types.Var)
			if !ok {
				continue // does not type-check
			}
			err := failureOf(v.Type())
			if err >= 0 && !assigns(p.Pass.TypesInfo, body, v) {
				all = append(all, &completion{p, v, body, err, make(map[*ast.BlockStmt]*flow)})
			}
		}
	}
	return all
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

// bodies lists the body of the function and those of the literals inside.
func (c *completion) bodies() []*ast.BlockStmt {
	all := []*ast.BlockStmt{c.body}
	ast.Inspect(c.body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok {
			all = append(all, lit.Body)
		}
		return true
	})
	return all
}

// A flow is one body with what every way through it does.
type flow struct {
	graph   *cfg.CFG
	settles map[*cfg.Block]bool // every way from the start of the block to the end of the body settles
}

// flow examines a body: a block settles when a node of it does, or when all
// blocks after it do. What does not come to an end settles, too, so whoever
// asks has to see a call.
func (c *completion) flow(body *ast.BlockStmt) *flow {
	if f := c.graph[body]; f != nil {
		return f
	}
	f := &flow{c.Index.Graph(body), make(map[*cfg.Block]bool)}
	c.graph[body] = f
	if f.graph == nil {
		return f
	}
	for _, b := range f.graph.Blocks {
		f.settles[b] = true
	}
	for changed := true; changed; {
		changed = false
		for _, b := range f.graph.Blocks {
			if f.settles[b] && !slices.ContainsFunc(b.Nodes, c.settles) && !f.after(b) {
				f.settles[b], changed = false, true
			}
		}
	}
	return f
}

// after says whether every way from the end of a block settles.
func (f *flow) after(b *cfg.Block) bool {
	return len(b.Succs) > 0 &&
		!slices.ContainsFunc(b.Succs, func(next *cfg.Block) bool { return !f.settles[next] })
}

// loops says whether a block may run again.
func (f *flow) loops(b *cfg.Block) bool {
	seen := make(map[*cfg.Block]bool)
	work := slices.Clone(b.Succs)
	for len(work) > 0 {
		next := work[0]
		work = work[1:]
		if next == b {
			return true
		}
		if !seen[next] {
			seen[next] = true
			work = append(work, next.Succs...)
		}
	}
	return false
}

// settles says whether a node calls the completion, or launches an operation
// with it or with a literal that calls it. An operation may return an error
// instead of calling back, but an outcome that is reported twice when it does
// not is one too many, too.
func (c *completion) settles(n ast.Node) bool {
	call := callOf(n)
	if call == nil || !mentions(c.Pass.TypesInfo, call, c.param) {
		return false
	}
	return c.is(call.Fun) || c.launches(call)
}

// callOf is the call that a statement makes, nil when it does something else.
func callOf(n ast.Node) *ast.CallExpr {
	var e ast.Expr
	switch stmt := n.(type) {
	case *ast.ExprStmt:
		e = stmt.X
	case *ast.AssignStmt:
		e = stmt.Rhs[0]
	default:
		return nil
	}
	call, _ := ast.Unparen(e).(*ast.CallExpr)
	return call
}

// is says whether an expression is the completion.
func (c *completion) is(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && c.Pass.TypesInfo.Uses[id] == c.param
}

// launches says whether a call hands the completion over.
func (c *completion) launches(call *ast.CallExpr) bool {
	for _, l := range c.Index.Launch(call) {
		switch {
		case l.Evidence == chain.Assumed, l.Convention.Sig.Params().Len() == 0:
			continue // it may not be called at all
		case c.is(l.Arg):
			return true
		case l.Lit == nil || l.Lit != ast.Unparen(l.Arg):
			continue
		}
		f := c.flow(l.Lit.Body)
		if f.graph != nil && f.settles[f.graph.Blocks[0]] && mentions(c.Pass.TypesInfo, l.Lit.Body, c.param) {
			return true
		}
	}
	return false
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
