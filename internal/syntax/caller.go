package syntax

import (
	"go/ast"
	"go/types"
	"math"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/typewalk"
)

// Callers knows which functions of some packages ask by whom they are called, and how far up:
// those that call one that asks for the caller of its caller do, too.
//
//	func logf(text string) { output(1, text) }
//	func output(skip int, text string) { log.Output(skip+2, text) }
//
// A trace of all callers names none: what it is asked for stands first. To recover is to ask for
// the caller, which has to be a defer statement.
type Callers struct {
	// Other is how far a function of other packages asks, or one that implements there a method of
	// an interface, if it is set.
	Other func(*types.Func) Reach

	// Unmarked is that what marks a function as a helper of tests does not count: it says
	// where a test fails, and nothing of the program.
	Unmarked bool

	packages map[*types.Info]*types.Package
	paths    map[string]bool // of the packages
	files    []file
	decls    map[string]declared // by full name
	methods  map[string][]*types.Func
	values   map[types.Object][]value // what variables have, nil before they are asked for
	loose    []value                  // functions that are values, of any variable or none
	known    *reaches
}

// A Reach is how far up a function asks.
type Reach struct {
	Up  int64         // 1 for its caller, 2 for the caller of that, 0 for none of them
	By  map[int]int64 // so much more than parameters say, by their index
	Any bool          // of the callers besides, as a trace does: nobody knows how far
}

// Asks reports whether it is farther than the function itself.
func (r Reach) Asks() bool { return r.Up > 0 || len(r.By) > 0 || r.Any }

// Named is how far it is to the callers that are named: other packages are told of no others.
func (r Reach) Named() Reach {
	r.Any = false
	return r
}

const (
	far      = 64            // is farther than functions ask that name one caller
	anywhere = math.MaxInt32 // is how far one asks of whom that is not known
)

// asking are functions that tell by whom a function is called that calls them, as far up as
// one of their parameters says.
var asking = map[string]Reach{
	"runtime.Caller":       {By: map[int]int64{0: 1}},
	"runtime.Callers":      {By: map[int]int64{0: 0}},
	"log.Output":           {By: map[int]int64{0: 0}},
	"(*log.Logger).Output": {By: map[int]int64{0: 0}},

	"(*runtime/pprof.Profile).Add": {By: map[int]int64{1: 0}},
}

type file struct {
	info *types.Info
	*ast.File
}

// A declared function has a body.
type declared struct {
	info *types.Info
	*ast.FuncDecl
}

// NewCallers knows no packages yet.
func NewCallers() *Callers {
	return &Callers{
		packages: make(map[*types.Info]*types.Package), paths: make(map[string]bool),
		decls: make(map[string]declared), methods: make(map[string][]*types.Func), known: newReaches(),
	}
}

// Add adds a package, before anything is asked. It reads nothing yet but what the files
// declare.
func (c *Callers) Add(pkg *types.Package, info *types.Info, files []*ast.File) {
	c.packages[info], c.paths[pkg.Path()] = pkg, true
	for _, f := range files {
		c.files = append(c.files, file{info, f})
		for _, d := range f.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			fn, ok := info.Defs[decl.Name].(*types.Func)
			if !ok {
				continue
			}
			c.decls[fn.FullName()] = declared{info, decl}
			if fn.Signature().Recv() != nil {
				c.methods[fn.Name()] = append(c.methods[fn.Name()], fn)
			}
		}
	}
}

// Ask reports whether a call tells by whom the function is called that makes it.
func (c *Callers) Ask(info *types.Info, call *ast.CallExpr) bool {
	r := c.reachOf(call, declared{info: info})
	return r.Up > 0 || r.Any
}

// AskIn is how one speaks of a call by which a body itself tells by whom its function is called, empty
// where there is none.
func (c *Callers) AskIn(info *types.Info, body *ast.BlockStmt) (name string) {
	Contains(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && c.Ask(info, call) {
			name = NameOf(call)
		}
		return name != ""
	})
	return name
}

// AskAs reports whether an expression is a function that asks by whom it is called.
func (c *Callers) AskAs(info *types.Info, e ast.Expr) bool { return c.as(info, e).Asks() }

