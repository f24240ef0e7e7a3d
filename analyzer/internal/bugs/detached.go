package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// cleaning is what operations are called that have to come to their end. Some of the words may
// be part of others, as in login or foundOne; of those that end in log some are logs.
var cleaning = regexp.MustCompile(
	`(?i:close|rollback|release|cancel|unlock|abort|clean|stop|shutdown|flush|trace|metric)|` +
		`(^|_)(?i:undo|revert|compensat)|[a-z0-9](Undo|Revert|Compensat)|` +
		`((^|_)[lL]|[a-z0-9]L|(^|_)(?i:audit|sys|db|event|access|error|debug|query|slow)l)` +
		`og(s|f|ged|ging|ger)?([A-Z0-9_]|$)`)

// detached says whether an operation may be meant to go on without its caller:
// it cleans up, it runs on its own, nobody waits for it, or the context has ended, or may
// have.
func (p *Package) detached(at inspector.Cursor, call *ast.CallExpr) bool {
	if fun := syntax.CalledName(call); fun == nil || cleaning.MatchString(fun.Name) {
		return true
	}
	late := slices.ContainsFunc(before(at), p.outlasts) || p.compensates(at, call)
	if late || p.answered(at) || p.forAll(at) || p.mayHaveFailed(at, call) {
		return true
	}
	for around := range at.Enclosing((*ast.GoStmt)(nil), (*ast.DeferStmt)(nil), (*ast.IfStmt)(nil),
		(*ast.SwitchStmt)(nil), (*ast.CaseClause)(nil), (*ast.CommClause)(nil), (*ast.FuncDecl)(nil)) {
		switch around := around.Node().(type) {
		case *ast.FuncDecl:
			return cleaning.MatchString(around.Name.Name)
		case *ast.GoStmt, *ast.DeferStmt:
			return true
		default:
			if p.forEnd(around, call.Pos()) {
				return true
			}
		}
	}
	return false
}

// sharing are the functions that run a literal once for several callers.
var sharing = map[string]bool{
	"(*sync.Once).Do": true, "sync.OnceFunc": true, "sync.OnceValue": true, "sync.OnceValues": true,
	"(*golang.org/x/sync/singleflight.Group).Do":     true,
	"(*golang.org/x/sync/singleflight.Group).DoChan": true,
}

// forAll says whether a launch stands in a literal that runs for the first of those who ask
// for it, and for all others, too.
func (p *Package) forAll(at inspector.Cursor) bool {
	for fn := range at.Enclosing((*ast.FuncLit)(nil)) {
		call, ok := fn.Parent().Node().(*ast.CallExpr)
		if !ok {
			continue // nobody is given it
		}
		by, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Func)
		if ok && sharing[by.Origin().FullName()] {
			return true
		}
	}
	return false
}

// forEnd says whether a statement around a place has to do with the end of a context where the place is.
func (p *Package) forEnd(around ast.Node, place token.Pos) bool {
	switch around := around.(type) {
	case *ast.IfStmt:
		inCond := place < around.Body.Pos()
		return !inCond && (p.asks(around.Init) || p.endsWhere(around.Cond))
	case *ast.SwitchStmt:
		return place > around.Body.Pos() && (p.asks(around.Init) || p.endsContext(around.Tag))
	case *ast.CaseClause:
		return slices.ContainsFunc(around.List, p.endsWhere)
	case *ast.CommClause:
		return place > around.Colon && p.endsContext(around.Comm)
	}
	return false
}

// endsWhere says whether a condition has to do with the end of a context. What a comparison of an error
// says is a fact.
func (p *Package) endsWhere(cond ast.Expr) bool {
	test, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return (!ok || !p.comparesError(test)) && p.endsContext(cond)
}

// endedName is what that is called which tells of the end of a context.
var endedName = regexp.MustCompile(`(?i)cancel|deadline|timeout|timedout|expired`)

// endsContext says whether code has to do with the end of a context: it asks one, or for
// an error that tells of it.
func (p *Package) endsContext(code ast.Node) bool {
	return contains(code, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			return endedName.MatchString(n.Name) || isContext(p.Pass.TypesInfo.TypeOf(n))
		case *ast.BinaryExpr:
			return p.isFailed(n)
		case ast.Expr:
			return isContext(p.Pass.TypesInfo.TypeOf(n))
		}
		return false
	})
}

// contains says whether code has a node of a kind; none is no code.
func contains(code ast.Node, is func(ast.Node) bool) bool {
	if code == nil {
		return false
	}
	found := false
	ast.Inspect(code, func(n ast.Node) bool {
		found = found || n != nil && is(n)
		return !found
	})
	return found
}
