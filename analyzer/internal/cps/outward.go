package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/internal/typewalk"
)

// An outward finds the functions of a package that call what they do not know, when values of
// its types are written. Of those that are called for what they return, in a variable or by way
// of an interface, it looks at those in the package: a clock, or the name of something, is
// nobody's callback.
type outward struct {
	pass   *analysis.Pass
	body   map[*types.Func]*ast.BlockStmt
	lits   []*ast.FuncLit
	loops  map[*ast.ForStmt]ast.Decl // where they stand
	scopes map[ast.Decl]*scope       // of those that were looked at
}

// outwardOf reads the functions of a package.
func outwardOf(pass *analysis.Pass) *outward {
	o := &outward{
		pass: pass, body: make(map[*types.Func]*ast.BlockStmt),
		loops: make(map[*ast.ForStmt]ast.Decl), scopes: make(map[ast.Decl]*scope),
	}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			o.read(decl)
		}
	}
	return o
}

// read notes what a declaration has.
func (o *outward) read(decl ast.Decl) {
	for n := range ast.Preorder(decl) {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if fn, ok := o.pass.TypesInfo.Defs[n.Name].(*types.Func); ok && n.Body != nil {
				o.body[fn] = n.Body
			}
		case *ast.FuncLit:
			o.lits = append(o.lits, n)
		case *ast.ForStmt:
			o.loops[n] = decl
		}
	}
}

// callsOut says whether a function of the package calls a function that is held somewhere, or
// waits, itself or by others of the package.
func (o *outward) callsOut(fn *types.Func, seen map[*ast.BlockStmt]bool) bool {
	return o.bodyIsOut(o.body[fn], seen)
}

// bodyIsOut says so of the body of a function, which may be nil.
func (o *outward) bodyIsOut(body *ast.BlockStmt, seen map[*ast.BlockStmt]bool) bool {
	if body == nil || seen[body] {
		return false
	}
	seen[body] = true
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt, *ast.SelectStmt:
			found = true
		case *ast.RangeStmt:
			found = found || isDrawnFrom(syntax.Underlying(o.pass.TypesInfo, n.X))
		case *ast.ForStmt:
			found = found || o.loopWaits(n)
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			found = found || o.callIsOut(n, seen)
		}
		return !found
	})
	return found
}

// loopWaits says whether a loop asks what others do until they have done it.
func (o *outward) loopWaits(loop *ast.ForStmt) bool {
	decl := o.loops[loop]
	s := o.scopes[decl]
	if s == nil {
		s = newScope(o.pass.TypesInfo, decl, nil)
		o.scopes[decl] = s
	}
	for n := range ast.Preorder(loop) {
		if call, ok := n.(*ast.CallExpr); ok && s.spins(call) {
			return true
		}
	}
	return false
}

// callIsOut says so of a call, and of the functions that it gives to another package.
func (o *outward) callIsOut(call *ast.CallExpr, seen map[*ast.BlockStmt]bool) bool {
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
func (o *outward) isOut(fun ast.Expr, seen map[*ast.BlockStmt]bool) bool {
	if _, isLit := ast.Unparen(fun).(*ast.FuncLit); isLit {
		return false
	}
	fn := origin(calleeObject(o.pass.TypesInfo, &ast.CallExpr{Fun: fun}))
	switch {
	case fn == nil:
		return o.heldIsOut(o.pass.TypesInfo.TypeOf(fun), seen)
	case !syntax.IsAbstract(fn):
		return o.callsOut(fn, seen) || waits(fn)
	case waits(fn):
		return true
	case fn.Pkg() == o.pass.Pkg && fn.Signature().Results().Len() == 0:
		return true
	}
	return o.anyIsOut(seen, func(other *types.Func) bool {
		return other.Name() == fn.Name() && other.Signature().Recv() != nil
	})
}

// heldIsOut says so of a function that some variable of a type holds. One with a type parameter may
// be any.
func (o *outward) heldIsOut(typ types.Type, seen map[*ast.BlockStmt]bool) bool {
	if !isFunction(typ) || isCallback(typ) {
		return true
	}
	sig := syntax.Core(typ).Underlying()
	return o.anyIsOut(seen, func(fn *types.Func) bool { return mayBeOne(fn.Signature(), sig) }) ||
		slices.ContainsFunc(o.lits, func(lit *ast.FuncLit) bool {
			return mayBeOne(o.pass.TypesInfo.TypeOf(lit), sig) && o.bodyIsOut(lit.Body, seen)
		})
}

// mayBeOne says whether function types may be the same, once their type parameters stand for types.
func mayBeOne(t, other types.Type) bool {
	a, b := signatureOf(t), signatureOf(other)
	if !typewalk.IsGeneric(a) && !typewalk.IsGeneric(b) {
		return types.Identical(a, b)
	}
	return a.Params().Len() == b.Params().Len() && a.Results().Len() == b.Results().Len()
}

// anyIsOut says so of the functions of the package of some kind.
func (o *outward) anyIsOut(seen map[*ast.BlockStmt]bool, kind func(*types.Func) bool) bool {
	for fn := range o.body {
		if kind(fn) && o.callsOut(fn, seen) {
			return true
		}
	}
	return false
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
	_, ok := syntax.Core(t).Underlying().(*types.Signature)
	return ok
}
