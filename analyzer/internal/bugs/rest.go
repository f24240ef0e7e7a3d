package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/cfg"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A rest is what a function still does after a place: what would not happen if it
// returned there. It may be left out when it only looks at values, defines some that
// nobody else sees, and reports once more. An unlock, a file that is closed, a send,
// and a call of whatever has yet to be told would be missed.
type rest struct {
	*completion
	at    inspector.Cursor // the place
	locks bool             // the function takes a mutex
}

// mayLeave says whether nothing is missed when the function returns after a node.
func (c *completion) mayLeave(b *cfg.Block, i int) bool {
	at, ok := c.at.FindNode(b.Nodes[i])
	if !ok {
		return false
	}
	r := &rest{completion: c, at: at}
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		_, body := function(fn.Node())
		r.locks = r.locks || c.locked(body)
	}
	nodes := slices.Clone(b.Nodes[i+1:])
	for next := range reach(b) {
		if loop, ok := next.Stmt.(*ast.RangeStmt); ok && !r.counts(loop) {
			return false
		}
		nodes = append(nodes, next.Nodes...)
	}
	return !slices.ContainsFunc(nodes, func(n ast.Node) bool { return !r.idle(n) })
}

// counts says whether a loop is one over values, with variables of its own.
func (r *rest) counts(loop *ast.RangeStmt) bool {
	switch syntax.Underlying(r.Pass.TypesInfo, loop.X).(type) {
	case *types.Chan, *types.Signature:
		return false
	}
	return loop.Tok != token.ASSIGN
}

// idle says whether nothing is missed of a node.
func (r *rest) idle(n ast.Node) bool {
	if r.settles(n) {
		return r.defines(n) && r.repeats(callOf(n))
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		return r.defines(n) && !slices.ContainsFunc(n.Rhs, r.acts)
	case *ast.ValueSpec:
		return !slices.ContainsFunc(n.Values, r.acts)
	case *ast.IncDecStmt:
		return r.own(n.X)
	case *ast.ReturnStmt:
		return true
	case ast.Expr:
		return !r.acts(n)
	}
	return false
}

// defines says whether all that a node assigns is seen by nobody else.
func (r *rest) defines(n ast.Node) bool {
	assign, ok := n.(*ast.AssignStmt)
	return !ok || !slices.ContainsFunc(assign.Lhs, func(e ast.Expr) bool { return !r.own(e) })
}

func (r *rest) own(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := r.Pass.TypesInfo.ObjectOf(id).(*types.Var)
	return id.Name == "_" || ok && r.private(r.at, v)
}

// acts says whether to evaluate an expression may do something beside.
func (r *rest) acts(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // it does not run
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			found = found || !r.computes(n)
		}
		return !found
	})
	return found
}

// calculators are the packages of which the functions only compute. The other names
// are single functions, by their full names.
var calculators = map[string]bool{
	"errors": true, "strconv": true, "strings": true, "unicode": true, "unicode/utf8": true,
	"math": true, "math/bits": true, "path": true, "cmp": true,
	"fmt.Errorf": true, "fmt.Sprint": true, "fmt.Sprintf": true, "fmt.Sprintln": true,
	"append": true, "cap": true, "complex": true, "imag": true, "len": true, "make": true,
	"max": true, "min": true, "new": true, "real": true,
}

// computes says whether a call does no more than compute a value.
func (r *rest) computes(call *ast.CallExpr) bool {
	if r.Pass.TypesInfo.Types[call.Fun].IsType() {
		return true
	}
	switch fn := typeutil.Callee(r.Pass.TypesInfo, call).(type) {
	case *types.Builtin:
		return calculators[fn.Name()]
	case *types.Func:
		plain := fn.Pkg() != nil && fn.Signature().Recv() == nil
		return plain && (calculators[fn.Pkg().Path()] || calculators[fn.FullName()])
	}
	return false
}

// repeats says whether a call that settles does nothing that would be missed. What an
// operation does is not, unless it may end what was begun before.
func (r *rest) repeats(call *ast.CallExpr) bool {
	if !r.is(call.Fun) && r.locks {
		return false
	}
	if body := r.Package.called(call); body != nil && r.ending(body, make(map[ast.Node]bool)) {
		return false
	}
	for _, arg := range call.Args {
		switch lit := r.wrapper(arg); {
		case r.acts(arg) || !r.is(arg) && lit == nil && r.owes(r.Pass.TypesInfo.TypeOf(arg)):
			return false
		case lit != nil && r.ending(lit.Body, make(map[ast.Node]bool)):
			return false
		}
	}
	return true
}

// endName is what functions are called that end what was begun before.
var endName = regexp.MustCompile(
	`(?i)close|unlock|release|cancel|stop|rollback|commit|abort|shutdown|flush|free|^done$|^put$`)

// ending says whether a body may end what was begun before, or calls a function of the
// package that may. Bodies that have been seen are none that do.
func (r *rest) ending(body *ast.BlockStmt, seen map[ast.Node]bool) bool {
	if seen[body] {
		return false
	}
	seen[body] = true
	return contains(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			return true
		case *ast.CallExpr:
			called := r.Package.called(n)
			return r.endsByName(n) || called != nil && r.ending(called, seen)
		}
		return false
	})
}

// endsByName says whether a function is called so, and is no completion.
func (p *Package) endsByName(call *ast.CallExpr) bool {
	name := syntax.CalledName(call)
	if name == nil || !endName.MatchString(name.Name) {
		return false
	}
	v, ok := p.named(call.Fun).(*types.Var)
	completes := ok && v.Kind() == types.ParamVar && failureOf(v.Type()) >= 0
	return !completes || isOf(v.Type(), "context", "CancelCauseFunc")
}

// owes says whether whoever gets a value of a type may have to end something with it:
// to close it, to give it back, to call it, or to send to who waits there.
func (r *rest) owes(t types.Type) bool {
	if t == nil || isContext(t) {
		return false
	}
	if sig, ok := t.Underlying().(*types.Signature); ok {
		return sig.Params().Len() == 0
	}
	if _, ok := t.Underlying().(*types.Chan); ok {
		return true
	}
	for method := range types.NewMethodSet(t).Methods() {
		if endName.MatchString(method.Obj().Name()) {
			return true
		}
	}
	return false
}
