package signature

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// testsNil refuses functions for which it makes a difference that there is no callback.
func (p *Package) testsNil(f *Function) (text, remedy string) {
	if f.Op.NilTested {
		return "it treats a nil callback in a way of its own, and that of a promise is never nil",
			"drop the test, and pass a function everywhere"
	}
	at, isNil := p.Nils.Of(f.Op.Func, f.Op.Index)
	switch {
	case !isNil || !f.nilable():
		return "", ""
	case at.Others:
		const by = "others may call it without a callback, by what they get on %s," +
			" and that of a promise is never nil"
		return fmt.Sprintf(by, p.line(f, at.Position)), "give them a function that passes one in place of nil"
	}
	return fmt.Sprintf("it may be called without a callback on %s, and that of a promise is never nil",
		p.line(f, at.Position)), "pass a function everywhere"
}

// line tells where something stands for who reads of a function.
func (p *Package) line(f *Function, pos token.Position) string {
	if pos.Filename == p.Fset.PositionFor(f.Op.Func.Pos(), false).Filename {
		return fmt.Sprintf("line %d", pos.Line)
	}
	return fmt.Sprintf("line %d of %s", pos.Line, filepath.Base(pos.Filename))
}

// nilable reports whether a function may be called without a callback. Where bodies tell
// that the callback is called once, they also tell that it must be there; else nobody
// knows: to declare it says nothing of that.
func (f *Function) nilable() bool { return f.Op.Evidence != chain.Proven || f.Op.Relies }

// guarded reports whether callers that are not in sight may give a function no callback, themselves
// or by others that hand it on: its body hands the callback on, on some way, to something of which
// nothing is known.
func (p *Package) guarded(f *Function) bool {
	k := f.callback()
	if !f.nilable() || !f.Op.Func.Exported() && !p.isValue(f.Op.Func) && !p.Given.Has(k) {
		return false
	}
	called := make(map[*ast.Ident]bool)
	found := false
	ast.Inspect(f.node.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok {
				called[id] = true
			}
		case *ast.Ident:
			found = found || p.Info.Uses[n] == k && !called[n]
		}
		return !found
	})
	return found
}

// isValue reports whether a function of the package is a value somewhere, which others may
// get and call.
func (p *Package) isValue(fn *types.Func) bool {
	called := make(map[*ast.Ident]bool)
	found := false
	for _, file := range p.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				called[syntax.CalledName(n)] = true
			case *ast.Ident:
				found = found || origin(p.Info.Uses[n]) == fn && !called[n]
			}
			return !found
		})
	}
	return found
}

// mayBeNil reports whether a callback may be nil, as a parameter of a function may, where
// the shim takes that. Of a shim of another package nobody knows what it takes.
func (p *Package) mayBeNil(call *ast.CallExpr, callback ast.Expr) bool {
	shim, here := p.decls[p.shimOf(call)]
	if here && !guards(shim.node) {
		return false
	}
	id, ok := ast.Unparen(callback).(*ast.Ident)
	return ok && p.Here.IsParameter(p.Info.Uses[id]) || p.Here.Holds(p.Info, callback)
}

// guards reports whether a shim calls its callback unless it is nil.
func guards(shim *ast.FuncDecl) bool {
	found := false
	ast.Inspect(shim, func(n ast.Node) bool {
		_, test := n.(*ast.IfStmt)
		found = found || test
		return !found
	})
	return found
}
