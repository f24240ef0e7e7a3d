package nils

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/promises"
	"github.com/unnest-go/unnest/internal/syntax"
)

// read notes what gets what in a part of a file, of which it is told before what is in it.
func (n *Nils) read(u unit, part ast.Node) {
	switch part := part.(type) {
	case *ast.FuncDecl:
		n.declares(u, part)
	case *ast.FuncLit:
		n.literal(u, part)
	case *ast.CallExpr:
		n.calls(u, part)
	case *ast.SelectorExpr:
		n.expression(u, part)
		n.addressed(u, part)
	case *ast.Ident:
		n.names(u, part)
		n.beyond(u, part)
	case *ast.CompositeLit:
		n.unkeyed(u, part)
	case *ast.AssignStmt:
		n.assign(u, part.Lhs, part.Rhs)
	case *ast.RangeStmt:
		n.ranges(u, part)
	case *ast.ValueSpec:
		n.assign(u, syntax.Exprs(part.Names), part.Values)
	case *ast.BlockStmt:
		n.unset(u, part.List)
	case *ast.CaseClause:
		n.unset(u, part.Body)
	case *ast.CommClause:
		n.unset(u, part.Body)
	case *ast.TypeSwitchStmt:
		n.switches(u, part)
	case *ast.UnaryExpr:
		n.addressed(u, part)
	}
}

func (n *Nils) give(u unit, e ast.Expr, part int, to node) {
	n.given = append(n.given, given{u, e, part, to})
}

func (n *Nils) link(from, to node) { n.links = append(n.links, link{from, to}) }

// eachFunction calls f for the variables of a list that are functions.
func eachFunction(list *types.Tuple, f func(v *types.Var, index int)) {
	for i := range list.Len() {
		if isFunction(list.At(i)) {
			f(list.At(i), i)
		}
	}
}

// declares notes the parameters of a function, and what it returns.
func (n *Nils) declares(u unit, decl *ast.FuncDecl) {
	fn, ok := u.info.Defs[decl.Name].(*types.Func)
	if !ok {
		return
	}
	key, sig := chain.KeyOf(fn), fn.Signature()
	n.receives(u, fn)
	n.declared[key] = decl.Body != nil
	eachFunction(sig.Params(), func(v *types.Var, i int) {
		n.params[v] = parameter{key, i}
		if sig.Recv() != nil {
			n.link(taken{n.shapeOf(fn.Name(), sig), i}, parameter{key, i})
		}
	})
	n.returns(u, sig, decl.Body, func(i int) node { return result{key, i} })
	n.recovers(u, decl.Body, result{key, recovery})
	eachResult(sig, func(i int) { n.link(result{key, i}, made{n.shapeOf(fn.Name(), sig), i}) })
}

// returns notes what a function with this body returns, if there is one.
func (n *Nils) returns(u unit, sig *types.Signature, body *ast.BlockStmt, to func(index int) node) {
	if body == nil {
		return
	}
	ast.Inspect(body, func(part ast.Node) bool {
		switch part := part.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			n.become(u, typesIn(sig.Results()), part.Results)
			eachFunction(sig.Results(), func(_ *types.Var, i int) { n.returned(u, part, sig, i, to(i)) })
		case *ast.DeferStmt:
			eachFunction(sig.Results(), func(_ *types.Var, i int) { n.rescued(u, part.Call, to(i)) })
		}
		return true
	})
	eachFunction(sig.Results(), func(v *types.Var, i int) {
		if v.Name() != "" && !u.assigns(body.List, v) {
			n.unknown(v, u.fset.PositionFor(v.Pos(), false))
		}
		if u.changes(body, v) {
			n.link(v, to(i))
		}
	})
}

// returned notes one of the values that a statement returns.
func (n *Nils) returned(u unit, ret *ast.ReturnStmt, sig *types.Signature, index int, to node) {
	switch len(ret.Results) {
	case 0:
		n.link(sig.Results().At(index), to)
	case sig.Results().Len():
		n.give(u, ret.Results[index], 0, to)
	default: // those of a call
		n.give(u, ret.Results[0], index, to)
	}
}

// literal notes the parameters of a literal, which is called as a value, and what it
// returns. A promise calls it with what is there.
func (n *Nils) literal(u unit, lit *ast.FuncLit) {
	sig, ok := u.info.TypeOf(lit).(*types.Signature)
	if !ok {
		return
	}
	eachFunction(sig.Params(), func(v *types.Var, i int) {
		if n.promised[lit] {
			return
		}
		n.link(taken{n.shapeOf("", sig), i}, v)
	})
	n.returns(u, sig, lit.Body, func(i int) node { return made{n.shapeOf("", sig), i} })
	if !n.called[lit] {
		n.recovers(u, lit.Body, made{n.shapeOf("", sig), recovery})
	}
}

// switches notes that the variable of a type switch may be nil: the interface may hold that.
func (n *Nils) switches(u unit, stmt *ast.TypeSwitchStmt) {
	for _, clause := range stmt.Body.List {
		if v, ok := u.info.Implicits[clause].(*types.Var); ok && isFunction(v) {
			n.unknown(v, u.fset.PositionFor(clause.Pos(), false))
		}
	}
}

