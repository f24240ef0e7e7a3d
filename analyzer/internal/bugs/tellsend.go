package bugs

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// waitName is what those are called that only wait, or run a function elsewhere.
var waitName = regexp.MustCompile(`(?i)post|wait|schedule|dispatch|after|sleep|tick|invoke`)

// tellsEnd says whether a continuation is only told that something is over: the
// error of a timer, a signal or an executor says that it was called off, that of an
// operation which is started since something has failed comes too late, and who only tells
// others that it is over does so whichever way it ended.
func (p *Package) tellsEnd(c continuation) bool {
	fun := syntax.CalledName(c.launch.Node().(*ast.CallExpr))
	sig, ok := p.Pass.TypesInfo.TypeOf(c.lit).(*types.Signature)
	if !ok || sig.Params().Len() != 1 {
		return false
	}
	if fun != nil && waitName.MatchString(fun.Name) || p.tellsFirst(c.lit, c.launch) {
		return true
	}
	return !slices.ContainsFunc(c.lit.Body.List, func(stmt ast.Stmt) bool { return !p.signals(stmt) })
}

// signals says whether a statement does no more than to tell somebody that something is
// over: a channel or a group that is waited for, a flag that is reset.
func (p *Package) signals(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.IncDecStmt:
		return true
	case *ast.SendStmt:
		return !p.keepsFailure(stmt.Value) && !isZero(p.Pass.TypesInfo, stmt.Value)
	case *ast.AssignStmt:
		return !slices.ContainsFunc(stmt.Lhs, p.keepsFailure) &&
			!slices.ContainsFunc(stmt.Rhs, func(e ast.Expr) bool { return !isZero(p.Pass.TypesInfo, e) })
	case *ast.ExprStmt, *ast.DeferStmt:
		call := callOf(stmt)
		return call != nil && failureOf(p.Pass.TypesInfo.TypeOf(call.Fun)) < 0 && p.endsByName(call)
	}
	return false
}

// keepsFailure says whether an expression stands for an error that somebody may look at.
func (p *Package) keepsFailure(e ast.Expr) bool {
	t := p.Pass.TypesInfo.TypeOf(e)
	return t != nil && isFailure(t)
}

// isZero says whether an expression is nil, or a constant of no value.
func isZero(info *types.Info, e ast.Expr) bool {
	tv := info.Types[e]
	if tv.Value == nil {
		return tv.IsNil()
	}
	text := tv.Value.ExactString()
	return text == "0" || text == `""` || text == "false"
}
