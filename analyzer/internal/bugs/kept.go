package bugs

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// kept says whether others may look at an error when a guard asks for it: it was put there
// before, or the place that it is in is theirs, and the function has put an error there itself, or
// another call with the same completion has. The last of several may be the one that tells.
func (c *completion) kept(err ast.Expr, guard *ast.IfStmt) bool {
	at, ok := c.at.FindNode(guard)
	if !ok {
		return false
	}
	if c.oneOfSeveral(err, at) || c.lastTells(err, at) {
		return true
	}
	put := func(from source) bool { return c.isOthers(from.place) && c.hasPut(from.place, at, c.at.Node()) }
	if slices.ContainsFunc(c.sourcesAt(at, err), put) {
		return true
	}
	if c.isOthers(c.place(err)) {
		return false
	}
	kept := false
	is := func(e ast.Expr) bool { return c.same(e, err) }
	for _, code := range append(leading(at), guard.Init) {
		assign, ok := code.(*ast.AssignStmt)
		_, late := code.(*ast.DeferStmt)
		switch {
		case code == nil:
		case c.copies(code, err, 0):
			if late {
				return true // whatever it is then
			}
			kept = true
		case ok && slices.ContainsFunc(assign.Lhs, is):
			kept = false // it was another one
		}
	}
	return kept
}

// copies says whether code puts an error where others may look at it: in a place that is no
// local variable, or in a channel. A literal counts that is called there, and so does
// a function of the package that does so with what it is given.
func (c *completion) copies(code ast.Node, err ast.Expr, depth int) bool {
	found := false
	var called ast.Expr
	ast.Inspect(code, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			called = n.Fun
			found = found || depth < deepest && c.copiesBy(n, err, depth+1)
		case *ast.FuncLit:
			return n == called
		case *ast.SendStmt:
			found = found || c.holdsError(n.Value, err)
		case *ast.AssignStmt:
			given := func(e ast.Expr) bool { return c.holdsError(e, err) }
			found = found || slices.ContainsFunc(n.Rhs, given) && slices.ContainsFunc(n.Lhs, c.isOthers)
		}
		return !found
	})
	return found
}

// copiesBy says whether a function of the package that is called does so, or a literal.
func (c *completion) copiesBy(call *ast.CallExpr, err ast.Expr, depth int) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if ok {
		if lit := c.Index.Held(id); lit != nil && c.copies(lit.Body, err, depth) {
			return true
		}
	}
	for i, arg := range call.Args {
		if !c.same(arg, err) {
			continue
		}
		if param, body := c.parameter(call, i); param != nil && c.copies(body, c.nameOf(param), depth) {
			return true
		}
	}
	return false
}

// nameOf is a name of a parameter in its function.
func (p *Package) nameOf(param types.Object) ast.Expr {
	at, ok := p.Root.FindByPos(param.Pos(), param.Pos())
	if !ok {
		return nil
	}
	name, _ := at.Node().(*ast.Ident)
	return name
}

// holdsError says whether the value of an expression has an error in it, its text, or a code of it.
// What it is compared with has not, nor has a flag that a call makes of it, or the length of its text.
func (c *completion) holdsError(e, err ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.BinaryExpr:
			return false
		case ast.Expr:
			found = found || c.same(n, err)
			call, ok := n.(*ast.CallExpr)
			return !found && (!ok || !c.isFlag(call) && !c.isLen(call))
		}
		return !found
	})
	return found
}

// isFlag says whether a call returns a flag, and no error.
func (p *Package) isFlag(call *ast.CallExpr) bool {
	t := p.Pass.TypesInfo.TypeOf(call)
	failure := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return isBoolean(t) && !types.Implements(t, failure)
}

// isBoolean says whether a type is one of flags.
func isBoolean(t types.Type) bool {
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsBoolean != 0
}

// isLen says whether a call returns how much something has.
func (p *Package) isLen(call *ast.CallExpr) bool {
	fn, ok := typeutil.Callee(p.Pass.TypesInfo, call).(*types.Builtin)
	return ok && fn.Name() == "len"
}

// isOthers says whether an expression that is assigned is no local variable.
func (p *Package) isOthers(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return true
	}
	v, ok := p.Pass.TypesInfo.ObjectOf(id).(*types.Var)
	return ok && v.Parent() == v.Pkg().Scope()
}
