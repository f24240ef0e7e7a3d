package bugs

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// What a loop runs keeps it from running anything else, and that may be what
// is waited for.
var blockedLoop = &Rule{
	Name: "blockedloop",
	Doc:  "find handlers that block the event loop they run on",
	find: func(p *Package) {
		if !usesRuntime(p.Pass.Pkg) {
			return
		}
		for _, h := range p.allHandlers() {
			p.blocks(h)
		}
	},
}

// allHandlers lists the functions that run on a loop, each once.
func (p *Package) allHandlers() []*handler {
	var all []*handler
	known := make(map[*ast.BlockStmt]*handler)
	for file := range p.written() {
		for call := range file.Preorder((*ast.CallExpr)(nil)) {
			for _, h := range p.handlers(call) {
				if known[h.body] == nil {
					known[h.body] = &h
					all = append(all, &h)
				}
				known[h.body].given = append(known[h.body].given, call)
			}
		}
	}
	return all
}

// waits are the functions that block until something else has happened.
var waits = map[string]string{
	"time.Sleep":                               "Sleep",
	"(*sync.WaitGroup).Wait":                   "Wait",
	"(*sync.Cond).Wait":                        "Wait",
	"(*golang.org/x/sync/errgroup.Group).Wait": "Wait",
	"(*" + loopPath + ".Loop).Run":             "Run",
	"(*" + loopPath + ".Loop).Shutdown":        "Shutdown",
}

// blocks reports what blocks in a handler itself.
func (p *Package) blocks(h *handler) {
	report := func(at ast.Node, what string) {
		p.Pass.ReportRangef(at, "%s blocks the event loop, which runs this function of %s", what, h.by)
	}
	var read func(n ast.Node) bool
	read = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt:
			return false // elsewhere, or later
		case *ast.SelectStmt:
			return p.selects(n, report, read)
		case *ast.RangeStmt:
			if _, ok := syntax.Underlying(p.Pass.TypesInfo, n.X).(*types.Chan); ok && !p.closed(n.X) {
				report(n.X, "a receive")
			}
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && !p.releases(n, h) && !p.closed(n.X) && !p.filled(n) {
				report(n, "a receive")
			}
		case *ast.CallExpr:
			if what := p.waitsIn(n); what != "" {
				report(n, what)
			}
			if lit, ok := ast.Unparen(n.Fun).(*ast.FuncLit); ok {
				ast.Inspect(lit.Body, read)
			}
		}
		return true
	}
	ast.Inspect(h.body, read)
}

// selects reads a select statement, which blocks unless it has a default, or a case of
// a closed channel.
func (p *Package) selects(n *ast.SelectStmt, report func(ast.Node, string), read func(ast.Node) bool) bool {
	blocking := true
	for _, clause := range n.Body.List {
		clause := clause.(*ast.CommClause)
		blocking = blocking && clause.Comm != nil && !p.closed(received(clause.Comm))
		for _, stmt := range clause.Body {
			ast.Inspect(stmt, read)
		}
	}
	if blocking {
		report(&ast.Ident{NamePos: n.Select, Name: "select"}, "a select")
	}
	return false
}

// received is the channel that a statement receives from, nil when it does not.
func received(stmt ast.Stmt) ast.Expr {
	var e ast.Expr
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		e = stmt.X
	case *ast.AssignStmt:
		e = stmt.Rhs[0]
	}
	if receive, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && receive.Op == token.ARROW {
		return receive.X
	}
	return nil
}

// waitsIn is the name of what a call waits with, empty when it does not.
func (p *Package) waitsIn(call *ast.CallExpr) string {
	fn, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Func)
	if !ok {
		return ""
	}
	if awaits, recv := p.calleeIn(promisePath, call); awaits != nil && recv != nil && fn.Name() == "Await" {
		if p.settledBy(call, recv) {
			return ""
		}
		return "Await"
	}
	return waits[fn.FullName()]
}
