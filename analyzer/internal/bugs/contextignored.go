package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

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
	variant := ""
	if !p.starts(call) {
		return
	}
	if own == nil {
		if variant = p.variant(call); variant == "" {
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
			Pos: own.Pos(), End: own.End(),
			Message: message,
			SuggestedFixes: []analysis.SuggestedFix{{
				Message:   "Pass " + name,
				TextEdits: []analysis.TextEdit{{Pos: own.Pos(), End: own.End(), NewText: []byte(name)}},
			}},
		})
	default:
		fun := syntax.CalledName(call)
		p.Pass.Report(analysis.Diagnostic{
			Pos: fun.Pos(), End: fun.End(),
			Message: message + "; " + variant + " takes one",
			SuggestedFixes: []analysis.SuggestedFix{{
				Message: "Call " + variant,
				TextEdits: []analysis.TextEdit{
					{Pos: fun.Pos(), End: fun.End(), NewText: []byte(variant)},
					{Pos: call.Lparen + 1, End: call.Lparen + 1, NewText: []byte(name + ", ")},
				},
			}},
		})
	}
}

// ownContext is the argument of a call that is a new context.
func (p *Package) ownContext(call *ast.CallExpr) ast.Expr {
	for _, arg := range call.Args {
		made, ok := ast.Unparen(arg).(*ast.CallExpr)
		if !ok {
			continue
		}
		fn, _ := p.calleeIn("context", made)
		if fn != nil && (fn.Name() == "Background" || fn.Name() == "TODO") {
			return arg
		}
	}
	return nil
}

// starts says whether a call starts an operation: it takes a continuation or
// returns a promise.
func (p *Package) starts(call *ast.CallExpr) bool {
	if isPromise(p.Pass.TypesInfo.TypeOf(call)) {
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

// cleaning is what operations are called that have to come to their end.
var cleaning = regexp.MustCompile(
	`(?i)close|rollback|release|cancel|unlock|abort|clean|stop|shutdown|flush|log|trace|metric`)

// detached says whether an operation may be meant to go on without its caller:
// it cleans up, it runs on its own, or the context has ended.
func (p *Package) detached(at inspector.Cursor, call *ast.CallExpr) bool {
	if fun := syntax.CalledName(call); fun == nil || cleaning.MatchString(fun.Name) {
		return true
	}
	for around := range at.Enclosing((*ast.GoStmt)(nil), (*ast.DeferStmt)(nil), (*ast.IfStmt)(nil),
		(*ast.CommClause)(nil), (*ast.FuncDecl)(nil)) {
		switch around := around.Node().(type) {
		case *ast.FuncDecl:
			return cleaning.MatchString(around.Name.Name)
		case *ast.IfStmt:
			if p.endsContext(around.Cond) {
				return true
			}
		case *ast.CommClause:
			if around.Comm != nil && p.endsContext(around.Comm) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// endsContext says whether code asks a context for its end.
func (p *Package) endsContext(code ast.Node) bool {
	found := false
	ast.Inspect(code, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		found = found || ok && isContext(p.Pass.TypesInfo.TypeOf(e))
		return !found
	})
	return found
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

// contextAt is the name of the context in scope that is declared last and has not
// ended, empty when there is none.
func (p *Package) contextAt(at inspector.Cursor) string {
	pos := at.Node().Pos()
	top := p.Pass.Pkg.Scope()
	hidden := make(map[string]bool)
	for scope := top.Innermost(pos); scope != nil && scope != top; scope = scope.Parent() {
		var last types.Object
		for _, obj := range contexts(scope, pos) {
			switch {
			case p.ended(at, obj):
				hidden[obj.Name()] = true
			case last == nil || obj.Pos() > last.Pos():
				last = obj
			}
		}
		switch {
		case last == nil:
		case hidden[last.Name()]:
			return ""
		default:
			return last.Name()
		}
	}
	return ""
}

// contexts is the contexts that are declared in a scope before a place.
func contexts(scope *types.Scope, pos token.Pos) []types.Object {
	var all []types.Object
	for _, name := range scope.Names() {
		obj := scope.Lookup(name)
		if _, ok := obj.(*types.Var); ok && obj.Pos() < pos && isContext(obj.Type()) && name != "_" {
			all = append(all, obj)
		}
	}
	return all
}

// variant is the name of the function that takes a context and else what the
// called one takes: its name with Context or Ctx behind, empty for none.
func (p *Package) variant(call *ast.CallExpr) string {
	fn, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Func)
	if !ok || fn.Pkg() == nil || len(call.Args) == 0 || takesContext(fn) {
		return ""
	}
	for _, ending := range []string{"Context", "WithContext", "Ctx"} {
		name := fn.Name() + ending
		var other types.Object
		if recv := fn.Signature().Recv(); recv != nil {
			other, _, _ = types.LookupFieldOrMethod(recv.Type(), true, fn.Pkg(), name)
		} else {
			other = fn.Pkg().Scope().Lookup(name)
		}
		found, ok := other.(*types.Func)
		if !ok || !found.Exported() && found.Pkg() != p.Pass.Pkg {
			continue
		}
		if extends(found.Signature(), fn.Signature()) {
			return name
		}
	}
	return ""
}

// takesContext says whether a function has a context already.
func takesContext(fn *types.Func) bool {
	for v := range fn.Signature().Params().Variables() {
		if isContext(v.Type()) {
			return true
		}
	}
	return false
}

// extends says whether a function takes a context and then what another takes,
// and returns the same.
func extends(long, short *types.Signature) bool {
	a, b := long.Params(), short.Params()
	if a.Len() != b.Len()+1 || !isContext(a.At(0).Type()) || long.Variadic() != short.Variadic() ||
		long.TypeParams().Len()+short.TypeParams().Len() > 0 {
		return false
	}
	for i := range b.Len() {
		if !types.Identical(a.At(i+1).Type(), b.At(i).Type()) {
			return false
		}
	}
	return types.Identical(long.Results(), short.Results())
}
