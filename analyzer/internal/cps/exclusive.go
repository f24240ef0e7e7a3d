package cps

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// An operation is exclusive when it never delivers a value beside an error:
// whenever the error that its continuation gets is not nil, the other
// arguments are zero values. Then an exit
//
//	if err != nil { done(Order{}, err); return }
//
// says nothing that done(order, err) would not.

// exclusives finds the parameters of this package's functions through which
// nothing is delivered beside an error.
func (x *Index) exclusives() {
	x.exclusive = make(map[*types.Var]bool)
	x.greatest(x.exclusive, twoArmed, func(s *summary) bool {
		return x.deliveryIn(s.scope).variable(s.param, 0)
	})
}

// greatest fills a set with the parameters of this package's functions, of the types
// that may be in it, for which something holds. It starts from all of them and takes
// away those for which it does not, as long as there is one, so that functions that
// pass continuations to each other do not condemn each other.
func (x *Index) greatest(set map[*types.Var]bool, may func(types.Type) bool, holds func(*summary) bool) {
	for _, s := range x.order {
		if s.field == "" && s.others == nil && may(s.param.Type()) {
			set[s.param] = true
		}
	}
	for changed := true; changed; {
		changed = false
		for _, s := range x.order {
			if s.field == "" && s.others == nil && set[s.param] && !holds(s) {
				set[s.param] = false
				changed = true
			}
		}
	}
}

// twoArmed says whether a callback of a type gets an error and something else.
func twoArmed(t types.Type) bool {
	c, ok := conventionOf(t)
	return ok && c.Error >= 0 && c.Sig.Params().Len() > 1
}

// A delivery judges how function values of one declaration are called: whether
// every call has a nil error, or zero values beside it.
type delivery struct {
	*scope
	index *Index
	open  map[any]bool // variables and literals that are being judged: what nothing denies holds
}

func (x *Index) deliveryIn(s *scope) *delivery {
	return &delivery{scope: s, index: x, open: make(map[any]bool)}
}

// enters notes that something is being judged and says whether it was not yet.
func (d *delivery) enters(what any) bool {
	if d.open[what] {
		return false
	}
	d.open[what] = true
	return true
}

// variable judges a variable that is given a function as often as writes says:
// not at all if it is a parameter.
func (d *delivery) variable(v *types.Var, writes int) bool {
	b := d.bindings[v]
	if b == nil || !d.enters(v) {
		return true // never called, or judged already
	}
	if b.escapes || len(b.values) != writes {
		return false
	}
	return !slices.ContainsFunc(b.uses, func(id *ast.Ident) bool { return !d.value(id) })
}

// value judges a function value by what becomes of it at one place.
func (d *delivery) value(e ast.Expr) bool {
	var n ast.Node = e
	parent := d.parents[n]
	for d.wraps(parent, n) {
		n, parent = parent, d.parents[parent]
	}
	switch p := parent.(type) {
	case *ast.CallExpr:
		if p.Fun == n {
			return d.call(p)
		}
		return d.passed(p, slices.Index(p.Args, n.(ast.Expr)))
	case *ast.BinaryExpr:
		return true // compared with nil
	case *ast.AssignStmt:
		i := slices.Index(p.Rhs, n.(ast.Expr))
		return i >= 0 && len(p.Lhs) == len(p.Rhs) && d.assigned(p.Lhs[i])
	case *ast.ValueSpec:
		i := slices.Index(p.Values, n.(ast.Expr))
		return i >= 0 && len(p.Names) == len(p.Values) && d.assigned(p.Names[i])
	case *ast.KeyValueExpr, *ast.CompositeLit:
		call, at := d.option(n)
		return call != nil && d.index.isExclusive(d.scope, at)
	}
	return false
}

// wraps says whether a node around n is only parentheses or a conversion.
func (d *delivery) wraps(parent, n ast.Node) bool {
	switch p := parent.(type) {
	case *ast.ParenExpr:
		return true
	case *ast.CallExpr:
		return p.Fun != n && d.info.Types[p.Fun].IsType()
	}
	return false
}

// assigned judges the value of an assignment by what becomes of the variable.
func (d *delivery) assigned(lhs ast.Expr) bool {
	if id, ok := lhs.(*ast.Ident); ok && id.Name == "_" {
		return true
	}
	return d.binding(lhs) != nil && d.variable(d.scope.variable(lhs), 1)
}

// passed judges an argument by the callee.
func (d *delivery) passed(call *ast.CallExpr, arg int) bool {
	c := d.calleeOf(call)
	if c == nil {
		return false // a builtin
	}
	if c.chains() {
		return d.linked(call)
	}
	index, ok := c.param(call, arg)
	return ok && d.index.isExclusive(d.scope, slot{callee: c, index: index})
}

// isExclusive says whether a callee never delivers a value beside an error to
// what it is given.
func (x *Index) isExclusive(s *scope, at slot) bool {
	if at.field == nil && x.exclusive[x.paramOf(s, at)] {
		return true // nobody follows fields
	}
	says := func(obj types.Object, index int, field string) bool {
		fact := x.factOf(obj)
		if fact == nil {
			return false
		}
		p := fact.param(index, field)
		return p != nil && p.Exclusive
	}
	if says(at.callee.obj, at.index, at.fieldName()) || says(at.callee.typ, at.index, at.fieldName()) {
		return true
	}
	typ := at.typ()
	return says(typeObject(typ), Itself, "") || says(typeObject(types.Unalias(typ)), Itself, "") ||
		at.field != nil && says(at.field.Origin(), Itself, "")
}

// call judges the arguments of a call.
func (d *delivery) call(call *ast.CallExpr) bool {
	c, ok := conventionOf(d.info.TypeOf(call.Fun))
	if !ok || c.Error < 0 || len(call.Args) != c.Sig.Params().Len() {
		return false // the results of another call
	}
	return d.outcome(call, call.Args, c.Sig.Params(), c.Error)
}

// outcome judges values that are delivered together at a place, as values of types.
func (d *delivery) outcome(at ast.Node, values []ast.Expr, as *types.Tuple, err int) bool {
	failure := values[err]
	if d.info.Types[ast.Unparen(failure)].IsNil() {
		return true
	}
	if d.isNilAt(failure, at) && !hidesNil(d.info.TypeOf(failure), as.At(err).Type()) {
		return true
	}
	for i, v := range values {
		zero := syntax.Keeps(d.info, v, as.At(i).Type()) && (d.zero(v) || d.together(v, failure))
		if i != err && !zero {
			return false
		}
	}
	return true
}

// together says whether a value and an error are what one literal got, which
// is only called with outcomes of that kind.
//
//	complete(op, v, func(v T, err error) { k(v, err) })
func (d *delivery) together(value, failure ast.Expr) bool {
	v, err := d.scope.variable(value), d.scope.variable(failure)
	if v == nil || err == nil || !d.fixed(v) || !d.fixed(err) {
		return false
	}
	lit := d.changed().params[err]
	if lit == nil || lit != d.changed().params[v] {
		return false
	}
	c, ok := conventionOf(d.info.TypeOf(lit))
	return ok && c.Error >= 0 && c.Sig.Params().At(c.Error) == err && (!d.enters(lit) || d.value(lit))
}