// names notes a function that is a value, and what is made of something generic.
func (n *Nils) names(u unit, id *ast.Ident) {
	n.stands(u.info.Instances[id].TypeArgs)
	fn, ok := u.info.Uses[id].(*types.Func)
	if !ok || n.called[id] {
		return
	}
	sig := fn.Signature()
	if instance, ok := u.info.Instances[id]; ok {
		sig = instance.Type.(*types.Signature)
	}
	eachFunction(sig.Params(), func(_ *types.Var, i int) {
		n.link(taken{n.shapeOf("", sig), i}, n.parameter(fn, i))
	})
	eachResult(sig, func(i int) { n.link(n.result(fn, i), made{n.shapeOf("", sig), i}) })
}

// expression notes a method expression that is a value: what it is a method of comes first.
func (n *Nils) expression(u unit, e *ast.SelectorExpr) {
	sel := u.info.Selections[e]
	if sel == nil || sel.Kind() != types.MethodExpr || n.called[e.Sel] {
		return
	}
	fn, sig := sel.Obj().(*types.Func), sel.Type().(*types.Signature)
	eachFunction(fn.Signature().Params(), func(_ *types.Var, i int) {
		n.link(taken{n.shapeOf("", sig), i + 1}, n.parameter(fn, i))
	})
	eachResult(fn.Signature(), func(i int) { n.link(n.result(fn, i), made{n.shapeOf("", sig), i}) })
}

// parameter is what an argument is for a function.
func (n *Nils) parameter(fn *types.Func, index int) node {
	if syntax.IsAbstract(fn) {
		return argument{n.shapeOf(fn.Name(), fn.Signature()), index}
	}
	return parameter{chain.KeyOf(fn.Origin()), index}
}

// result is what a function returns.
func (n *Nils) result(fn *types.Func, index int) node {
	if syntax.IsAbstract(fn) {
		return output{n.shapeOf(fn.Name(), fn.Signature()), index}
	}
	return result{chain.KeyOf(fn.Origin()), index}
}

// calls notes the arguments of a call.
func (n *Nils) calls(u unit, call *ast.CallExpr) {
	n.called[syntax.Called(call)] = true
	if id := syntax.CalledName(call); id != nil {
		n.called[id] = true
	}
	fun := u.info.Types[call.Fun]
	if fun.IsType() || fun.IsBuiltin() || fun.Type == nil {
		return
	}
	sig := signatureOf(fun.Type)
	if sig == nil {
		return
	}
	fn, static := typeutil.Callee(u.info, call).(*types.Func)
	switch {
	case !static:
		n.shapeOf("", sig) // whatever it is asked for
	case syntax.IsAbstract(fn):
		n.shapeOf(fn.Name(), fn.Signature())
		fallthrough
	default:
		n.unbound(u, call, fn)
	}
	if static && fn.Pkg() != nil && fn.Pkg().Path() == promises.Path {
		for _, arg := range call.Args {
			n.promised[arg] = true
		}
	}
	eachFunction(sig.Params(), func(_ *types.Var, i int) {
		to := node(argument{n.shapeOf("", sig), i})
		if static {
			to = n.parameter(fn, i-(sig.Params().Len()-fn.Signature().Params().Len()))
		}
		n.passes(u, call, sig, i, to)
	})
}

// passes notes an argument of a call. One that calls a function may have all of them.
func (n *Nils) passes(u unit, call *ast.CallExpr, sig *types.Signature, i int, to node) {
	switch {
	case len(call.Args) == 1 && sig.Params().Len() > 1:
		n.give(u, call.Args[0], i, to)
	case i < len(call.Args):
		n.give(u, call.Args[i], 0, to)
	}
}

// assign notes what variables get.
func (n *Nils) assign(u unit, to, values []ast.Expr) {
	for i, e := range to {
		v := u.variable(e)
		if v == nil || len(values) == 0 {
			continue
		}
		value, part := values[0], i
		if len(values) == len(to) {
			value, part = values[i], 0
		}
		n.give(u, value, part, v)
		if call, ok := ast.Unparen(value).(*ast.CallExpr); ok && makes(u.info, call) {
			n.makes[v] = true
		}
	}
}

// ranges notes that the elements of what a loop is over may be nil. Those of a channel, or of
// an iterator, come first.
func (n *Nils) ranges(u unit, loop *ast.RangeStmt) {
	element := []ast.Expr{&ast.StarExpr{Star: loop.X.Pos(), X: loop.X}}
	n.assign(u, []ast.Expr{loop.Key}, element)
	n.assign(u, []ast.Expr{loop.Value}, element)
}

// variable is the local variable that an expression names, if it is a function.
func (u unit) variable(e ast.Expr) *types.Var {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := u.info.ObjectOf(id).(*types.Var)
	if !ok || !isFunction(v) || isOfPackage(v) {
		return nil
	}
	return v
}
