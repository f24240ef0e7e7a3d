package cps

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A timerFlow notes what the statements of one declaration do to timers.
type timerFlow struct {
	*timers
	*scope
}

// collect notes what a declaration does.
func (t *timers) collect(s *scope) {
	f := &timerFlow{timers: t, scope: s}
	ast.Inspect(s.decl, func(n ast.Node) bool {
		f.node(n)
		return true
	})
}

// node notes what a node does.
func (f *timerFlow) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.FuncDecl:
		f.function(f.info.Defs[n.Name], n.Type)
	case *ast.FuncLit:
		f.function(n, n.Type)
	case *ast.AssignStmt:
		f.assign(n.Lhs, n.Rhs)
	case *ast.ValueSpec:
		f.declare(n)
	case *ast.RangeStmt:
		f.assign(one(n.Key), one(n.X))
		f.assign(one(n.Value), one(n.X))
	case *ast.SendStmt:
		f.assign(one(n.Chan), one(n.Value))
	case *ast.ReturnStmt:
		f.result(n)
	case *ast.TypeSwitchStmt:
		f.cases(n)
	case *ast.CompositeLit:
		f.composite(n)
	case *ast.CallExpr:
		f.call(n)
	case *ast.Ident:
		f.handedOn(n)
	case *ast.SelectorExpr:
		f.selected(n)
	case *ast.StructType:
		f.fields(n.Fields, f.promoted)
	}
}

// promoted notes that what a field is embedded in has its methods, for whoever gets it.
func (f *timerFlow) promoted(field *types.Var) {
	if !field.Embedded() {
		return
	}
	f.flow(field, elsewhere, field.Type())
	if field.Pkg().Name() != "main" && resettable(field.Type()) {
		f.flow(field, abroad, field.Type())
	}
}

// one is the list of an expression, which may be missing.
func one(e ast.Expr) []ast.Expr {
	if e == nil {
		return nil
	}
	return []ast.Expr{e}
}

// fields visits the variables of a list.
func (f *timerFlow) fields(list *ast.FieldList, visit func(*types.Var)) {
	if list == nil {
		return
	}
	for _, field := range list.List {
		for _, name := range field.Names {
			if v, ok := f.info.Defs[name].(*types.Var); ok {
				visit(v)
			}
		}
		if id := embeddedName(field); id != nil {
			if v, ok := f.info.Defs[id].(*types.Var); ok {
				visit(v)
			}
		}
	}
}

// embeddedName is the name that an embedded field has by its type, nil for others.
func embeddedName(field *ast.Field) *ast.Ident {
	if len(field.Names) > 0 {
		return nil
	}
	e := field.Type
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	}
	return nil
}

// function notes what a function returns by name, and what methods and literals get from
// whom nobody sees.
func (f *timerFlow) function(fn any, typ *ast.FuncType) {
	f.fields(typ.Results, func(v *types.Var) { f.flow(v, fn, v.Type()) })
	m, ok := fn.(*types.Func)
	if !ok {
		f.fields(typ.Params, f.unknown)
		return
	}
	if m.Exported() && !f.index.moved.closed() {
		f.fields(typ.Params, f.given)
	}
	if m.Signature().Recv() == nil {
		return
	}
	f.received(m.Signature().Recv())
	f.fields(typ.Params, func(v *types.Var) {
		f.flow(dynamic(m.Name()), v, v.Type())
		if isAny(v.Type()) {
			f.flow(elsewhere, v, v.Type()) // as a heap gives it back
		}
	})
	for v := range m.Signature().Results().Variables() {
		f.flow(m, dynamic(m.Name()), v.Type())
		if isAny(v.Type()) {
			f.flow(m, elsewhere, v.Type())
		}
	}
}

// unknown notes that anybody may call a function with anything, and has what it was given.
func (f *timerFlow) unknown(v *types.Var) {
	f.flow(elsewhere, v, v.Type())
	f.given(v)
}

// handedOn notes that a function is used as a value: whoever calls it may give it anything.
func (f *timerFlow) handedOn(id *ast.Ident) {
	fn, ok := f.info.Uses[id].(*types.Func)
	if !ok || !f.declared(fn) {
		return
	}
	var e ast.Node = id
	if sel, ok := f.parents[e].(*ast.SelectorExpr); ok {
		e = sel
	}
	if call, ok := f.parents[e].(*ast.CallExpr); ok && call.Fun == e {
		return
	}
	f.handed[fn.Origin()] = true
	for v := range fn.Origin().Signature().Params().Variables() {
		f.unknown(v)
	}
}

// assign notes that variables get the values of expressions, or the results of one.
func (f *timerFlow) assign(lhs, rhs []ast.Expr) {
	for i, to := range lhs {
		from := rhs[0]
		if len(lhs) == len(rhs) {
			from = rhs[i]
		}
		f.flow(f.place(from), f.place(to), f.info.TypeOf(to))
	}
}

// declare notes the values of a declaration.
func (f *timerFlow) declare(spec *ast.ValueSpec) {
	if len(spec.Values) == 0 {
		return
	}
	var names []ast.Expr
	for _, name := range spec.Names {
		names = append(names, name)
	}
	f.assign(names, spec.Values)
}

// result notes what a function returns.
func (f *timerFlow) result(ret *ast.ReturnStmt) {
	var fn any
	for n := ast.Node(ret); n != nil && fn == nil; n = f.parents[n] {
		switch n := n.(type) {
		case *ast.FuncLit:
			fn = n
		case *ast.FuncDecl:
			fn = f.info.Defs[n.Name]
		}
	}
	for _, e := range ret.Results {
		f.flow(f.place(e), fn, f.info.TypeOf(e))
	}
}

