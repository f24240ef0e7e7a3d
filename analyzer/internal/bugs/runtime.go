package bugs

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/promises"
)

// The packages of the runtime that rules know.
const (
	runtimePath = "github.com/unnest-go/unnest/runtime/"
	promisePath = runtimePath + "promise"
	loopPath    = runtimePath + "loop"
	aioPath     = runtimePath + "aio"
)

// calleeIn returns the function of a package that a call calls, nil for
// others. For a method, recv is the expression that it is called on.
func (p *Package) calleeIn(path string, call *ast.CallExpr) (fn *types.Func, recv ast.Expr) {
	fn, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != path {
		return nil, nil
	}
	if fn.Signature().Recv() == nil {
		return fn, nil
	}
	fun := ast.Unparen(call.Fun)
	if index, ok := fun.(*ast.IndexExpr); ok {
		fun = index.X
	}
	sel, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return nil, nil
	}
	return fn, sel.X
}

// A temper says whether a promise launches its operation by itself.
type temper int

// The tempers.
const (
	unknown temper = iota
	cold           // nothing is launched before the chain is complete
	hot            // the operation runs, and handlers run on its loop
)

// makers are the functions of the promises that make one.
var makers = map[string]temper{
	"Call": cold, "TryCall": cold, "Each": cold, "Loop": cold, "Recurse": cold, "Retry": cold,
	"New": hot, "NewOn": hot, "WithResolver": hot,
}

// takesLoop are those whose first argument is the loop of the promise, or nil.
var takesLoop = map[string]bool{"NewOn": true, "WithResolver": true}

// temper is that of the promise that is the value of an expression, as far as
// the expression itself, a variable of one value, or the returns of a function
// of the package tell.
func (p *Package) temper(e ast.Expr) temper { return p.temperOf(e, 0) }

func (p *Package) temperOf(e ast.Expr, depth int) temper {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if value := p.valueOf(e); value != nil && depth < deepest {
			return p.temperOf(value, depth+1)
		}
	case *ast.CallExpr:
		return p.temperOfCall(e, depth)
	}
	return unknown
}

// deepest is how many variables and functions are looked through.
const deepest = 4

func (p *Package) temperOfCall(call *ast.CallExpr, depth int) temper {
	if fn, recv := p.calleeIn(promisePath, call); recv != nil {
		switch fn.Name() {
		case "On":
			return hot
		case "Timeout", "WithContext":
			return unknown // these need a timer, which begins when they are called
		case "Start":
			if p.temperOf(recv, depth) == cold {
				return unknown // it is launched, wherever its handlers run
			}
		}
		return p.temperOf(recv, depth)
	} else if fn != nil {
		return p.temperOfMaker(fn.Name(), call.Args)
	}
	if fn, _ := p.calleeIn(aioPath, call); fn != nil {
		return hot
	}
	fn, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Func)
	if !ok || fn.Pkg() != p.Pass.Pkg || depth >= deepest {
		return unknown
	}
	return p.temperOfBody(p.declarations()[fn.Origin()], depth)
}

// temperOfMaker is that of a promise that a function of the promises makes. Without a loop
// handlers run where it is settled.
func (p *Package) temperOfMaker(name string, args []ast.Expr) temper {
	if takesLoop[name] && p.isNil(args[0]) {
		return unknown
	}
	return makers[name]
}

// temperOfBody is that of all promises that a function returns.
func (p *Package) temperOfBody(decl *ast.FuncDecl, depth int) temper {
	if decl == nil || decl.Body == nil {
		return unknown
	}
	all := unknown
	mixed := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if len(n.Results) != 1 {
				mixed = true
				return false
			}
			t := p.temperOf(n.Results[0], depth+1)
			mixed = mixed || p.usedBeside(decl, n.Results[0]) || t == unknown || all != unknown && t != all
			all = t
		}
		return true
	})
	if mixed {
		return unknown
	}
	return all
}

// usedBeside says whether a variable that a function returns has other uses there: its
// promise may have been launched, or be somebody else's, too.
func (p *Package) usedBeside(decl *ast.FuncDecl, result ast.Expr) bool {
	v, ok := p.named(result).(*types.Var)
	at, found := p.Root.FindNode(decl)
	if !ok || !found || v.Kind() != types.LocalVar {
		return false
	}
	for use := range at.Preorder((*ast.Ident)(nil)) {
		same := p.Pass.TypesInfo.Uses[use.Node().(*ast.Ident)] == v
		if same && !isReturn(use.Parent().Node()) && !p.reaction(use) && !p.looks(use, 0) {
			return true
		}
	}
	return false
}

// declarations are the functions that the package declares.
func (p *Package) declarations() map[*types.Func]*ast.FuncDecl {
	if p.decls != nil {
		return p.decls
	}
	p.decls = make(map[*types.Func]*ast.FuncDecl)
	for _, file := range p.Pass.Files {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok {
				if fn, ok := p.Pass.TypesInfo.Defs[decl.Name].(*types.Func); ok {
					p.decls[fn] = decl
				}
			}
		}
	}
	return p.decls
}

// A handler is a function that runs on a loop.
type handler struct {
	by    string // what it is given to
	body  *ast.BlockStmt
	given []inspector.Cursor // the calls
}

// onLoop are the methods of a loop that run what they are given on it.
var onLoop = map[string]bool{"Post": true, "Soon": true, "SetTimeout": true, "SetInterval": true}

// handlers returns the functions that a call gives to a loop.
func (p *Package) handlers(at inspector.Cursor) []handler {
	call := at.Node().(*ast.CallExpr)
	last := len(call.Args) - 1
	if last < 0 {
		return nil
	}
	if fn, recv := p.calleeIn(loopPath, call); fn != nil && recv != nil && onLoop[fn.Name()] {
		return p.handler(fn.Name(), call.Args[last])
	}
	if fn, recv := p.calleeIn(aioPath, call); fn != nil && recv == nil {
		if !strings.HasSuffix(fn.Name(), "Then") {
			return nil
		}
		return p.handler(fn.Name(), call.Args[last])
	}
	fn, recv := p.calleeIn(promisePath, call)
	if fn == nil || recv == nil || !promises.Is(p.Pass.TypesInfo.TypeOf(recv)) || p.temper(recv) != hot {
		return nil
	}
	return p.handler(fn.Name(), call.Args[0])
}

// handler is a function as a handler: a literal, or a function of the package.
func (p *Package) handler(by string, e ast.Expr) []handler {
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		return []handler{{by: by, body: e.Body}}
	case *ast.Ident:
		if lit := p.Index.Held(e); lit != nil {
			return []handler{{by: by, body: lit.Body}}
		}
		fn, ok := p.Pass.TypesInfo.Uses[e].(*types.Func)
		if ok && p.declarations()[fn] != nil && p.declarations()[fn].Body != nil {
			return []handler{{by: by, body: p.declarations()[fn].Body}}
		}
	}
	return nil
}
