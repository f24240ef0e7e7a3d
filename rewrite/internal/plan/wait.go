package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A Wait is what stands behind a chain or a group whose outcome the same function
// waits for.
type Wait struct {
	Until   ast.Stmt    // the last statement that it takes the place of
	Context ast.Expr    // what ends it early, nil for nothing
	Returns bool        // value and error are returned
	Define  bool        // the names are declared
	Of      *ast.Ident  // the variable that gets the outcome, or parts of it; nil for a new one
	Value   string      // what the value is assigned to, empty when it is dropped
	Err     string      // what the error is assigned to, empty when it is dropped
	Declare string      // a variable of which the two are fields, and which is declared before
	Type    string      // its type
	After   string      // what is returned behind it, or empty
	Header  *ast.IfStmt // it stands in the head of this, or nil
}

// wait reads the statements behind a launch as the receipt from a wire, or
// returns nil.
func (k *grouper) wait(w *wire, rest []ast.Stmt, names *namer) *Wait {
	if len(rest) == 0 {
		return nil
	}
	r := &receipt{src: k.src, wire: w, rest: rest, names: names}
	for _, read := range receipts {
		if wait := read(r); wait != nil {
			return wait
		}
	}
	return nil
}

// A receipt is what is read as one.
type receipt struct {
	src   *Source
	wire  *wire
	rest  []ast.Stmt
	names *namer
}

// receipts are the forms of it.
var receipts = []func(*receipt) *Wait{
	(*receipt).dropped, (*receipt).returned, (*receipt).declared, (*receipt).assigned,
	(*receipt).tested, (*receipt).selected,
}

// from reports whether an expression receives from the wire.
func (r *receipt) from(e ast.Expr) bool {
	recv, ok := ast.Unparen(e).(*ast.UnaryExpr)
	return ok && recv.Op == token.ARROW && r.src.is(recv.X, r.wire.ch)
}

// dropped reads <-ch.
func (r *receipt) dropped() *Wait {
	stmt, ok := r.rest[0].(*ast.ExprStmt)
	if !ok || !r.from(stmt.X) {
		return nil
	}
	return &Wait{Until: stmt}
}

// returned reads return <-ch, for a channel of errors.
func (r *receipt) returned() *Wait {
	stmt, ok := r.rest[0].(*ast.ReturnStmt)
	if !ok || len(stmt.Results) != 1 || !r.from(stmt.Results[0]) || r.wire.err != nil {
		return nil
	}
	err := r.names.result("err")
	return &Wait{Until: stmt, Define: true, Err: err, After: err}
}

// declared reads r := <-ch.
func (r *receipt) declared() *Wait {
	stmt, ok := r.rest[0].(*ast.AssignStmt)
	if !ok || stmt.Tok != token.DEFINE || len(stmt.Lhs) != 1 || !r.from(stmt.Rhs[0]) {
		return nil
	}
	obj := r.src.Info.Defs[stmt.Lhs[0].(*ast.Ident)]
	if obj == nil || obj.Name() == "_" {
		return nil
	}
	if r.wire.err == nil {
		return r.named(&Wait{Until: stmt, Err: obj.Name()}, stmt.Lhs[0])
	}
	if len(r.rest) > 1 {
		ret, ok := r.rest[1].(*ast.ReturnStmt)
		if ok && r.both(ret.Results, obj) && r.src.countIn(obj, r.src.File) == 2 {
			return &Wait{Until: ret, Returns: true}
		}
	}
	return r.fields(stmt, obj)
}

// both reports whether results are the value and the error of a variable.
func (r *receipt) both(results []ast.Expr, obj types.Object) bool {
	return len(results) == 2 && r.field(results[0], obj) == r.wire.value &&
		r.field(results[1], obj) == r.wire.err
}

// field is the field of a variable that an expression reads, or nil.
func (r *receipt) field(e ast.Expr, obj types.Object) *types.Var {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok || !r.src.is(sel.X, obj) {
		return nil
	}
	field, _ := r.src.Info.Uses[sel.Sel].(*types.Var)
	if field == nil || field.Origin() != r.wire.value.Origin() && field.Origin() != r.wire.err.Origin() {
		return nil
	}
	if field.Origin() == r.wire.err.Origin() {
		return r.wire.err
	}
	return r.wire.value
}

// fields declares the variable and gives its fields the outcome: it is used in
// what follows, which stays as it is. In the chain its name means nothing else, which the
// variable would hide.
func (r *receipt) fields(stmt *ast.AssignStmt, obj types.Object) *Wait {
	if r.names.means(obj.Name(), obj) {
		return nil
	}
	text, err := r.src.Place(stmt.Pos()).Type(obj.Type())
	if err != nil {
		return nil
	}
	name := obj.Name()
	wait := &Wait{
		Until: stmt, Type: text,
		Value: name + "." + r.wire.value.Name(), Err: name + "." + r.wire.err.Name(),
	}
	if r.names.names.carried[obj] {
		wait.Of = stmt.Lhs[0].(*ast.Ident)
	} else {
		wait.Declare = name
	}
	return wait
}

// named is an outcome that goes to a variable which the statement declares, unless a chain
// around does.
func (r *receipt) named(wait *Wait, name ast.Expr) *Wait {
	id := name.(*ast.Ident)
	if r.names.names.carried[r.src.Info.Defs[id]] {
		wait.Of = id
	} else {
		wait.Define = true
	}
	return wait
}

