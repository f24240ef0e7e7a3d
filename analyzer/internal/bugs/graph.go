package bugs

import (
	"go/ast"
	"regexp"

	"golang.org/x/tools/go/cfg"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// graph is the control-flow graph of a body, nil when the body is not part of the
// package. Calls after which a function does not go on end their blocks: those that
// are known, those of functions of the package that never return, and those of others
// that go by a name for that.
func (p *Package) graph(body *ast.BlockStmt) *cfg.CFG {
	if g, ok := p.graphs[body]; ok {
		return g
	}
	g := p.Index.Graph(body)
	p.graphs[body] = g // for calls of the function itself
	if g == nil {
		return nil
	}
	last := make(map[ast.Node]bool)
	more := false
	for _, b := range g.Blocks {
		if call, ok := b.Stmt.(*ast.ExprStmt); ok && b.Kind == cfg.KindUnreachable {
			last[call.X] = true
		}
		for _, n := range b.Nodes {
			if call, ok := n.(*ast.ExprStmt); ok && p.leaves(call.X) {
				last[call.X], more = true, true
			}
		}
	}
	if more {
		g = cfg.New(body, func(call *ast.CallExpr) bool { return !last[call] })
		p.graphs[body] = g
	}
	return g
}

// leaveName is what functions are called that end the program, or panic; those called
// exitName do so where they belong to a log, or are what is called for short.
var (
	leaveName = regexp.MustCompile(`^(?i:fatal|panic|failnow|die$)`)
	exitName  = regexp.MustCompile(`^(?i:(os)?exit(f|ln|depth)?)$`)
)

// leaves says whether an expression is a call of a function that never returns: of one of
// the package, or a literal, it is known. A log may write before it ends the program, and
// is told the rest of what to write by calls of what it has returned.
func (p *Package) leaves(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	if body := p.called(call); body != nil {
		g := p.graph(body)
		return g != nil && g.NoReturn()
	}
	if p.Pass.TypesInfo.Types[call.Fun].IsType() {
		return false
	}
	sel, ok := syntax.Called(call).(*ast.SelectorExpr)
	if name := syntax.CalledName(call); name != nil {
		exits := exitName.MatchString(name.Name) && (!ok || logsOnly(call))
		if exits || leaveName.MatchString(name.Name) {
			return true
		}
	}
	return ok && p.leaves(ast.Unparen(sel.X))
}

// called is the body of the function of the package, or of the literal, that a call calls,
// nil for others.
func (p *Package) called(call *ast.CallExpr) *ast.BlockStmt {
	if fn := typeutil.StaticCallee(p.Pass.TypesInfo, call); fn != nil {
		if decl := p.declarations()[fn.Origin()]; decl != nil {
			return decl.Body
		}
		return nil
	}
	switch fn := ast.Unparen(call.Fun).(type) {
	case *ast.FuncLit:
		return fn.Body
	case *ast.Ident:
		if lit := p.Index.Held(fn); lit != nil {
			return lit.Body
		}
	}
	return nil
}
