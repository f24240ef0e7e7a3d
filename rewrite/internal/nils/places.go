package nils

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// place notes what values become in a part of a file where they meet another type: wherever one
// is assigned, in the words of the language. What is returned meets the types of the results.
func (n *Nils) place(u unit, part ast.Node) {
	switch part := part.(type) {
	case *ast.AssignStmt:
		n.become(u, u.typesOf(part.Lhs), part.Rhs)
	case *ast.ValueSpec:
		n.become(u, u.typesOf(syntax.Exprs(part.Names)), part.Values)
	case *ast.RangeStmt:
		n.rangedOver(u, part)
	case *ast.SendStmt:
		n.becomes(u, u.info.TypeOf(part.Value), elementOf(u.core(part.Chan)), part.Arrow)
	case *ast.IndexExpr:
		if m, ok := u.core(part.X).(*types.Map); ok {
			n.becomes(u, u.info.TypeOf(part.Index), m.Key(), part.Pos())
		}
	case *ast.CompositeLit:
		n.elements(u, part)
	case *ast.CallExpr:
		n.arguments(u, part)
	case *ast.TypeAssertExpr:
		if part.Type != nil {
			n.becomes(u, u.info.TypeOf(part.X), u.info.TypeOf(part.Type), part.Pos())
		}
	case *ast.TypeSwitchStmt:
		n.cases(u, part)
	case *ast.Ident:
		n.instance(u, part)
	}
}

// core is the underlying type of an expression, or of all that its type parameter stands for.
func (u unit) core(e ast.Expr) types.Type {
	t := u.info.TypeOf(e)
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return syntax.Core(t).Underlying()
}

// elementOf is the type of the elements of a type that has some, nil for others.
func elementOf(t types.Type) types.Type {
	if t, ok := t.(interface{ Elem() types.Type }); ok {
		return t.Elem()
	}
	return nil
}

func (u unit) typesOf(list []ast.Expr) []types.Type {
	all := make([]types.Type, len(list))
	for i, e := range list {
		all[i] = u.info.TypeOf(e)
	}
	return all
}

// become notes that values meet types, which may be those that one of them has.
func (n *Nils) become(u unit, to []types.Type, values []ast.Expr) {
	if len(values) == 0 {
		return
	}
	from := u.valuesOf(values)
	for i, t := range to {
		if i < len(from) {
			n.becomes(u, from[i], t, values[0].Pos())
		}
	}
}

// valuesOf are the types of values: those of expressions, or all that one of them has.
func (u unit) valuesOf(values []ast.Expr) []types.Type {
	all := u.typesOf(values)
	if len(all) != 1 {
		return all
	}
	if tuple, ok := all[0].(*types.Tuple); ok {
		return typesIn(tuple)
	}
	return all
}

func typesIn(list *types.Tuple) []types.Type {
	all := make([]types.Type, list.Len())
	for i := range all {
		all[i] = list.At(i).Type()
	}
	return all
}

// rangedOver notes what the variables of a loop get that it does not declare.
func (n *Nils) rangedOver(u unit, loop *ast.RangeStmt) {
	if loop.Tok != token.ASSIGN {
		return
	}
	values := ranged(u.core(loop.X))
	for i, e := range []ast.Expr{loop.Key, loop.Value} {
		if e != nil && i < len(values) {
			n.becomes(u, values[i], u.info.TypeOf(e), e.Pos())
		}
	}
}

// ranged are the types of what a loop over something gives.
func ranged(over types.Type) []types.Type {
	switch t := over.(type) {
	case *types.Chan:
		return []types.Type{t.Elem()}
	case *types.Map:
		return []types.Type{t.Key(), t.Elem()}
	case *types.Signature: // of an iterator, which calls the body of the loop
		for yield := range t.Params().Variables() {
			if body, ok := yield.Type().Underlying().(*types.Signature); ok {
				return typesIn(body.Params())
			}
		}
		return nil
	case *types.Pointer:
		return ranged(t.Elem().Underlying())
	}
	return []types.Type{types.Typ[types.Int], elementOf(over)}
}