// assigned reads r = <-ch, where r is a local variable.
func (r *receipt) assigned() *Wait {
	stmt, ok := r.rest[0].(*ast.AssignStmt)
	if !ok || stmt.Tok != token.ASSIGN || len(stmt.Lhs) != 1 || !r.from(stmt.Rhs[0]) {
		return nil
	}
	id, ok := stmt.Lhs[0].(*ast.Ident)
	if !ok {
		return nil
	}
	obj, ok := r.src.Info.Uses[id].(*types.Var)
	elem := r.wire.ch.Type().Underlying().(*types.Chan).Elem()
	if !ok || obj.Parent() == r.src.Pkg.Scope() || !types.Identical(obj.Type(), elem) {
		return nil
	}
	if r.wire.err == nil {
		return &Wait{Until: stmt, Of: id, Err: id.Name}
	}
	return &Wait{
		Until: stmt, Of: id,
		Value: id.Name + "." + r.wire.value.Name(), Err: id.Name + "." + r.wire.err.Name(),
	}
}

// tested reads if err := <-ch; err != nil { … }, for a channel of errors.
func (r *receipt) tested() *Wait {
	stmt, ok := r.rest[0].(*ast.IfStmt)
	if !ok || r.wire.err != nil {
		return nil
	}
	assign, ok := stmt.Init.(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != 1 || !r.from(assign.Rhs[0]) {
		return nil
	}
	name := assign.Lhs[0].(*ast.Ident).Name
	if name == "_" {
		return nil
	}
	return r.named(&Wait{Until: stmt, Err: name, Header: stmt}, assign.Lhs[0])
}

// selected reads the receipt in a select statement with a context.
//
//	Pattern: select { case r := <-ch: return r.v, r.err; case <-ctx.Done(): return V{}, ctx.Err() } =>
//	return promise.Call(…f…).ThenCall(…g…).Await(ctx)
//	So long as: both cases do nothing else.
//	Because: Await waits for the same two events, gives a zero value and the error
//	of ctx at its end, and what comes later is dropped, as it was in the channel.
func (r *receipt) selected() *Wait {
	stmt, ok := r.rest[0].(*ast.SelectStmt)
	if !ok || len(stmt.Body.List) != 2 {
		return nil
	}
	clauses := slices.Clone(stmt.Body.List)
	for range clauses {
		ctx := r.ends(clauses[1].(*ast.CommClause))
		if ctx != nil && r.delivers(clauses[0].(*ast.CommClause)) {
			wait := &Wait{Until: stmt, Context: ctx, Returns: true}
			if r.wire.err == nil {
				wait.Err = r.names.result("err")
				wait.Returns, wait.Define, wait.After = false, true, wait.Err
			}
			return wait
		}
		slices.Reverse(clauses)
	}
	return nil
}

// delivers reads case r := <-ch: return r.v, r.err.
func (r *receipt) delivers(c *ast.CommClause) bool {
	assign, ok := c.Comm.(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != 1 || len(c.Body) != 1 ||
		!r.from(assign.Rhs[0]) {
		return false
	}
	ret, ok := c.Body[0].(*ast.ReturnStmt)
	obj := r.src.Info.Defs[assign.Lhs[0].(*ast.Ident)]
	if !ok || obj == nil {
		return false
	}
	if r.wire.err == nil {
		return len(ret.Results) == 1 && r.src.is(ret.Results[0], obj)
	}
	return r.both(ret.Results, obj)
}

// ends reads case <-ctx.Done(): return V{}, ctx.Err() and returns ctx, or nil.
func (r *receipt) ends(c *ast.CommClause) ast.Expr {
	comm, ok := c.Comm.(*ast.ExprStmt)
	if !ok || len(c.Body) != 1 {
		return nil
	}
	recv, ok := ast.Unparen(comm.X).(*ast.UnaryExpr)
	if !ok || recv.Op != token.ARROW {
		return nil
	}
	ctx := r.contextOf(recv.X, "Done")
	ret, ok := c.Body[0].(*ast.ReturnStmt)
	if ctx == nil || !ok || len(ret.Results) == 0 {
		return nil
	}
	failure := r.contextOf(last(ret.Results), "Err")
	if failure == nil || r.src.Info.Uses[failure] != r.src.Info.Uses[ctx] || !r.src.fixed(ctx) {
		return nil
	}
	if r.wire.err == nil && len(ret.Results) != 1 || r.wire.err != nil && !r.zero(ret) {
		return nil
	}
	return ctx
}

// zero reports whether the zero value of what is sent is what a statement returns
// beside an error.
func (r *receipt) zero(ret *ast.ReturnStmt) bool {
	typ, _ := r.src.function(ret)
	if len(ret.Results) != 2 || typ == nil || typ.Results == nil {
		return false
	}
	result := r.src.Info.TypeOf(typ.Results.List[0].Type)
	return r.src.ZeroOf(ret.Results[0], result) &&
		(!types.IsInterface(result) || types.Identical(result, r.wire.value.Type()))
}

// contextOf reads the call of a method of a variable that is a context.
func (r *receipt) contextOf(e ast.Expr, method string) *ast.Ident {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return nil
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	f, ok := r.src.Info.Uses[sel.Sel].(*types.Func)
	id, plain := sel.X.(*ast.Ident)
	if !ok || !plain || f.FullName() != "(context.Context)."+method {
		return nil
	}
	return id
}
