package bugs

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/internal/syntax"
)

// mayHaveFailed says whether there may be an error where a place is reached: a fact says so, the function
// around is called like a failure, or a condition around is what somebody makes of an error. Every
// error of an operation with a context may come from the end of that; others say nothing of the context
// where the launch is what is done instead, and tells the outcome itself.
func (p *Package) mayHaveFailed(at inspector.Cursor, launch *ast.CallExpr) bool {
	instead := p.tellsItself(at, launch)
	failed := func(f fact) bool { return p.hasFailed(f) && (!instead || !p.isApart(f)) }
	return slices.ContainsFunc(p.withoutKinds(p.facts(at)), failed) || p.inFailure(at) ||
		slices.ContainsFunc(p.withoutKinds(p.enclosing(at)), p.judgesError)
}

// hasFailed says whether a fact is that there is an error, and not of what kind.
func (p *Package) hasFailed(f fact) bool {
	switch test := f.cond.(type) {
	case *ast.BinaryExpr:
		return p.codeFailed(f) || p.comparesError(test) && p.failed(f) != nil
	case *ast.CallExpr, *ast.Ident:
		_, value := p.suppose(p.resultOf(f.cond), 0)
		none := answerOf(value)
		return none.known && none.is != f.is
	}
	return false
}

// comparesError says whether an expression compares an error with nil.
func (p *Package) comparesError(test *ast.BinaryExpr) bool {
	t := p.Pass.TypesInfo.TypeOf(test.X)
	return (test.Op == token.NEQ || test.Op == token.EQL) && t != nil && isFailure(t) && p.isNil(test.Y)
}

// kindName is what functions are called that say of what kind an error is.
var kindName = regexp.MustCompile(`^[iI]s[A-Z]`)

// judgesError says whether a fact is what a function makes of an error: not whether there is one, as far
// as that is known, and not of what kind it is.
func (p *Package) judgesError(f fact) bool {
	if p.isOtherCode(f) {
		return true
	}
	call, ok := f.cond.(*ast.CallExpr)
	if !ok || !slices.ContainsFunc(call.Args, p.keepsFailure) {
		return false
	}
	name := syntax.CalledName(call)
	fn, _ := p.calleeIn("errors", call)
	ofKind := fn != nil || name == nil || f.is && kindName.MatchString(name.Name)
	ifSome, ifNone := p.suppose(result{call, 0}, 0)
	some, none := answerOf(ifSome), answerOf(ifNone)
	asks := some.known && none.known && some.is != none.is
	return !ofKind && !asks
}