// as is how far up a function asks that is a value.
func (c *Callers) as(info *types.Info, e ast.Expr) Reach {
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		return c.in(e.Body, declared{info: info})
	case *ast.Ident:
		return c.named(info.Uses[e])
	case *ast.SelectorExpr:
		return c.named(info.Uses[e.Sel])
	case *ast.IndexExpr:
		if info.Types[e.Index].IsType() { // with type arguments
			return c.as(info, e.X)
		}
		return c.alike(info.TypeOf(e))
	case *ast.StarExpr, *ast.UnaryExpr, *ast.TypeAssertExpr:
		return c.alike(info.TypeOf(e))
	case *ast.IndexListExpr:
		return c.as(info, e.X)
	case *ast.CallExpr:
		if info.Types[e.Fun].IsType() {
			return c.as(info, e.Args[0])
		}
	}
	return Reach{}
}

func (c *Callers) named(obj types.Object) Reach {
	switch obj := obj.(type) {
	case *types.Func:
		return c.Of(obj)
	case *types.Var:
		return c.inVar(obj)
	}
	return Reach{}
}

// Of is how far up a function asks.
func (c *Callers) Of(fn *types.Func) Reach {
	fn = fn.Origin()
	name := fn.FullName()
	if r, ok := asking[name]; ok {
		return r
	}
	if marksHelper(fn) {
		const marked = 2 // what fails in a helper is said to fail where that is called
		return Reach{Up: c.marked(marked)}
	}
	key := any(name)
	if IsAbstract(fn) {
		key = fn // the interface may have no name
	}
	return c.known.of(key, func() Reach {
		if decl, here := c.decls[name]; here {
			return c.in(decl.Body, decl)
		}
		var r Reach
		r.add(c.elsewhere(fn))
		if IsAbstract(fn) {
			r.add(c.implemented(fn))
		}
		return r
	})
}

// elsewhere is how far up a function asks that other packages have, or those there that implement
// a method of an interface.
func (c *Callers) elsewhere(fn *types.Func) Reach {
	if c.Other == nil || fn.Pkg() == nil || c.paths[fn.Pkg().Path()] {
		return Reach{}
	}
	return c.Other(fn)
}

func (c *Callers) marked(up int64) int64 {
	if c.Unmarked {
		return 0
	}
	return up
}

// implemented is how far up the methods of the packages ask that implement one of an interface.
func (c *Callers) implemented(fn *types.Func) Reach {
	var r Reach
	for _, m := range c.methods[fn.Name()] {
		if implements(m, fn.Signature().Recv().Type()) {
			r.add(c.Of(m))
		}
	}
	return r
}

// implements reports whether a method may be one of those by which its type implements an
// interface.
func implements(m *types.Func, t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	recv := m.Signature().Recv().Type()
	if ptr, isPtr := recv.(*types.Pointer); isPtr {
		recv = ptr.Elem()
	}
	generic := typewalk.IsGeneric(t) || m.Signature().RecvTypeParams().Len() > 0
	return ok && (generic || types.Implements(types.NewPointer(recv), iface))
}

// in is how far up a body asks, of a function or of a literal in one.
func (c *Callers) in(body *ast.BlockStmt, decl declared) Reach {
	var r Reach
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			r.add(c.reachOf(n, decl))
			if Recovers(decl.info, n) {
				r.add(Reach{Up: 1}) // it stops a panic if who calls is a defer statement
			}
		}
		return true
	})
	return r
}

// add is to ask as far as another one, too.
func (r *Reach) add(other Reach) {
	r.up(other.Up)
	for param, more := range other.By {
		r.by(param, more)
	}
	r.Any = r.Any || other.Any
}

func (r *Reach) up(n int64) {
	if n >= far {
		r.Any = true
		return
	}
	r.Up = max(r.Up, n)
}

func (r *Reach) by(param int, more int64) {
	if r.By == nil {
		r.By = make(map[int]int64)
	}
	r.By[param] = max(r.By[param], more)
}

// reachOf is how far up a call asks from the function that makes it, whose parameters may
// say so. A trace that another package makes is none of it.
func (c *Callers) reachOf(call *ast.CallExpr, in declared) Reach {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		r := c.in(lit.Body, in)
		for param := range r.By {
			r.By[param]--
		}
		r.Up = max(r.Up-1, 0)
		return r
	}
	callee := c.called(call, in.info)
	r := Reach{Up: max(callee.Up-1, 0), Any: callee.Any}
	for i, more := range callee.By {
		param, value := c.number(call, i, in)
		if param < 0 {
			r.up(value + more - 1)
			continue
		}
		r.by(param, value+more-1)
	}
	return r
}

// called is how far up what is called asks.
func (c *Callers) called(call *ast.CallExpr, info *types.Info) Reach {
	fn, ok := typeutil.Callee(info, call).(*types.Func)
	if !ok {
		return c.as(info, call.Fun)
	}
	r := c.Of(fn)
	if fn.Pkg() != c.packages[info] {
		return r.Named()
	}
	return r
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
