package plan

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// waitGroup finds operations that a function waits for with a sync.WaitGroup.
//
//	Pattern: var wg sync.WaitGroup; wg.Add(2)
//	f(… a = v; wg.Done() …)
//	g(… b = w; wg.Done() …)
//	wg.Wait() =>
//	_, _ = promise.All(Call(…f…), Call(…g…)).Await(context.Background())
//	So long as:
//	- what is added are constants, as many as there are operations, before each of them
//	enough for it
//	- the operations are as in a join, and follow one another but for calls of Add; each
//	calls Done at most once on every path
//	- Wait stands behind the last of them, and nothing else uses the WaitGroup
//	Because: All settles in the call that settles its last input, which is the one
//	in which the counter came to zero; and Await waits for that on the goroutine on
//	which Wait did, from the same moment on. No input is ever rejected.
func (k *grouper) waitGroup(decl ast.Stmt) (*Group, string) {
	wg := k.src.onlyVar(decl)
	if wg == nil || !isSync(wg.Type(), "WaitGroup") || !k.src.zeroed(decl) {
		return nil, ""
	}
	c := &counting{src: k.src, wg: wg}
	uses := c.read(syntax.List(k.list), decl)
	if !k.several(c.members) {
		return nil, ""
	}
	group := &Group{Src: k.src, Kind: GroupAll, Call: wg, Drop: append(c.adds, decl), names: k.names}
	why := c.wrong()
	if why == "" && uses != k.src.countIn(wg, k.src.File) {
		why = elsewhere
	}
	if why == "" {
		why = k.counted(group, c)
	}
	if why != "" {
		return nil, fmt.Sprintf("%s is no All: %s", wg.Name(), why)
	}
	return group, ""
}

// counted plans the operations, and says why they are none of a group.
func (k *grouper) counted(group *Group, c *counting) string {
	group.Wait = &Wait{Until: c.wait}
	if why := k.plan(group, c.members); why != "" {
		return why
	}
	all := slices.Concat(c.members, c.adds)
	if between := k.between([]ast.Stmt{c.members[0], c.wait}, all); between != nil {
		return fmt.Sprintf("line %d stands between the launches and Wait", k.src.line(between))
	}
	return k.labels()
}

// A counting is what a list of statements does with a WaitGroup.
type counting struct {
	src     *Source
	wg      types.Object
	adds    []ast.Stmt
	members []ast.Stmt
	wait    ast.Stmt
	added   int64
	few     bool // fewer were added than operations launched
	unknown ast.Stmt
	late    ast.Stmt
}

// read sorts the statements that use the WaitGroup, and counts its uses in them.
func (c *counting) read(list []ast.Stmt, decl ast.Stmt) (uses int) {
	for _, stmt := range list {
		n := c.src.countIn(c.wg, stmt)
		if n == 0 || stmt == decl {
			continue
		}
		uses += n
		if c.wait != nil {
			c.late = stmt
			continue
		}
		switch call := c.call(stmt); {
		case call == nil:
			c.members = append(c.members, stmt)
			c.few = c.few || c.added < int64(len(c.members))
		case len(call.Args) == 0:
			c.wait = stmt
		default:
			by := c.src.integer(call.Args[0])
			if by < 1 {
				c.unknown = stmt
			}
			c.added += by
			c.adds = append(c.adds, stmt)
		}
	}
	return uses
}

// call reads a statement as wg.Add(n) or wg.Wait(), or returns nil.
func (c *counting) call(stmt ast.Stmt) *ast.CallExpr {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return nil
	}
	for _, name := range []string{"Add", "Wait"} {
		if obj, call := c.src.method(expr.X, "(*sync.WaitGroup)."+name); obj == c.wg && call != nil {
			return call
		}
	}
	return nil
}

// wrong says what is wrong with the counting, empty when nothing is.
func (c *counting) wrong() string {
	switch {
	case c.wait == nil:
		return "nothing waits for it behind the launches"
	case c.late != nil:
		return fmt.Sprintf("it is used after Wait, on line %d", c.src.line(c.late))
	case c.unknown != nil:
		return fmt.Sprintf("how much line %d adds is no constant", c.src.line(c.unknown))
	case c.added != int64(len(c.members)):
		return fmt.Sprintf("%d are added, and %d operations launched", c.added, len(c.members))
	case c.few:
		return "an operation is launched before it is added"
	case slices.ContainsFunc(c.adds, c.src.commentIn):
		return commented
	}
	return ""
}

// isSync reports whether a type is one of package sync.
func isSync(t types.Type, name string) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return false
	}
	return named.Obj().Pkg().Path() == "sync" && named.Obj().Name() == name
}

// isFunc reports whether an expression is the function of a group: its name, or
// wg.Done for a WaitGroup.
func (src *Source) isFunc(e ast.Expr, f types.Object) bool {
	if f == nil || !isSync(f.Type(), "WaitGroup") {
		return src.is(e, f)
	}
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Done" && src.is(sel.X, f)
}

// FuncName is the identifier in an expression that may be the function of a
// group, or nil.
func FuncName(e ast.Expr) *ast.Ident {
	if sel, ok := e.(*ast.SelectorExpr); ok && sel.Sel.Name == "Done" {
		e = sel.X
	}
	id, _ := e.(*ast.Ident)
	return id
}
