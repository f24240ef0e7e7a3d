package bugs

import (
	"go/ast"
	"regexp"

	"github.com/unnest-go/unnest/internal/syntax"
)

// errorName is what functions are called that make errors, getterName what those are called that tell of
// one that there may be, and reasonName what those are called that tell why something has failed.
var (
	errorName  = regexp.MustCompile(`(?i)err|fail|wrap|^new`)
	getterName = regexp.MustCompile(`(?i)^(get|last|first)?_?(err(or)?|failure)$`)
	reasonName = regexp.MustCompile(`(?i)(cause|reason)$`)
)

// returned is the chance of what a call returns. What adds to an error may make none of nil.
func (t *telling) returned(call *ast.CallExpr) chance {
	if t.Pass.TypesInfo.Types[call.Fun].IsType() {
		return t.made(call.Args[0])
	}
	if fn, _ := t.calleeIn("fmt", call); fn != nil {
		return certain
	}
	name := syntax.CalledName(call)
	if name == nil || t.isEnd(call) {
		return perhaps
	}
	if len(call.Args) == 0 {
		if c := t.got(call, name.Name); c != perhaps {
			return c
		}
	}
	if !t.makesError(call) {
		return perhaps
	}
	least := certain
	for _, arg := range call.Args {
		if !t.keepsFailure(arg) {
			continue
		}
		if least = t.made(arg); least == certain {
			break
		}
	}
	return least
}

// makesError says whether a function that is called makes errors, going by its name.
func (p *Package) makesError(call *ast.CallExpr) bool {
	fn, _ := p.calleeIn("errors", call)
	name := syntax.CalledName(call)
	return fn != nil || name != nil && errorName.MatchString(name.Name)
}

// got is the chance of what a function returns that is given nothing: it may tell what stands in a
// place of others, going by what it returns, or by its name.
func (t *telling) got(call *ast.CallExpr, name string) chance {
	body := t.called(call)
	if body == nil {
		if getterName.MatchString(name) {
			return open
		}
		return perhaps
	}
	if t.getters[body] || len(t.getters) == deepest {
		return perhaps
	}
	t.getters[body] = true
	defer delete(t.getters, body)
	least := certain
	for _, ret := range returnStmts(body) {
		if len(ret.Results) != 1 {
			continue
		}
		at, ok := t.Root.FindNode(ret)
		if !ok {
			return perhaps
		}
		switch t.failureAt(at, ret.Results[0]) {
		case open, never:
			return open
		case perhaps:
			least = perhaps
		case certain:
		}
	}
	return least
}

// returnStmts lists the statements of a body that return from its function.
func returnStmts(body *ast.BlockStmt) []*ast.ReturnStmt {
	var all []*ast.ReturnStmt
	ast.Inspect(body, func(n ast.Node) bool {
		if ret, ok := n.(*ast.ReturnStmt); ok {
			all = append(all, ret)
		}
		_, other := n.(*ast.FuncLit)
		return !other
	})
	return all
}
