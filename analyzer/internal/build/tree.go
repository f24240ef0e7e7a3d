package build

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/internal/cps"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A node is a launch with a literal continuation, in the tree of launches of
// a file: its children stand inside the literal.
type node struct {
	step     *chain.Step
	call     inspector.Cursor
	children []*node
	tails    []*chain.Step // launches inside the literal that pass on a named continuation
	rounds   []*chain.Step // those among them that pass on the function around the launch
	again    *ast.FuncLit  // the function around the launch, when that is what it passes on
	aside    bool          // launched by the parent only when something has failed
}

// depth is the largest number of nested literals on a path from n down.
func (n *node) depth() int {
	deepest := 0
	for _, c := range n.children {
		deepest = max(deepest, c.depth())
	}
	return deepest + 1
}

// A forest collects the launches of a file.
type forest struct {
	info    *types.Info
	index   *cps.Index
	callers *syntax.Callers
	nodes   []*node // in source order of the calls
	byLit   map[*ast.FuncLit]*node
	roots   []*node
	named   []*node // launches of named continuations: only their step and place matter
}

// plant finds the launches of a file, among its calls, and connects them.
func (p *Package) plant(file inspector.Cursor, launches func(*ast.CallExpr) []cps.Launch) *forest {
	f := &forest{info: p.Info, index: p.Index, callers: p.Callers, byLit: make(map[*ast.FuncLit]*node)}
	for cur := range file.Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		for _, l := range launches(call) {
			if l.Retyped {
				continue
			}
			n := &node{step: step(cur, l), call: cur}
			if l.Lit == nil || !sameFunc(file, l.Lit, cur) {
				n.step.Lit = nil
				n.again = f.again(n)
				f.named = append(f.named, n)
				continue
			}
			n.step.Held = holder(file, l.Lit)
			f.nodes = append(f.nodes, n)
			f.byLit[l.Lit] = n
		}
	}
	for _, n := range f.nodes {
		if parent := f.parent(n.call); parent != nil {
			parent.children = append(parent.children, n)
			n.aside = onFailure(p.Info, n.call, parent.step.Lit)
		} else {
			f.roots = append(f.roots, n)
		}
	}
	for _, n := range f.named {
		if parent := f.parent(n.call); parent != nil {
			parent.tails = append(parent.tails, n.step)
			parent.circle(n)
		}
	}
	for _, n := range f.nodes {
		n.step.Through = f.through(n.step)
	}
	return f
}

// step describes one launch.
func step(cur inspector.Cursor, l cps.Launch) *chain.Step {
	stmt, list := listed(cur)
	return &chain.Step{
		Call:       cur.Node().(*ast.CallExpr),
		Stmt:       stmt,
		List:       list,
		Name:       l.Name,
		Arg:        l.Arg,
		Lit:        l.Lit,
		Convention: l.Convention,
		Evidence:   l.Evidence,
		Timing:     l.Timing,
		Hop:        l.Hop,
		NilTested:  l.NilTested,
		Relies:     l.Relies,
		Shown:      l.Shown,
		Reports:    l.Reports,
		Exclusive:  l.Exclusive,
		Declare:    l.Declare,
		Parting:    l.Parting,
		Reasons:    l.Reasons,
	}
}

// sameFunc reports whether a literal, which may be held in a variable, stands
// in the same function as the launch that takes it. Elsewhere it would be
// evaluated at another time than the launch.
func sameFunc(file inspector.Cursor, lit *ast.FuncLit, call inspector.Cursor) bool {
	cur, ok := file.FindNode(lit)
	return ok && enclosingFunc(cur.Parent()) == enclosingFunc(call)
}

// holder is the statement of a list that declares one variable with the literal
// as its value, and nothing else; nil when there is none.
func holder(file inspector.Cursor, lit *ast.FuncLit) ast.Stmt {
	cur, ok := file.FindNode(lit)
	if !ok {
		return nil
	}
	stmt, _ := listed(cur)
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		if stmt.Tok == token.DEFINE && len(stmt.Lhs) == 1 && stmt.Rhs[0] == lit {
			return stmt
		}
	case *ast.DeclStmt:
		decl := stmt.Decl.(*ast.GenDecl)
		if len(decl.Specs) != 1 || decl.Tok != token.VAR {
			return nil
		}
		spec := decl.Specs[0].(*ast.ValueSpec)
		if len(spec.Names) == 1 && len(spec.Values) == 1 && spec.Values[0] == lit {
			return stmt
		}
	}
	return nil
}

func enclosingFunc(cur inspector.Cursor) ast.Node {
	for c := range cur.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		return c.Node()
	}
	return nil
}

// listed finds the innermost statement around a call that stands in a list of
// statements, and the list. The search ends at the function that encloses the
// call.
func listed(cur inspector.Cursor) (ast.Stmt, ast.Node) {
	for c := range cur.Enclosing() {
		kind := c.ParentEdgeKind()
		if kind == edge.BlockStmt_List || kind == edge.CaseClause_Body || kind == edge.CommClause_Body {
			return c.Node().(ast.Stmt), c.Parent().Node()
		}
		if kind == edge.FuncLit_Body || kind == edge.FuncDecl_Body {
			return nil, nil
		}
	}
	return nil, nil
}

// parent is the launch whose literal contains the call at cur and runs it at
// most once each time it is called, or nil.
func (f *forest) parent(cur inspector.Cursor) *node {
	for c := range cur.Enclosing() {
		switch n := c.Node().(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return nil // once for every iteration
		case *ast.FuncDecl:
			return nil
		case *ast.FuncLit:
			if jumpsBackOver(cur.Node().Pos(), n.Body) {
				return nil // a goto may repeat the launch
			}
			if parent := f.byLit[n]; parent != nil {
				return parent
			}
			if !f.index.RunsOnce(n) {
				return nil
			}
		}
	}
	return nil
}

// jumpsBackOver reports whether a body has a goto statement of its own behind the
// launch at pos, with the label before it.
func jumpsBackOver(pos token.Pos, body *ast.BlockStmt) bool {
	labels := make(map[string]token.Pos)
	var jumps []*ast.BranchStmt
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.LabeledStmt:
			labels[n.Label.Name] = n.Pos()
		case *ast.BranchStmt:
			if n.Tok == token.GOTO && n.Pos() > pos {
				jumps = append(jumps, n)
			}
		}
		return true
	})
	return slices.ContainsFunc(jumps, func(b *ast.BranchStmt) bool { return labels[b.Label.Name] <= pos })
}
