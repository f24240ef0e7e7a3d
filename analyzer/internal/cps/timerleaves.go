package cps

import (
	"go/ast"
	"go/types"
)

// Whoever has a timer may set it again. So one that another package may get is out of
// hand: as a result, in what others can name or have given, or as what a function that
// is a value is called with. What takes values of any type is trusted to keep them.

// leaves says whether other packages may get the timer that a call starts as the result of
// a function.
func (t *timers) leaves(fn *types.Func, call *ast.CallExpr) bool {
	return fn.Exported() && !t.index.moved.closed() && resettable(fn.Signature().Results()) &&
		!t.tells(fn, call)
}

// tells says whether who gets the timer has given the function of it to the same call: then
// the fact about that says so.
func (t *timers) tells(fn *types.Func, call *ast.CallExpr) bool {
	takes := false
	for p := range fn.Signature().Params().Variables() {
		takes = takes || isCallback(p.Type())
	}
	if !takes {
		return false
	}
	decl, ok := t.index.scopeAt(call).decl.(*ast.FuncDecl)
	if ok && t.index.pass.TypesInfo.Defs[decl.Name] == fn {
		return true
	}
	direct := make(map[any]bool)
	t.hand(call, direct)
	return direct[fn]
}

// hand adds the places to which what is at a place goes as nothing but results: it is not
// put anywhere in between.
func (t *timers) hand(at any, seen map[any]bool) {
	if v, ok := at.(*types.Var); ok && v.Kind() != types.LocalVar && v.Kind() != types.ResultVar || seen[at] {
		return
	}
	seen[at] = true
	for _, next := range t.to[at] {
		t.hand(next, seen)
	}
}

// add adds that what is at one place goes to another. Other packages get what goes to
// a variable or field that is exposed, and may have put there what comes from it.
func (t *timers) add(from, to any, typ types.Type) {
	t.to[from] = append(t.to[from], to)
	if v, ok := to.(*types.Var); ok && t.index.moved.exposed(v) {
		t.to[v] = append(t.to[v], t.beyond(v, typ))
	}
	if v, ok := from.(*types.Var); ok && t.index.moved.exposed(v) {
		t.to[elsewhere] = append(t.to[elsewhere], to)
	}
}

// beyond is the place of what a variable or field gets that is exposed, as a value of
// a type.
func (t *timers) beyond(v *types.Var, typ types.Type) place {
	own := t.index.moved.own(v.Pkg())
	held := !types.IsInterface(v.Type()) && resettable(typ) // by sync.Map, or as a type argument
	if resettable(v.Type()) || held || own && isAny(v.Type()) {
		return abroad
	}
	return elsewhere
}

// given notes that a parameter in which the function may put a timer belongs to whoever
// calls it.
//
//	func Start(timers map[string]*time.Timer, k func()) { timers["a"] = time.AfterFunc(d, k) }
func (f *timerFlow) given(v *types.Var) {
	if resettable(v.Type()) && !isTimer(v.Type()) {
		f.add(v, lent, v.Type())
	}
}

// A single is the place of an argument that is one of several which a parameter takes: no
// caller has the slice of them.
//
//	func Stop(timers ...*time.Timer) { … }
type single struct{ of *types.Var }

// several is where an argument goes if a parameter takes several, otherwise the parameter.
func several(call *ast.CallExpr, to any, typ types.Type) any {
	v, ok := to.(*types.Var)
	if !ok || call.Ellipsis.IsValid() || !isTimer(typ) {
		return to
	}
	if _, isSlice := v.Type().Underlying().(*types.Slice); !isSlice {
		return to
	}
	return single{v}
}

// received is given for what a method has, if others have the type.
func (f *timerFlow) received(recv *types.Var) {
	t := recv.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if f.index.moved.outside().seen[typeObject(types.Unalias(t))] {
		f.given(recv)
	}
}

// receiver is where goes what a method is called on. The methods of timers put it nowhere.
func (f *timerFlow) receiver(m *types.Func) any {
	recv := m.Signature().Recv()
	switch {
	case f.declared(m):
		return recv
	case isTimer(recv.Type()):
		return nil
	case resettable(recv.Type()):
		return abroad
	}
	return elsewhere
}

// unseen is where an argument goes that a function gets of which the body is not known. It is
// direct when it is a timer by its type.
func (f *timerFlow) unseen(c *callee, param *types.Var, direct bool) any {
	fn, ok := c.obj.(*types.Func)
	switch {
	case !ok:
		return f.anybody(param.Type(), direct)
	case f.index.moved.own(fn.Pkg()):
		if fn.Exported() { // the method may be that of a type of another package
			f.flow(dynamic(fn.Name()), f.anybody(param.Type(), direct), param.Type())
		}
		f.indirect[fn.Name()] = true
		return dynamic(fn.Name())
	case resettable(param.Type()):
		return abroad
	}
	return elsewhere
}

// converted notes that a struct may be used as one of another type, which has fields of
// its own.
func (f *timerFlow) converted(call *ast.CallExpr) {
	f.overlaid(call)
	if len(call.Args) != 1 {
		return
	}
	from, to := structOf(f.info.TypeOf(call.Args[0])), structOf(f.info.TypeOf(call.Fun))
	if from == nil || to == nil || from.NumFields() != to.NumFields() {
		return
	}
	for i := range from.NumFields() {
		a, b := from.Field(i).Origin(), to.Field(i).Origin()
		f.flow(a, b, a.Type())
		f.flow(b, a, a.Type())
	}
}

// structOf is the struct that a type is or points to, nil for none.
func structOf(t types.Type) *types.Struct {
	if st := structBehind(t); st != nil || t == nil {
		return st
	}
	st, _ := t.Underlying().(*types.Struct)
	return st
}
