package bugs

import (
	"go/ast"
	"go/types"
	"maps"
	"regexp"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A completion runs code of somebody else, which may well call back into what
// the mutex protects, or take long.
var settledUnderLock = &Rule{
	Name: "settledunderlock",
	Doc:  "find completions that are called while a mutex is held",
	find: func(p *Package) {
		if !imports(p.Pass.Pkg, "sync") {
			return
		}
		for file := range p.written() {
			for fn := range file.Preorder((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
				_, body := function(fn.Node())
				if body == nil || !p.locked(body) {
					continue
				}
				p.underLock(body, p.around(fn))
			}
		}
	},
}

// imports says whether a package imports one.
func imports(pkg *types.Package, path string) bool {
	return slices.ContainsFunc(pkg.Imports(), func(p *types.Package) bool { return p.Path() == path })
}

// underLock reports the calls of completions in a body while it holds a mutex.
func (p *Package) underLock(body *ast.BlockStmt, all []*completion) {
	graph := p.graph(body)
	if graph == nil {
		return
	}
	p.held(graph, func(call *ast.CallExpr, now locks) {
		if len(now) == 0 || p.givesBack(call) {
			return // it may give the mutex back before it calls
		}
		name := p.stored(call)
		for _, c := range all {
			c = c.immediate()
			if c.ends(call.Fun) && !p.isSection(call, now) || c.passes(call) {
				name = c.param.Name()
			}
		}
		if name == "" || lockedName.MatchString(name) && !freeName.MatchString(name) {
			return
		}
		mutex := slices.Sorted(maps.Keys(now))[0]
		p.Pass.Report(analysis.Diagnostic{
			Pos: call.Pos(), End: call.Fun.End(),
			Message:        name + " is called while " + mutex + " is locked",
			SuggestedFixes: p.unlockFirst(call, now, all),
		})
	})
}

// isSection says whether a call gives away a literal that changes what belongs to the owner of a mutex, and
// does not take that: who is called may do so now, while it is held.
func (p *Package) isSection(call *ast.CallExpr, now locks) bool {
	owned := func(e ast.Expr) bool {
		owner := p.owner(ast.Unparen(e))
		for _, mutex := range now {
			if owner != nil && (p.same(owner, mutex) || p.same(owner, p.owner(mutex))) {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		lit, ok := ast.Unparen(arg).(*ast.FuncLit)
		return ok && !p.locked(lit.Body) &&
			contains(lit.Body, func(n ast.Node) bool { return changes(n, owned) })
	})
}

// lockedName is what those are called that are meant to be called with the mutex, and freeName
// is what says that they are not, or only looks like it, as blocked does.
var (
	lockedName = regexp.MustCompile(`(?i)(locked|with_?lock|under_?lock)$`)
	freeName   = regexp.MustCompile(`((^|_)[uU]n|[a-z0-9]Un|(^|_)[nN]o[nt]|[a-z0-9]No[nt])_?[lL]ocked$|` +
		`([bcfBCF]|un_?)locked$`)
)

// completionName is what those are called that are kept for later.
var completionName = regexp.MustCompile(
	`(?i)(^|[a-z_])(done|cb|callback|complete|completion|finish)s?$|^(on)?(done|complete)`)

// stored is the name of a completion that is kept in a field, or in a list or
// table that is one, and that a call calls; empty for others.
func (p *Package) stored(call *ast.CallExpr) string {
	fn := ast.Unparen(call.Fun)
	t := p.Pass.TypesInfo.TypeOf(fn)
	if t == nil || failureOf(t) < 0 {
		return ""
	}
	if index, ok := fn.(*ast.IndexExpr); ok {
		fn = ast.Unparen(index.X)
	}
	sel, ok := fn.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	v, ok := p.Pass.TypesInfo.Uses[sel.Sel].(*types.Var)
	if !ok || !v.IsField() || !completionName.MatchString(v.Name()) {
		return ""
	}
	return types.ExprString(sel)
}
