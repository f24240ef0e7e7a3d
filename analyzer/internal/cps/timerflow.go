package cps

import (
	"go/ast"
	"go/token"
	"go/types"
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
		f.fields(n.Recv, func(v *types.Var) { f.flow(elsewhere, v, v.Type()) })
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
	case *ast.SelectorExpr:
		f.selected(n)
	case *ast.StructType:
		f.fields(n.Fields, func(v *types.Var) {
			if v.Embedded() {
				f.flow(v, elsewhere, v.Type()) // what has it has its methods
			}
		})
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

// function notes that a function may be called by whom nobody sees, and what it returns
// by name.
func (f *timerFlow) function(fn any, typ *ast.FuncType) {
	f.fields(typ.Params, func(v *types.Var) { f.flow(elsewhere, v, v.Type()) })
	f.fields(typ.Results, func(v *types.Var) { f.flow(v, fn, v.Type()) })
	if m, ok := fn.(*types.Func); ok && m.Signature().Recv() != nil {
		f.flow(m, elsewhere, m.Signature())
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
	st, isStruct := f.info.TypeOf(lit).Underlying().(*types.Struct)
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
		return // a conversion
	}
	sel := selector(call.Fun)
	if m, ok := c.obj.(*types.Func); ok && sel != nil && m.Signature().Recv() != nil && c.recv == 0 {
		f.flow(f.place(sel.X), m.Signature().Recv(), f.info.TypeOf(sel.X))
	}
	for i, arg := range call.Args {
		typ := f.info.TypeOf(arg)
		to := f.taker(c, i)
		if _, several := typ.(*types.Tuple); several {
			to = elsewhere
		}
		f.flow(f.place(arg), to, typ)
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

// taker is the parameter that takes an argument.
func (f *timerFlow) taker(c *callee, arg int) any {
	sig, i := c.sig, arg-c.recv
	if fn, ok := c.obj.(*types.Func); ok {
		sig = fn.Signature()
	}
	if c.lit != nil {
		sig, _ = f.info.TypeOf(c.lit).(*types.Signature)
	}
	if i < 0 {
		return sig.Recv()
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
	fn, ok := c.obj.(*types.Func)
	if ok && fn.Pkg() != f.index.pass.Pkg && resettable(v.Type()) {
		return abroad
	}
	return elsewhere
}

// declared says whether a function has a body in this package.
func (f *timerFlow) declared(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() != f.index.pass.Pkg {
		return false
	}
	recv := fn.Signature().Recv()
	return recv == nil || !types.IsInterface(recv.Type())
}

// selected notes that a timer is set again, or the method for it handed on.
func (f *timerFlow) selected(sel *ast.SelectorExpr) {
	m := f.info.Selections[sel]
	if m == nil || m.Kind() != types.MethodVal || sel.Sel.Name != "Reset" {
		return
	}
	recv := m.Obj().(*types.Func).Signature().Recv().Type()
	if !isTimer(recv) {
		return
	}
	at := f.place(sel.X)
	if through := embedded(f.info, sel); len(through) > 0 {
		at = through[len(through)-1].Origin()
	}
	f.flow(at, again, recv)
	if types.IsInterface(recv) {
		f.flow(elsewhere, again, recv) // what it is in has the same method
	}
}

// place is where the value of an expression comes from, nil for one of which nobody needs
// to know.
func (f *timerFlow) place(e ast.Expr) any {
	switch e := f.plain(e).(type) {
	case *ast.Ident:
		return f.object(f.info.ObjectOf(e))
	case *ast.SelectorExpr:
		return f.object(f.info.ObjectOf(e.Sel))
	case *ast.StarExpr:
		return f.place(e.X)
	case *ast.IndexExpr:
		return f.place(e.X)
	case *ast.IndexListExpr:
		return f.place(e.X)
	case *ast.SliceExpr:
		return f.place(e.X)
	case *ast.TypeAssertExpr:
		return f.place(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND || e.Op == token.ARROW {
			return f.place(e.X)
		}
	case *ast.FuncLit, *ast.CompositeLit:
		return e
	case *ast.CallExpr:
		return f.resultOf(e)
	}
	return nil
}

// object is the place of a variable, or of the result of a function.
func (f *timerFlow) object(obj types.Object) any {
	switch obj := obj.(type) {
	case *types.Var:
		return obj.Origin()
	case *types.Func:
		if f.declared(obj) {
			return obj.Origin()
		}
		return elsewhere
	}
	return nil
}

// resultOf is the place of the result of a call.
func (f *timerFlow) resultOf(call *ast.CallExpr) any {
	if f.index.startsTimer(f.scope, call) {
		return call
	}
	switch obj := calleeObject(f.info, call).(type) {
	case *types.Builtin:
		if obj.Name() == "append" {
			return call
		}
		return nil
	case *types.Func:
		if obj.Pkg() != nil && obj.Pkg().Path() == "time" {
			return nil // a timer of its own
		}
	}
	return f.place(call.Fun)
}
