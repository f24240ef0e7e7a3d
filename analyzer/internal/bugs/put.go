package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A putting is how an error may get to a place before somebody asks for it.
type putting struct {
	*Package
	place ast.Expr
	goal  ast.Node        // what asks for it, nil for what may do so at any time
	by    ast.Node        // the function that the goal belongs to, nil for one that a loop makes again
	not   types.Object    // the receiver of the body that is read, if the place does not belong to that
	read  map[reading]int // how deep those were in which nothing was found
}

// A reading is the body of a function that is read.
type reading struct {
	body  *ast.BlockStmt
	other bool // the place does not belong to its receiver
}

func (p *Package) putting(place ast.Expr, goal ast.Node) *putting {
	return &putting{Package: p, place: p.place(place), goal: goal, read: make(map[reading]int)}
}

// hasPut says whether a function may have put an error in a place of others when a guard asks for
// it: what leads there does, or anything around the literal that the guard stands in, if that
// may run later.
func (p *Package) hasPut(place ast.Expr, at inspector.Cursor, owner ast.Node) bool {
	guard := at.Node().(*ast.IfStmt)
	put := p.putting(place, guard)
	does := func(n ast.Node) bool { return n != nil && put.does(n, 0) }
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		if fn.Node() != owner && onTheSpot(fn) {
			continue // part of the function around
		}
		if !p.madeAgain(fn, owner) {
			put.by = fn.Node()
		}
		if fn.Node() != owner && does(owner) {
			return true
		}
		break
	}
	return slices.ContainsFunc(append(leading(at), guard.Init), does)
}

// madeAgain says whether a loop of a function makes a literal in each round.
func (p *Package) madeAgain(lit inspector.Cursor, owner ast.Node) bool {
	for loop := range lit.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
		return spans(owner, loop.Node())
	}
	return false
}

// does says whether code puts an error there, or calls a function of the package that does, so many
// calls deep. There the place has another name: its field or variable tells.
func (p *putting) does(code ast.Node, depth int) bool {
	found := false
	ast.Inspect(code, func(n ast.Node) bool {
		if n == nil || found || depth == 0 && code != n && p.apart(n) {
			return false
		}
		found = p.puts(n, depth)
		return !found
	})
	return found
}

// puts says whether a node itself does so.
func (p *putting) puts(n ast.Node, depth int) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return p.gets(n.Lhs, n.Rhs, depth)
	case *ast.RangeStmt:
		return p.is(n.Key, depth) || p.is(n.Value, depth)
	case *ast.UnaryExpr:
		return n.Op == token.AND && p.is(n.X, depth)
	case *ast.CallExpr:
		return p.is(p.atomic(n, "Store", "Swap", "CompareAndSwap"), depth) || p.doesBy(n, depth+1)
	}
	return false
}

// doesBy says whether a function of the package that is called does so.
func (p *putting) doesBy(call *ast.CallExpr, depth int) bool {
	body := p.called(call)
	if body == nil || depth > deepest {
		return false
	}
	r := reading{body, p.onOther(call, depth)}
	if before, ok := p.read[r]; ok && before <= depth {
		return false
	}
	p.read[r] = depth
	defer func(not types.Object) { p.not = not }(p.not)
	if p.not = nil; r.other {
		p.not = p.receiver(call)
	}
	return p.does(body, depth)
}

// onOther says whether a method is called on something else than what the place belongs to: another
// parameter, or what is not the place's owner already.
func (p *putting) onOther(call *ast.CallExpr, depth int) bool {
	on, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !p.isDirect(on) {
		return false
	}
	if depth > 1 {
		return p.not != nil && p.stands(on.X, p.not)
	}
	part, ok := p.place.(*ast.SelectorExpr)
	if !ok || !p.isDirect(part) {
		return false
	}
	owner, other := p.parameterOf(part.X), p.parameterOf(on.X)
	return owner != nil && other != nil && owner != other
}

// isDirect says whether a selector selects something of a value itself, of nothing embedded in that.
func (p *Package) isDirect(sel *ast.SelectorExpr) bool {
	s := p.Pass.TypesInfo.Selections[sel]
	return s != nil && len(s.Index()) == 1
}

// parameterOf is the parameter, or receiver, of one value that an expression names, nil for others.
func (p *Package) parameterOf(e ast.Expr) *types.Var {
	id, ok := p.place(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := p.Pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.ParamVar && v.Kind() != types.RecvVar {
		return nil
	}
	at, ok := p.Root.FindNode(id)
	if !ok || p.rewrites(outermost(at), v) {
		return nil
	}
	return v
}

// receiver is that of the declared method that a call calls, nil for one without a name.
func (p *Package) receiver(call *ast.CallExpr) types.Object {
	fn := typeutil.StaticCallee(p.Pass.TypesInfo, call)
	if fn == nil {
		return nil
	}
	decl := p.declarations()[fn.Origin()]
	if decl == nil || decl.Recv == nil || len(decl.Recv.List[0].Names) == 0 {
		return nil
	}
	return p.Pass.TypesInfo.Defs[decl.Recv.List[0].Names[0]]
}

// is says whether an expression is the place.
func (p *putting) is(e ast.Expr, depth int) bool {
	if e == nil || depth == 0 {
		return e != nil && p.same(e, p.place)
	}
	part, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if ok && p.not != nil && p.stands(part.X, p.not) && p.isDirect(part) {
		return false
	}
	v, named := p.named(p.place).(*types.Var)
	return p.same(e, p.place) || named && p.names(e, v)
}

// gets says whether the place is among those that are assigned, and may get an error.
func (p *putting) gets(places, values []ast.Expr, depth int) bool {
	i := slices.IndexFunc(places, func(e ast.Expr) bool { return p.is(e, depth) })
	return i >= 0 && (len(values) != len(places) || !p.isNil(values[i]))
}

// apart says whether code never leads to the goal: it is what belongs to the function around that,
// for those who look around the function, or a branch of a function around the goal that leaves that,
// unless what is launched before may still come to the goal.
func (p *putting) apart(n ast.Node) bool {
	if n == p.by {
		return true
	}
	list := syntax.List(n)
	if p.goal == nil || spans(n, p.goal) || !departs(list, false) && !p.exits(list) {
		return false
	}
	at, ok := p.Root.FindNode(n)
	if !ok || p.goesElsewhere(at) {
		return false
	}
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		first := fn.Node() == p.by || n.End() <= p.goal.Pos()
		return first && spans(fn.Node(), p.goal)
	}
	return false
}

// goesElsewhere says whether a statement in code goes on elsewhere in the function around: it leaves what
// is around the code.
func (p *Package) goesElsewhere(code inspector.Cursor) bool {
	for at := range code.Preorder((*ast.BranchStmt)(nil)) {
		branch := at.Node().(*ast.BranchStmt)
		switch {
		case branch.Tok == token.GOTO:
			return true
		case branch.Label != nil:
			label := p.Pass.TypesInfo.Uses[branch.Label]
			if label == nil || label.Pos() < code.Node().Pos() {
				return true
			}
		case !leavesWithin(at, code.Node()):
			return true
		}
	}
	return false
}

// leavesWithin says whether a branch statement leaves, or goes on with, something in code.
func leavesWithin(branch inspector.Cursor, code ast.Node) bool {
	types := []ast.Node{(*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)}
	if isBreak(branch.Node()) {
		types = append(types, (*ast.SwitchStmt)(nil), (*ast.TypeSwitchStmt)(nil), (*ast.SelectStmt)(nil))
	}
	for around := range branch.Enclosing(types...) {
		return around.Node() != code && spans(code, around.Node())
	}
	return false
}
