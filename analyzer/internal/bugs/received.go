package bugs

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// tokenName is what channels are called that are semaphores.
var tokenName = regexp.MustCompile(`(?i)sem(aphore)?s?$|tokens?$|slots?$|permits?$|limit(er)?$`)

// releases says whether a receive gives back what a send has taken from a semaphore: its
// value is dropped, and the function itself sends, or the channel is called like one.
func (p *Package) releases(receive *ast.UnaryExpr) bool {
	at, ok := p.Root.FindNode(receive)
	if !ok {
		return true
	}
	if _, ok := at.Parent().Node().(*ast.ExprStmt); !ok {
		return false
	}
	channel := types.ExprString(receive.X)
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		_, body := function(fn.Node())
		if sends(body, channel) {
			return true
		}
	}
	return tokenName.MatchString(channel)
}

// sends says whether a function itself sends on a channel.
func sends(body *ast.BlockStmt, channel string) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if send, ok := n.(*ast.SendStmt); ok {
			found = found || types.ExprString(send.Chan) == channel
		}
		_, nested := n.(*ast.FuncLit)
		return !nested && !found
	})
	return found
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
		same := types.ExprString(call.Args[0]) == types.ExprString(channel)
		return ok && fn.Name() == "close" && same
	})
}

// filled says whether a channel has something to receive: a statement before has sent it,
// or a condition asks how much there is, or whether a timer has fired or a context ended.
func (p *Package) filled(receive *ast.UnaryExpr) bool {
	at, ok := p.Root.FindNode(receive)
	if !ok {
		return true
	}
	channel := types.ExprString(receive.X)
	return slices.ContainsFunc(before(at), func(stmt ast.Stmt) bool {
		send, ok := stmt.(*ast.SendStmt)
		return ok && types.ExprString(send.Chan) == channel
	}) || asked(at, "len("+channel+")") ||
		tells(at, channel, ".C", ".Stop()") || tells(at, channel, ".Done()", ".Err()")
}

// tells says whether a condition that leads to a place asks what has a channel whether there
// is something to receive.
func tells(at inspector.Cursor, channel, ending, by string) bool {
	of, ok := strings.CutSuffix(channel, ending)
	return ok && asked(at, of+by)
}

// settledBy says whether a promise has settled when a call is reached: a condition around
// asks for that, or the function around handles it, or all promises of which it is one.
func (p *Package) settledBy(call *ast.CallExpr, promise ast.Expr) bool {
	at, ok := p.Root.FindNode(call)
	if !ok {
		return true
	}
	text := types.ExprString(promise)
	if asked(at, text+".Settled()") {
		return true
	}
	for fn := range at.Enclosing((*ast.FuncLit)(nil)) {
		given, ok := fn.Parent().Node().(*ast.CallExpr)
		if !ok {
			continue // called elsewhere
		}
		if _, recv := p.calleeIn(promisePath, given); recv != nil && p.settlesBehind(recv, text) {
			return true
		}
	}
	return false
}

// waitsForAll are the functions of which the promises wait for all that they are given.
var waitsForAll = map[string]bool{"All": true, "AllSettled": true, "Zip": true, "Zip3": true}

// settlesBehind says whether one promise settles after another, which is told by its text.
func (p *Package) settlesBehind(e ast.Expr, first string) bool {
	if types.ExprString(ast.Unparen(e)) == first {
		return true
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
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

// asked says whether a condition that leads to a place asks for something, by its text:
// that of a statement around, or of one before that leaves otherwise.
func asked(at inspector.Cursor, text string) bool {
	asks := func(cond ast.Expr) bool {
		return cond != nil && contains(cond, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			return ok && types.ExprString(e) == text
		})
	}
	for around := range at.Enclosing((*ast.IfStmt)(nil), (*ast.ForStmt)(nil)) {
		switch around := around.Node().(type) {
		case *ast.IfStmt:
			if asks(around.Cond) {
				return true
			}
		case *ast.ForStmt:
			if asks(around.Cond) {
				return true
			}
		}
	}
	return slices.ContainsFunc(before(at), func(stmt ast.Stmt) bool {
		guard, ok := stmt.(*ast.IfStmt)
		return ok && asks(guard.Cond) && departs(guard.Body.List, true)
	})
}
