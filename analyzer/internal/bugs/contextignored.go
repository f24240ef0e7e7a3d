package bugs

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/promises"
	"github.com/unnest-go/unnest/internal/syntax"
)

// An operation is started that outlives the context of the function that
// starts it. No fix is offered: what repairs or records a failure has to be done
// when the context has ended, too, and whether this is such a thing the code
// only hints at.
var contextIgnored = &Rule{
	Name: "contextignored",
	Doc:  "find operations that are started without the context at hand",
	find: func(p *Package) {
		if !imports(p.Pass.Pkg, "context") {
			return
		}
		for file := range p.written() {
			for call := range file.Preorder((*ast.CallExpr)(nil)) {
				p.ignores(call)
			}
		}
	},
}

// ignores reports a launch that is given a context of its own, or calls the
// variant of its function that takes none.
func (p *Package) ignores(at inspector.Cursor) {
	call := at.Node().(*ast.CallExpr)
	own := p.ownContext(call)
	if !p.starts(call) {
		return
	}
	var variant *types.Func
	if own == nil {
		if variant = p.variant(call); variant == nil || p.makes(at, variant) {
			return
		}
	}
	if p.detached(at, call) {
		return
	}
	name := p.contextAt(at)
	if name == "" {
		return
	}
	message := "this operation does not end with " + name + ", the context at hand"
	if own != nil {
		p.Pass.ReportRangef(own, "%s", message)
		return
	}
	p.Pass.ReportRangef(syntax.CalledName(call), "%s; %s takes one", message, variant.Name())
}

// makesNew says whether a function of package context makes a new one.
func makesNew(name string) bool { return name == "Background" || name == "TODO" }

// meaning is what a name stands for at a place.
func (p *Package) meaning(name string, pos token.Pos) types.Object {
	_, obj := p.Pass.Pkg.Scope().Innermost(pos).LookupParent(name, pos)
	return obj
}

// ownContext is the argument of a call that is a new context.
func (p *Package) ownContext(call *ast.CallExpr) ast.Expr {
	for _, arg := range call.Args {
		made, ok := ast.Unparen(arg).(*ast.CallExpr)
		if !ok {
			continue
		}
		fn, _ := p.calleeIn("context", made)
		if fn != nil && makesNew(fn.Name()) {
			return arg
		}
	}
	return nil
}

// starts says whether a call starts an operation: it takes a continuation or
// returns a promise.
func (p *Package) starts(call *ast.CallExpr) bool {
	if promises.Is(p.Pass.TypesInfo.TypeOf(call)) {
		fn, _ := p.calleeIn(promisePath, call)
		return fn == nil
	}
	for _, l := range p.Index.Launch(call) {
		if l.Convention.Sig.Params().Len() > 0 {
			return true
		}
	}
	return false
}

// isContext says whether a type is context.Context.
func isContext(t types.Type) bool { return isOf(t, "context", "Context") }

// isOf says whether a type is the one of a package that has a name.
func isOf(t types.Type, path, name string) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	obj := named.Obj()
	return obj.Name() == name && obj.Pkg() != nil && obj.Pkg().Path() == path
}
