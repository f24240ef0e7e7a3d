package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/syntax"
)

// An outward finds the functions of a package that call what they do not know, when values of
// its types are written.
type outward struct {
	pass *analysis.Pass
	body map[*types.Func]*ast.BlockStmt
}

// outwardOf reads the functions of a package.
func outwardOf(pass *analysis.Pass) outward {
	o := outward{pass: pass, body: make(map[*types.Func]*ast.BlockStmt)}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok && decl.Body != nil {
				if fn, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func); ok {
					o.body[fn] = decl.Body
				}
			}
		}
	}
	return o
}

// callsOut says whether a function of the package calls a function that is held somewhere, or
// waits, itself or by others of the package.
func (o outward) callsOut(fn *types.Func, seen map[*types.Func]bool) bool {
	body := o.body[fn]
	if body == nil || seen[fn] {
		return false
	}
	seen[fn] = true
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt, *ast.SelectStmt:
			found = true
		case *ast.RangeStmt:
			found = found || isDrawnFrom(syntax.Underlying(o.pass.TypesInfo, n.X))
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			found = found || o.callIsOut(n, seen)
		}
		return !found
	})
	return found
}

// callIsOut says so of a call, and of the functions that it gives to another package.
func (o outward) callIsOut(call *ast.CallExpr, seen map[*types.Func]bool) bool {
	tv := o.pass.TypesInfo.Types[call.Fun]
	if tv.IsType() || tv.IsBuiltin() {
		return false
	}
	if o.isOut(call.Fun, seen) {
		return true
	}
	if o.body[origin(calleeObject(o.pass.TypesInfo, call))] != nil {
		return false // what that does with them stands there
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		return isFunction(o.pass.TypesInfo.TypeOf(arg)) && o.isOut(arg, seen)
	})
}

// isOut says whether a function that is called is held somewhere, or calls one that is. What
// stands in a literal stands in the function around it.
func (o outward) isOut(fun ast.Expr, seen map[*types.Func]bool) bool {
	if _, isLit := ast.Unparen(fun).(*ast.FuncLit); isLit {
		return false
	}
	fn := origin(calleeObject(o.pass.TypesInfo, &ast.CallExpr{Fun: fun}))
	if fn == nil {
		return true
	}
	recv := fn.Signature().Recv()
	if recv != nil && types.IsInterface(recv.Type()) {
		return fn.Pkg() == o.pass.Pkg || waits(fn)
	}
	return o.callsOut(fn, seen) || waits(fn)
}

// waits says whether a function of the standard library waits for others, which run meanwhile.
func waits(fn *types.Func) bool {
	switch fn.FullName() {
	case "time.Sleep", "(*sync.WaitGroup).Wait", "(*sync.Cond).Wait", "(*sync.Mutex).Lock",
		"(*sync.RWMutex).Lock", "(*sync.RWMutex).RLock", "(sync.Locker).Lock":
		return true
	}
	return false
}

// origin is a function as it is declared, nil for other objects.
func origin(obj types.Object) *types.Func {
	if fn, ok := obj.(*types.Func); ok {
		return fn.Origin()
	}
	return nil
}

// isFunction says whether a type is one of functions. That of what C has is not known.
func isFunction(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}
