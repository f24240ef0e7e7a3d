package bugs

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// semaphoreName is what channels are called that are semaphores.
var semaphoreName = regexp.MustCompile(`^sem(aphore)?s?$|(S|_s)em(aphore)?s?$`)

// releases says whether a receive gives back what a send has taken from a semaphore: its
// value is dropped, and the function itself sends, or the package does and the channel is
// called like one.
func (p *Package) releases(receive *ast.UnaryExpr) bool {
	at, ok := p.Root.FindNode(receive)
	if !ok {
		return true
	}
	if _, ok := at.Parent().Node().(*ast.ExprStmt); !ok {
		return false
	}
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		_, body := function(fn.Node())
		if p.sends(body, receive.X) {
			return true
		}
	}
	channel, ok := p.named(receive.X).(*types.Var)
	return ok && semaphoreName.MatchString(channel.Name()) && p.sentTo(channel)
}

// sends says whether a function itself sends on a channel.
func (p *Package) sends(body *ast.BlockStmt, channel ast.Expr) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if send, ok := n.(*ast.SendStmt); ok {
			found = found || p.same(send.Chan, channel)
		}
		_, nested := n.(*ast.FuncLit)
		return !nested && !found
	})
	return found
}

// sentTo says whether the package sends on a channel that a variable or a field has.
func (p *Package) sentTo(channel *types.Var) bool {
	for send := range p.Root.Preorder((*ast.SendStmt)(nil)) {
		v, ok := p.named(send.Node().(*ast.SendStmt).Chan).(*types.Var)
		if ok && v.Origin() == channel.Origin() {
			return true
		}
	}
	return false
}

// closed says whether a channel was closed before, by a statement of a list around.
func (p *Package) closed(channel ast.Expr) bool {
	if channel == nil {
		return false
	}
	at, ok := p.Root.FindNode(channel)
	return ok && slices.ContainsFunc(before(at), func(stmt ast.Stmt) bool {
		call := callOf(stmt)
		_, plain := stmt.(*ast.ExprStmt)
		if !plain || call == nil || len(call.Args) != 1 {
			return false
		}
		fn, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Builtin)
		return ok && fn.Name() == "close" && p.same(call.Args[0], channel)
	})
}

// filled says whether a channel has something to receive: a statement before has sent it,
// or a condition asks how much there is, or whether a timer has fired or a context ended.
func (p *Package) filled(receive *ast.UnaryExpr) bool {
	at, ok := p.Root.FindNode(receive)
	if !ok {
		return true
	}
	sends := func(stmt ast.Stmt) bool {
		send, ok := stmt.(*ast.SendStmt)
		return ok && p.same(send.Chan, receive.X)
	}
	channel := ast.Unparen(receive.X)
	return slices.ContainsFunc(before(at), sends) || slices.ContainsFunc(facts(at), func(f fact) bool {
		return p.hasSome(f, channel) || p.hasFired(f, channel) || p.hasEnded(f, channel)
	})
}

// settledBy says whether a promise has settled when a call is reached: a condition around
// asks for that, or the function around handles it, or all promises of which it is one.
func (p *Package) settledBy(call *ast.CallExpr, promise ast.Expr) bool {
	at, ok := p.Root.FindNode(call)
	if !ok {
		return true
	}
	settled := func(f fact) bool { return f.is && p.calls(f.cond, promise, "Settled") }
	if slices.ContainsFunc(facts(at), settled) {
		return true
	}
	for fn := range at.Enclosing((*ast.FuncLit)(nil)) {
		given, ok := fn.Parent().Node().(*ast.CallExpr)
		if !ok {
			continue // called elsewhere
		}
		if _, recv := p.calleeIn(promisePath, given); recv != nil && p.settlesBehind(recv, promise) {
			return true
		}
	}
	return false
}

// waitsForAll are the functions of which the promises wait for all that they are given.
var waitsForAll = map[string]bool{"All": true, "AllSettled": true, "Zip": true, "Zip3": true}

// settlesBehind says whether one promise settles after another. Two calls make two.
func (p *Package) settlesBehind(e, first ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return p.same(e, first)
	}
	fn, recv := p.calleeIn(promisePath, call)
	switch {
	case fn == nil || fn.Name() == "Timeout" || fn.Name() == "WithContext":
		return false
	case recv != nil:
		return p.settlesBehind(recv, first)
	}
	return waitsForAll[fn.Name()] &&
		slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return p.settlesBehind(arg, first) })
}
