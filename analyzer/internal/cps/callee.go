package cps

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// A callee is what a call calls, as far as can be told.
type callee struct {
	obj   types.Object     // a *types.Func (the generic one), variable or field; nil for other values
	lit   *ast.FuncLit     // the literal that is called, nil for none
	sig   *types.Signature // of this call, type arguments in place
	typ   types.Object     // the named function type that it has, nil for none
	owner string           // the type that has it as a method or field
	recv  int              // 1 when argument 0 is the receiver (a method expression)
	call  *ast.CallExpr    // the call, nil for none in particular
}

// calleeObject returns the function, variable or builtin that is called.
func calleeObject(info *types.Info, call *ast.CallExpr) types.Object {
	return typeutil.Callee(info, call)
}

// calleeOf resolves the callee of a call. It returns nil for conversions,
// builtins and calls that do not type-check.
func (s *scope) calleeOf(call *ast.CallExpr) *callee {
	tv, ok := s.info.Types[call.Fun]
	if !ok || tv.IsType() || tv.IsBuiltin() || tv.Type == nil {
		return nil
	}
	sig, ok := tv.Type.Underlying().(*types.Signature)
	if !ok {
		return nil
	}
	c := &callee{sig: sig, typ: typeObject(tv.Type), call: call}
	switch obj := calleeObject(s.info, call).(type) {
	case *types.Func:
		c.obj = obj.Origin()
		c.owner = ownerOf(obj.Origin())
		if obj.Signature().Recv() != nil && sig.Params().Len() == obj.Signature().Params().Len()+1 {
			c.recv = 1
		}
	case *types.Var:
		if fn := s.methodValue(call.Fun); fn != nil {
			c.obj, c.owner = fn, ownerOf(fn)
			break
		}
		c.obj = obj.Origin()
		if v := s.variable(s.held(call.Fun)); v != nil && ofPackage(v) {
			c.obj = v
		}
		c.lit = s.literalHeld(call.Fun)
		c.owner = s.ownerOfField(call.Fun)
	default:
		c.lit, _ = ast.Unparen(call.Fun).(*ast.FuncLit)
	}
	return c
}

// methodValue returns the function or method that the local variable always
// holds which an expression names, nil for none.
func (s *scope) methodValue(e ast.Expr) *types.Func {
	value := s.held(e)
	if value == s.plain(e) {
		return nil
	}
	if s, ok := s.info.Selections[selector(value)]; ok && s.Kind() != types.MethodVal {
		return nil // a field, or a method with the receiver as a parameter
	}
	fn, ok := s.named(value).(*types.Func)
	if !ok {
		return nil
	}
	return fn.Origin()
}

// selector returns an expression as a selector, nil when it is none.
func selector(e ast.Expr) *ast.SelectorExpr {
	sel, _ := ast.Unparen(e).(*ast.SelectorExpr)
	return sel
}

// ownerOfField is the name of the type from which a field is selected.
func (s *scope) ownerOfField(e ast.Expr) string {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if selection := s.info.Selections[sel]; selection != nil {
		return typeName(selection.Recv())
	}
	return "" // a package's variable
}

// literal looks through parentheses and conversions for a function literal.
func (s *scope) literal(e ast.Expr) (*ast.FuncLit, bool) {
	if e == nil {
		return nil, false
	}
	lit, ok := s.plain(e).(*ast.FuncLit)
	return lit, ok
}

// literalHeld is the literal that an expression is, or that the variable always holds
// which it names, nil for none.
func (s *scope) literalHeld(e ast.Expr) *ast.FuncLit {
	lit, _ := s.held(e).(*ast.FuncLit)
	return lit
}

// held is an expression, or the value that the variable always holds which it names.
func (s *scope) held(e ast.Expr) ast.Expr {
	var seen []ast.Expr
	for {
		e = s.plain(e)
		value := s.binding(e).always()
		if value == nil || slices.Contains(seen, value) {
			return e
		}
		seen = append(seen, value)
		e = value
	}
}

// plain is an expression without parentheses and conversions around it.
func (s *scope) plain(e ast.Expr) ast.Expr {
	for {
		e = ast.Unparen(e)
		call, ok := e.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !s.info.Types[call.Fun].IsType() {
			return e
		}
		e = call.Args[0]
	}
}

// name is the callee's name for people.
func (c *callee) name() string {
	if c.obj == nil {
		if c.lit != nil {
			return "a function literal"
		}
		return "a function value"
	}
	return c.obj.Name()
}

// param returns the index, in the signature without receiver, of the
// parameter that takes an argument; ok is false when it is the receiver or
// part of a variadic list.
func (c *callee) param(call *ast.CallExpr, arg int) (index int, ok bool) {
	if len(call.Args) == 1 && c.sig.Params().Len() != 1 {
		return 0, false // f(g()) with several results, or an empty variadic list
	}
	if c.sig.Variadic() && arg >= c.sig.Params().Len()-1 {
		return 0, false
	}
	if arg < c.recv || arg >= c.sig.Params().Len() {
		return 0, false
	}
	return arg - c.recv, true
}

// origin returns the parameter as it was declared: in the generic signature,
// where the parameters of the body are found.
func (c *callee) origin(index int) *types.Var {
	var sig *types.Signature
	switch obj := c.obj.(type) {
	case *types.Func:
		sig = obj.Signature()
	default:
		sig = c.sig
	}
	if index >= sig.Params().Len() {
		return nil
	}
	return sig.Params().At(index)
}

// typeArgs is the number of type arguments that a call names.
func (c *callee) typeArgs() int {
	if c.call == nil {
		return 0
	}
	switch fun := ast.Unparen(c.call.Fun).(type) {
	case *ast.IndexExpr:
		return 1
	case *ast.IndexListExpr:
		return len(fun.Indices)
	}
	return 0
}
