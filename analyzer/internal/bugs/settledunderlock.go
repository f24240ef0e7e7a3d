package bugs

import (
	"go/ast"
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strings"

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
		if len(now) == 0 {
			return
		}
		name := p.stored(call)
		for _, c := range all {
			c = c.immediate()
			if c.ends(call.Fun) || c.passes(call) {
				name = c.param.Name()
			}
		}
		if name == "" {
			return
		}
		mutex := slices.Sorted(maps.Keys(now))[0]
		p.Pass.Report(analysis.Diagnostic{
			Pos: call.Pos(), End: call.Fun.End(),
			Message:        name + " is called while " + mutex + " is locked",
			SuggestedFixes: p.unlockFirst(call, now),
		})
	})
}

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

// unlockFirst is the fix for a completion that is called just before the only
// mutex is given back, with nothing that the mutex may protect.
//
//	done(nil, err)
//	mu.Unlock()     =>  mu.Unlock(); done(nil, err)
func (p *Package) unlockFirst(call *ast.CallExpr, now locks) []analysis.SuggestedFix {
	at, ok := p.Root.FindNode(call)
	if !ok || len(now) != 1 {
		return nil
	}
	stmt, ok := at.Parent().Node().(*ast.ExprStmt)
	next, isNext := at.Parent().NextSibling()
	if !ok || !isNext || slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return !p.settled(arg) }) {
		return nil
	}
	unlock, ok := next.Node().(*ast.ExprStmt)
	if !ok {
		return nil
	}
	giving, ok := unlock.X.(*ast.CallExpr)
	if !ok {
		return nil
	}
	name, takes, ok := p.lockOf(giving)
	gone, alone := p.line(unlock)
	indent := p.indent(stmt)
	if !ok || takes || !now[name] || !alone || strings.TrimSpace(indent) != "" {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message: "Unlock before the call",
		TextEdits: []analysis.TextEdit{
			{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte(p.text(unlock) + "\n" + indent)},
			gone,
		},
	}}
}

// settled says whether the value of an expression is nobody else's: a constant,
// nil, or a variable of a function.
func (p *Package) settled(e ast.Expr) bool {
	tv := p.Pass.TypesInfo.Types[e]
	if tv.Value != nil || tv.IsNil() {
		return true
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := p.Pass.TypesInfo.Uses[id].(*types.Var)
	return ok && v.Parent() != p.Pass.Pkg.Scope()
}
