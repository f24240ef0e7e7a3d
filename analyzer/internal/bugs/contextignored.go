package bugs

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/promises"
	"github.com/unnest-go/unnest/internal/syntax"
)

// An operation is started that outlives the context of the function that
// starts it.
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
	message := "this operation does not end with " + name + ", the context at hand"
	switch {
	case name == "":
	case own != nil:
		p.Pass.Report(analysis.Diagnostic{
			Pos: own.Pos(), End: own.End(), Message: message, SuggestedFixes: p.passContext(own, name),
		})
	default:
		fun := syntax.CalledName(call)
		p.Pass.Report(analysis.Diagnostic{
			Pos: fun.Pos(), End: fun.End(),
			Message:        message + "; " + variant.Name() + " takes one",
			SuggestedFixes: p.callVariant(call, variant, name),
		})
	}
}

// passContext is the fix that gives an operation the context at hand. Where the file needs
// package context for new ones only, that would be imported for nothing.
//
//	find(context.Background(), id)
//	     ~~~~~~~~~~~~~~~~~~~~      => ctx
func (p *Package) passContext(own ast.Expr, name string) []analysis.SuggestedFix {
	at, ok := p.Root.FindNode(own)
	if !ok || !p.needsContext(at) {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   "Pass " + name,
		TextEdits: []analysis.TextEdit{{Pos: own.Pos(), End: own.End(), NewText: []byte(name)}},
	}}
}

// needsContext says whether the file around a place uses package context for more than
// new contexts.
func (p *Package) needsContext(at inspector.Cursor) bool {
	for file := range at.Enclosing((*ast.File)(nil)) {
		for sel := range file.Preorder((*ast.SelectorExpr)(nil)) {
			sel := sel.Node().(*ast.SelectorExpr)
			id, ok := sel.X.(*ast.Ident)
			if !ok || makesNew(sel.Sel.Name) {
				continue
			}
			pkg, ok := p.Pass.TypesInfo.Uses[id].(*types.PkgName)
			if ok && pkg.Imported().Path() == "context" {
				return true
			}
		}
	}
	return false
}

// makesNew says whether a function of package context makes a new one.
func makesNew(name string) bool { return name == "Background" || name == "TODO" }

// callVariant is the fix that calls the variant with a context.
//
//	save(user)    => saveContext(ctx, user)
func (p *Package) callVariant(call *ast.CallExpr, variant *types.Func, name string) []analysis.SuggestedFix {
	fun := syntax.CalledName(call)
	if syntax.Called(call) == fun && p.meaning(variant.Name(), call.Pos()) != variant {
		return nil // something else is called so there
	}
	return []analysis.SuggestedFix{{
		Message: "Call " + variant.Name(),
		TextEdits: []analysis.TextEdit{
			{Pos: fun.Pos(), End: fun.End(), NewText: []byte(variant.Name())},
			{Pos: call.Lparen + 1, End: call.Lparen + 1, NewText: []byte(name + ", ")},
		},
	}}
}

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
