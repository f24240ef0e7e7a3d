package rounds

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A reader reads what one function mentions.
type reader struct {
	*Rounds

	info   *types.Info
	recv   *types.Var
	params map[types.Object]bool // of the function and of literals in it
	called map[ast.Node]bool     // names and literals that are called
	posted map[ast.Node]bool     // those whose calls have to stay as they are
	anew   map[*ast.Ident]bool   // names that are called with a callback of their own
	holds  map[types.Object]bool // variables that hold a callback in something else
	nodes  []node                // the function, and the literals around a place
}

// declares reads a function.
func (r *Rounds) declares(u unit, decl *ast.FuncDecl) {
	fn, ok := u.info.Defs[decl.Name].(*types.Func)
	if !ok || decl.Body == nil {
		return
	}
	key, sig := chain.KeyOf(fn), fn.Signature()
	if s := shapeOf(sig); sig.Recv() != nil && s != nil {
		r.methods[fn.Name()] = append(r.methods[fn.Name()], target{key, s})
	}
	in := r.reader(u)
	in.recv, in.nodes = sig.Recv(), []node{key}
	in.takes(sig)
	for n := range ast.Preorder(decl.Body) {
		if lit, ok := n.(*ast.FuncLit); ok {
			in.takes(u.info.TypeOf(lit).(*types.Signature))
		}
	}
	in.holds = in.holders(decl.Body)
	in.read(decl.Body)
}

// reader is one of what is in no function.
func (r *Rounds) reader(u unit) *reader {
	return &reader{
		Rounds: r, info: u.info,
		params: make(map[types.Object]bool), called: make(map[ast.Node]bool), posted: make(map[ast.Node]bool),
		anew: make(map[*ast.Ident]bool),
	}
}

// takes notes the parameters of a function.
func (r *reader) takes(sig *types.Signature) {
	for v := range sig.Params().Variables() {
		r.params[v] = true
	}
}

// read reads a part of the function.
func (r *reader) read(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			r.literal(n)
			return false
		case *ast.GoStmt:
			r.posts(n.Call)
		case *ast.DeferStmt:
			r.posts(n.Call)
		case *ast.CallExpr:
			r.calls(n)
		case *ast.SelectorExpr:
			r.mentions(n.Sel, n)
			r.read(n.X)
			return false
		case *ast.Ident:
			r.mentions(n, n)
		}
		return true
	})
}

// literal reads a literal, which may be a value that others call. What it does the
// function around it does, too.
func (r *reader) literal(lit *ast.FuncLit) {
	sig := r.info.TypeOf(lit).(*types.Signature)
	r.takes(sig)
	if s := shapeOf(sig); s != nil && !r.called[lit] {
		r.values = append(r.values, target{lit, s})
		r.nodes = append(r.nodes, lit)
		defer func() { r.nodes = r.nodes[:len(r.nodes)-1] }()
	}
	r.read(lit.Body)
}

// mentions reads a name of a function. One that is not called is a value.
func (r *reader) mentions(id *ast.Ident, e ast.Expr) {
	fn, ok := r.info.Uses[id].(*types.Func)
	if !ok {
		return
	}
	fn = fn.Origin()
	apart := !r.inside(e)
	if syntax.IsAbstract(fn) {
		r.asks(request{fn.Name(), methodShape(fn.Signature()), apart})
		return
	}
	r.named[chain.KeyOf(fn)] = true
	if r.called[id] && !r.posted[id] {
		r.Rounds.called[chain.KeyOf(fn)] = true
	}
	key := node(chain.KeyOf(fn))
	for _, n := range r.nodes {
		r.edges[n] = append(r.edges[n], edge{key, apart, r.anew[id], r.nodes[0] == key})
	}
	if sig, ok := r.info.TypeOf(e).(*types.Signature); ok && !r.called[id] {
		if s := shapeOf(sig); s != nil {
			r.values = append(r.values, target{chain.KeyOf(fn), s})
		}
	}
}

// calls reads a call: one of a value may be one of all that are values. What a parameter
// is the caller knows.
func (r *reader) calls(call *ast.CallExpr) {
	fun := ast.Unparen(call.Fun)
	r.called[fun] = true
	id := syntax.CalledName(call)
	if id != nil {
		r.called[id] = true
	}
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		s := r.info.Selections[sel]
		r.posted[id] = r.posted[id] || s != nil && s.Kind() == types.MethodExpr
	}
	if len(call.Args) == 1 {
		_, several := r.info.TypeOf(call.Args[0]).(*types.Tuple)
		r.posted[id] = r.posted[id] || several
	}
	_, static := typeutil.Callee(r.info, call).(*types.Func)
	if static {
		r.anew[id] = r.begins(call)
	}
	if static || id != nil && r.params[r.info.Uses[id]] {
		return
	}
	t := r.info.TypeOf(fun)
	if _, isLiteral := fun.(*ast.FuncLit); isLiteral || t == nil || r.info.Types[fun].IsType() {
		return
	}
	if sig, ok := syntax.Core(t).Underlying().(*types.Signature); ok {
		r.asks(request{"", shapeOf(sig), true})
	}
}

// posts notes a call that has to stay as it is.
func (r *reader) posts(call *ast.CallExpr) {
	if id := syntax.CalledName(call); id != nil {
		r.posted[id] = true
	}
}

// asks notes a call that may be one of several functions, if it hands on a function.
func (r *reader) asks(q request) {
	if q.shape == nil {
		return
	}
	for _, n := range r.nodes {
		r.open[n] = append(r.open[n], q)
	}
}

// inside reports whether a method is one of the receiver, or of something in it.
// An address of it is not: it may be that of the next round, within the receiver of this one.
func (r *reader) inside(e ast.Expr) bool { return r.recv != nil && r.partOf(e, false) == r.recv }