// elements notes what the elements of a literal become, and its keys.
func (n *Nils) elements(u unit, lit *ast.CompositeLit) {
	of := u.literal(lit)
	for i, e := range lit.Elts {
		to := elementOf(of)
		pair, keyed := e.(*ast.KeyValueExpr)
		switch t := of.(type) {
		case *types.Struct:
			to = fieldOf(u, t, i, pair)
		case *types.Map:
			if keyed {
				n.becomes(u, u.info.TypeOf(pair.Key), t.Key(), e.Pos())
			}
		}
		if keyed {
			e = pair.Value
		}
		n.becomes(u, u.info.TypeOf(e), to, e.Pos())
	}
}

// fieldOf is the type of the field that an element of a literal is for, by its name or its index.
func fieldOf(u unit, t *types.Struct, index int, named *ast.KeyValueExpr) types.Type {
	switch {
	case named != nil:
		return u.info.TypeOf(named.Key)
	case index < t.NumFields():
		return t.Field(index).Type()
	}
	return nil
}

// literal is what a literal makes, whose type may be left out, and the operator for its address
// with it.
func (u unit) literal(lit *ast.CompositeLit) types.Type {
	t := u.core(lit)
	if p, ok := t.(*types.Pointer); ok {
		return syntax.Core(p.Elem()).Underlying()
	}
	return t
}

// cases notes what a type switch asks for.
func (n *Nils) cases(u unit, stmt *ast.TypeSwitchStmt) {
	var of ast.Expr
	ast.Inspect(stmt.Assign, func(part ast.Node) bool {
		if e, ok := part.(*ast.TypeAssertExpr); ok && e.Type == nil {
			of = e.X
		}
		return of == nil
	})
	for _, clause := range stmt.Body.List {
		for _, e := range clause.(*ast.CaseClause).List {
			n.becomes(u, u.info.TypeOf(of), u.info.TypeOf(e), e.Pos())
		}
	}
}

// arguments notes what the arguments of a call become.
func (n *Nils) arguments(u unit, call *ast.CallExpr) {
	fun := u.info.Types[call.Fun]
	switch {
	case fun.Type == nil: // nothing is known
	case fun.IsType():
		n.become(u, []types.Type{fun.Type}, call.Args)
	case fun.IsBuiltin():
		n.builtin(u, call)
	default:
		sig, number := signatureOf(fun.Type), len(u.valuesOf(call.Args))
		n.handed(u, call, sig, parameters(sig, number, call.Ellipsis.IsValid()))
	}
}

// handed notes what the arguments of a call of a function become, by the types of its parameters.
func (n *Nils) handed(u unit, call *ast.CallExpr, sig *types.Signature, params []types.Type) {
	fn, ok := typeutil.Callee(u.info, call).(*types.Func)
	end := ok && n.apart(fn) && ends(fn)
	if end && !keeps[fn.FullName()] {
		return
	}
	n.become(u, params, call.Args)
	if !end {
		return
	}
	for _, t := range params {
		for v := range sig.Results().Variables() {
			n.becomes(u, t, v.Type(), call.Pos())
		}
	}
}

// parameters are the types of the parameters for a number of arguments.
func parameters(sig *types.Signature, number int, spread bool) []types.Type {
	var all []types.Type
	if sig == nil || sig.Params().Len() == 0 {
		return nil
	}
	last := sig.Params().Len() - 1
	for i := range number {
		t := sig.Params().At(min(i, last)).Type()
		if sig.Variadic() && !spread && i >= last {
			t = elementOf(t)
		}
		all = append(all, t)
	}
	return all
}

// builtin notes what becomes of the arguments of the functions of the language that take any.
func (n *Nils) builtin(u unit, call *ast.CallExpr) {
	name, ok := syntax.Called(call).(*ast.Ident)
	switch {
	case !ok:
	case name.Name == "panic":
		n.become(u, []types.Type{types.Universe.Lookup("any").Type()}, call.Args)
	case name.Name == "append" && !call.Ellipsis.IsValid():
		for _, e := range call.Args {
			n.becomes(u, u.info.TypeOf(e), elementOf(u.core(call)), e.Pos())
		}
	}
}
