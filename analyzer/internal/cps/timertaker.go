package cps

import (
	"go/ast"
	"go/types"
)

// A function that is a value takes what it is called with. As long as the package itself tells
// which functions a local variable or a parameter may hold, these get it:
//
//	func each(timers []*time.Timer, f func(*time.Timer)) { for _, t := range timers { f(t) } }
//
//	each(c.timers, func(t *time.Timer) { t.Stop() })
//
// Otherwise anybody may.

// A taken is the place of what the function gets as a parameter that a variable holds.
type taken struct {
	by     *types.Var
	param  int
	direct bool // it is known to be a timer: whoever gets any value is trusted to keep that
}

// holders are the variables that hold such functions.
type holders struct {
	followed map[*types.Var]*types.Func // with the function of which each is a parameter, nil for none
	supplied map[*types.Var]bool        // that get a function
	handed   map[*types.Func]bool       // functions that are values: anybody may call them
	indirect map[string]bool            // methods that are called by way of an interface
}

func newHolders() holders {
	return holders{
		followed: make(map[*types.Var]*types.Func),
		supplied: make(map[*types.Var]bool),
		handed:   make(map[*types.Func]bool),
		indirect: make(map[string]bool),
	}
}

// follows says whether the package tells what a variable may hold, and notes that.
func (f *timerFlow) follows(v *types.Var) bool {
	if _, known := f.followed[v]; known {
		return true
	}
	b := f.bindings[v]
	if b == nil || b.escapes {
		return false
	}
	of := f.takes(v)
	if b.given && of == nil {
		return false
	}
	f.followed[v] = of
	for _, value := range b.values {
		f.supply(v, value)
	}
	return true
}

// takes returns the function of the declaration if a variable is a parameter of it, and it is
// called by nobody but this package.
func (f *timerFlow) takes(v *types.Var) *types.Func {
	decl, ok := f.decl.(*ast.FuncDecl)
	if !ok {
		return nil
	}
	fn, ok := f.info.Defs[decl.Name].(*types.Func)
	if !ok || fn.Exported() && (fn.Signature().Recv() != nil || !f.index.moved.closed()) {
		return nil
	}
	for p := range fn.Signature().Params().Variables() {
		if p == v {
			return fn
		}
	}
	return nil
}

// supply notes that a variable may hold the function that an expression is, nil for one that
// is not known.
func (f *timerFlow) supply(v *types.Var, e ast.Expr) {
	f.supplied[v] = true
	if e != nil && f.info.Types[e].IsNil() {
		return
	}
	params := signatureOf(v.Type()).Params()
	for i := range params.Len() {
		typ := params.At(i).Type()
		if holdsTimer(typ) {
			f.flow(taken{v, i, false}, f.parameter(e, i, typ, false), typ)
			f.flow(taken{v, i, true}, f.parameter(e, i, typ, true), typ)
		}
	}
}

// parameter is the place of what a function gets as a parameter of a type.
func (f *timerFlow) parameter(fun ast.Expr, i int, typ types.Type, direct bool) any {
	if fun == nil {
		return f.anybody(typ, direct)
	}
	fun = f.held(fun)
	if lit, ok := fun.(*ast.FuncLit); ok {
		if sig, ok := f.info.TypeOf(lit).(*types.Signature); ok {
			return sig.Params().At(i)
		}
	}
	if sel := f.info.Selections[selector(fun)]; sel != nil && sel.Kind() != types.MethodVal {
		return f.anybody(typ, direct) // a field, or a method with the receiver as a parameter
	}
	switch obj := f.named(fun).(type) {
	case *types.Func:
		if f.declared(obj) {
			return obj.Origin().Signature().Params().At(i)
		}
	case *types.Var:
		if f.follows(obj) {
			return taken{obj, i, direct}
		}
	}
	return f.anybody(typ, direct)
}

// anybody is the place of what a function gets that may be one of another package, as a
// parameter of a type.
func (t *timers) anybody(typ types.Type, direct bool) place {
	if resettable(typ) || direct && !t.index.moved.closed() {
		return abroad
	}
	return elsewhere
}

// open notes that parameters may hold any function of which it turned out that nobody knows
// who calls them.
func (t *timers) open() {
	for v, fn := range t.followed {
		if t.supplied[v] && !t.handed[fn] && !t.byInterface(fn) {
			continue
		}
		params := signatureOf(v.Type()).Params()
		for i := range params.Len() {
			typ := params.At(i).Type()
			t.flow(taken{v, i, false}, t.anybody(typ, false), typ)
			t.flow(taken{v, i, true}, t.anybody(typ, true), typ)
		}
	}
}

// byInterface says whether a function, which may be nil, is a method that is called by way of
// an interface.
func (t *timers) byInterface(fn *types.Func) bool {
	return fn != nil && fn.Signature().Recv() != nil && t.indirect[fn.Name()]
}
