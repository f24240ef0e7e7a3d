package syntax

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"

	"golang.org/x/tools/go/types/typeutil"
)

// Callers knows which functions of a package ask by whom they are called, and how far up:
// those that call one that asks for the caller of its caller do, too.
//
//	func logf(text string) { output(1, text) }
//	func output(skip int, text string) { log.Output(skip+2, text) }
type Callers struct {
	info  *types.Info
	decls map[*types.Func]*ast.FuncDecl
	known map[*types.Func]reach
}

// A reach is how far up a function asks.
type reach struct {
	up int64         // 1 for its caller, 2 for the caller of that, 0 for none of them
	by map[int]int64 // so much more than parameters say, by their index
}

// anywhere is how far a function asks of which that is not known.
const anywhere = math.MaxInt32

// asking are functions that tell by whom a function is called that calls them, as far up as
// their first parameter says.
var asking = map[string]reach{
	"runtime.Caller":       {by: map[int]int64{0: 1}},
	"runtime.Callers":      {by: map[int]int64{0: 0}},
	"log.Output":           {by: map[int]int64{0: 0}},
	"(*log.Logger).Output": {by: map[int]int64{0: 0}},
}

// NewCallers reads nothing yet but what the files of a package declare.
func NewCallers(info *types.Info, files []*ast.File) *Callers {
	c := &Callers{info, make(map[*types.Func]*ast.FuncDecl), make(map[*types.Func]reach)}
	for _, file := range files {
		for _, d := range file.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			if fn, ok := info.Defs[decl.Name].(*types.Func); ok {
				c.decls[fn] = decl
			}
		}
	}
	return c
}

// Ask reports whether a call tells by whom the function is called that makes it.
func (c *Callers) Ask(call *ast.CallExpr) bool {
	return c.reachOf(call, nil).up > 0
}

// AskAs reports whether an expression is a function that asks by whom it is called: a literal,
// or one of the package.
func (c *Callers) AskAs(e ast.Expr) bool {
	var r reach
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		r = c.in(e.Body, nil)
	case *ast.Ident:
		r = c.named(e)
	case *ast.SelectorExpr:
		r = c.named(e.Sel)
	}
	return r.up > 0 || len(r.by) > 0
}

func (c *Callers) named(id *ast.Ident) reach {
	fn, ok := c.info.Uses[id].(*types.Func)
	if !ok {
		return reach{}
	}
	return c.of(fn)
}

// of is how far up a function asks.
func (c *Callers) of(fn *types.Func) reach {
	fn = fn.Origin()
	if r, ok := asking[fn.FullName()]; ok {
		return r
	}
	const marked = 2 // what fails in a helper is said to fail where that is called
	if marksHelper(fn) {
		return reach{up: marked}
	}
	r, ok := c.known[fn]
	decl := c.decls[fn]
	if ok || decl == nil {
		return r
	}
	c.known[fn] = reach{} // for one that calls itself
	r = c.in(decl.Body, decl)
	c.known[fn] = r
	return r
}

// in is how far up a body asks, of a function or of a literal.
func (c *Callers) in(body *ast.BlockStmt, decl *ast.FuncDecl) reach {
	r := reach{by: make(map[int]int64)}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			r.add(c.reachOf(n, decl))
		}
		return true
	})
	return r
}

// add is to ask as far as another one, too.
func (r *reach) add(other reach) {
	r.up = max(r.up, other.up)
	for param, more := range other.by {
		r.by[param] = max(r.by[param], more)
	}
}

// reachOf is how far up a call asks from the function that makes it, whose parameters may
// say so.
func (c *Callers) reachOf(call *ast.CallExpr, in *ast.FuncDecl) reach {
	fn, ok := typeutil.Callee(c.info, call).(*types.Func)
	if !ok {
		return reach{}
	}
	callee := c.of(fn)
	r := reach{up: max(callee.up-1, 0), by: make(map[int]int64)}
	for i, more := range callee.by {
		param, value := c.number(call, i, in)
		switch {
		case param < 0:
			r.up = max(r.up, value+more-1)
		default:
			r.by[param] = value + more - 1
		}
	}
	return r
}

// number is the value of an argument, or how much more it is than a parameter, anywhere if
// that is not known.
func (c *Callers) number(call *ast.CallExpr, arg int, in *ast.FuncDecl) (param int, value int64) {
	const none = -1
	if arg >= len(call.Args) {
		return none, anywhere
	}
	e := ast.Unparen(call.Args[arg])
	if n, ok := c.constant(e); ok {
		return none, n
	}
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		left, right := sum.X, sum.Y
		if _, ok := c.constant(left); ok {
			left, right = right, left
		}
		if value, ok = c.constant(right); !ok {
			return none, anywhere
		}
		e = ast.Unparen(left)
	}
	if id, ok := e.(*ast.Ident); ok && in != nil {
		if param := c.paramOf(in, c.info.Uses[id]); param >= 0 {
			return param, value
		}
	}
	return none, anywhere
}

func (c *Callers) constant(e ast.Expr) (int64, bool) {
	value := c.info.Types[e].Value
	if value == nil {
		return 0, false
	}
	return constant.Int64Val(constant.ToInt(value))
}

// paramOf is the index of a parameter that a function does not change, negative for others.
func (c *Callers) paramOf(decl *ast.FuncDecl, obj types.Object) int {
	const none = -1
	changed := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		var to []ast.Expr
		switch n := n.(type) {
		case *ast.AssignStmt:
			to = n.Lhs
		case *ast.IncDecStmt:
			to = []ast.Expr{n.X}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				to = []ast.Expr{n.X}
			}
		}
		for _, e := range to {
			id, ok := ast.Unparen(e).(*ast.Ident)
			changed = changed || ok && c.info.Uses[id] == obj
		}
		return true
	})
	if fn, ok := c.info.Defs[decl.Name].(*types.Func); ok && !changed {
		for i := range fn.Signature().Params().Len() {
			if fn.Signature().Params().At(i) == obj {
				return i
			}
		}
	}
	return none
}

// marksHelper reports whether a function is the method Helper of a test, or of an interface
// that has it from tests.
func marksHelper(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() == nil || fn.Name() != "Helper" || sig.Params().Len()+sig.Results().Len() > 0 {
		return false
	}
	return types.IsInterface(sig.Recv().Type()) || fn.FullName() == "(*testing.common).Helper"
}