// cases notes what the variable of a type switch is.
func (f *timerFlow) cases(stmt *ast.TypeSwitchStmt) {
	assign, ok := stmt.Assign.(*ast.AssignStmt)
	if !ok {
		return
	}
	for _, clause := range stmt.Body.List {
		if v, ok := f.info.Implicits[clause].(*types.Var); ok {
			f.flow(f.place(assign.Rhs[0]), v, v.Type())
		}
	}
}

// composite notes the elements of a literal.
func (f *timerFlow) composite(lit *ast.CompositeLit) {
	st, isStruct := syntax.Underlying(f.info, lit).(*types.Struct)
	for i, elt := range lit.Elts {
		var to any = lit
		kv, keyed := elt.(*ast.KeyValueExpr)
		if keyed {
			elt = kv.Value
		}
		switch {
		case isStruct && keyed:
			to = f.place(kv.Key)
		case isStruct && i < st.NumFields():
			to = st.Field(i).Origin()
		}
		f.flow(f.place(elt), to, f.info.TypeOf(elt))
	}
}

// call notes what a call gives to its callee.
func (f *timerFlow) call(call *ast.CallExpr) {
	if f.index.startsTimer(f.scope, call) {
		f.starts = append(f.starts, call)
		return
	}
	if b, ok := calleeObject(f.info, call).(*types.Builtin); ok {
		f.builtin(b.Name(), call)
		return
	}
	c := f.calleeOf(call)
	if c == nil {
		f.converted(call)
		return
	}
	sel := selector(call.Fun)
	if m, ok := c.obj.(*types.Func); ok && sel != nil && m.Signature().Recv() != nil && c.recv == 0 {
		f.flow(f.place(sel.X), f.receiver(m), f.info.TypeOf(sel.X))
	}
	in := f.keeper(call)
	for i, arg := range call.Args {
		typ := f.info.TypeOf(arg)
		to := f.taker(c, i, typ)
		if in != nil {
			to = in
			f.visits(in, arg)
		}
		if results, ok := typ.(*types.Tuple); ok {
			f.results(c, arg, results)
			continue
		}
		if v, ok := to.(*types.Var); ok {
			f.supply(v, arg)
		}
		f.flow(f.place(arg), several(call, to, typ), typ)
	}
}

// results notes that the arguments of a call are the results of another one.
func (f *timerFlow) results(c *callee, arg ast.Expr, results *types.Tuple) {
	for i := range results.Len() {
		to := f.taker(c, i, results.At(i).Type())
		if v, ok := to.(*types.Var); ok {
			f.supply(v, nil)
		}
		f.flow(f.place(arg), to, results.At(i).Type())
	}
}

// visits notes that a literal is given what something keeps.
func (f *timerFlow) visits(in any, arg ast.Expr) {
	if lit, ok := f.literal(arg); ok {
		f.fields(lit.Type.Params, func(v *types.Var) { f.flow(in, v, v.Type()) })
	}
}

// builtin notes what a builtin function does.
func (f *timerFlow) builtin(name string, call *ast.CallExpr) {
	switch name {
	case "append":
		for _, arg := range call.Args {
			f.flow(f.place(arg), call, f.info.TypeOf(arg))
		}
	case "copy":
		f.assign(call.Args[:1], call.Args[1:])
	}
}

// taker is the parameter that takes an argument of a type, which may not be known.
func (f *timerFlow) taker(c *callee, arg int, typ types.Type) any {
	sig, i := c.sig, arg-c.recv
	if fn, ok := c.obj.(*types.Func); ok {
		sig = fn.Signature()
	}
	if c.lit != nil {
		sig, _ = f.info.TypeOf(c.lit).(*types.Signature)
	}
	if i < 0 {
		return f.receiver(c.obj.(*types.Func))
	}
	if n := sig.Params().Len(); sig.Variadic() && i >= n-1 {
		i = n - 1
	}
	if i >= sig.Params().Len() {
		return elsewhere // does not type-check
	}
	v := sig.Params().At(i)
	if c.lit != nil || f.declared(c.obj) {
		return v
	}
	direct := typ != nil && resettable(typ)
	if holder, ok := c.obj.(*types.Var); ok && f.follows(holder) {
		return taken{holder, i, direct}
	}
	return f.unseen(c, v, direct)
}

// selected notes that a timer is set again, or the method for it handed on.
func (f *timerFlow) selected(sel *ast.SelectorExpr) {
	m := f.info.Selections[sel]
	if m == nil || m.Kind() == types.FieldVal || sel.Sel.Name != "Reset" {
		return
	}
	sig := m.Obj().(*types.Func).Signature()
	recv := sig.Recv().Type()
	if types.IsInterface(recv) && sig.Params().Len() == 1 {
		f.to[elsewhere] = append(f.to[elsewhere], again) // what a timer is in has the same method
	}
	if isTimer(recv) {
		f.flow(f.reset(sel, m), again, recv)
	}
}

// reset is the place of the timer that a selector of its method is about. Called with the
// timer as an argument, it is that.
func (f *timerFlow) reset(sel *ast.SelectorExpr, m *types.Selection) any {
	if through := embedded(f.info, sel); len(through) > 0 {
		return through[len(through)-1].Origin()
	}
	if m.Kind() == types.MethodVal {
		return f.place(sel.X)
	}
	var n ast.Node = sel
	for isParen(f.parents[n]) {
		n = f.parents[n]
	}
	if call, ok := f.parents[n].(*ast.CallExpr); ok && call.Fun == n && len(call.Args) > 0 {
		return f.place(call.Args[0])
	}
	return elsewhere
}

// isParen says whether a node is parentheses.
func isParen(n ast.Node) bool {
	_, ok := n.(*ast.ParenExpr)
	return ok
}
