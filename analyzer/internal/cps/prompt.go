package cps

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
)

// A family is functions that neither wait nor call what may set a flag: those that have
// one of the names, in some packages or as methods of some types.
type family struct {
	names map[string]bool
	of    *regexp.Regexp // the path of the package, or the name of the type
	path  bool           // of the package only
	not   *regexp.Regexp // although it looks like one, nil for none
}

// prompt are all families. A name alone says nothing: a Stop that somebody wrote may well
// call who is to know of it. Lock is in none: whoever has the mutex runs meanwhile.
var prompt = []family{
	{
		names: map[string]bool{
			"Add": true, "Done": true, "Unlock": true, "RUnlock": true,
			"Load": true, "Store": true, "CompareAndSwap": true, "Swap": true,
			"Debug": true, "Info": true, "Warn": true, "Error": true, "Log": true,
			"Print": true, "Printf": true, "Println": true, "Logf": true,
			"Errorf": true, "Sprint": true, "Sprintf": true, "New": true, "Is": true, "As": true,
			"Now": true, "Since": true, "Stop": true, "Sub": true,
			"SetFinalizer": true, "LockOSThread": true,
		},
		of:   regexp.MustCompile(`^(|errors|fmt|log|log/slog|runtime|sync|sync/atomic|testing|time)$`),
		path: true,
	},
	{
		names: map[string]bool{
			"Debug": true, "Debugf": true, "Debugw": true, "Error": true, "Errorf": true, "Errorw": true,
			"Info": true, "Infof": true, "Infow": true, "Log": true, "Logf": true,
			"Print": true, "Printf": true, "Println": true, "Trace": true, "Tracef": true,
			"Warn": true, "Warnf": true, "Warnw": true,
		},
		of:  regexp.MustCompile(`(?i)log(s|r|rus|ger|ging)?$`),
		not: regexp.MustCompile(`(?i)(ana|b|back|cata|change|dia|pro)logs?$`),
	},
	{
		names: map[string]bool{
			"Add": true, "Dec": true, "Inc": true, "Observe": true, "Set": true, "Sub": true,
		},
		of: regexp.MustCompile(`(?i)(metrics?|prometheus)$`),
	},
}

// isPrompt says whether a call neither waits nor calls what may set a flag: it is a
// conversion or a builtin, its callee is of such a family and gets no function, nor a value
// with a method that calls one, or it cancels a context. Those who wait for that run elsewhere.
func (s *scope) isPrompt(call *ast.CallExpr) bool {
	tv := s.info.Types[call.Fun]
	if tv.IsType() || tv.IsBuiltin() || s.cancels(call) {
		return true
	}
	c := s.calleeOf(call)
	if c == nil || slices.ContainsFunc(call.Args, s.isFunction) {
		return false
	}
	fn, ok := c.obj.(*types.Func)
	if !ok || s.isOfPackage(fn) || fn.FullName() == "(sync.Locker).Unlock" { // of whatever type
		return false
	}
	return slices.ContainsFunc(prompt, func(f family) bool { return f.has(fn, c.owner) }) &&
		!slices.ContainsFunc(s.writes(call), s.tells)
}

// isOfPackage says whether a function is one of the package: a type that somebody wrote
// there may have any name.
func (s *scope) isOfPackage(fn *types.Func) bool { return fn.Pkg() == s.moved.pass.Pkg }

// has says whether a function of a type with the name, empty for none, is of the family.
func (f family) has(fn *types.Func, owner string) bool {
	path := "" // of error
	if fn.Pkg() != nil {
		path = fn.Pkg().Path()
	}
	return f.names[fn.Name()] && (f.is(path) || owner != "" && !f.path && f.is(owner))
}

// is says whether a path or a name is one of the family.
func (f family) is(name string) bool {
	return f.of.MatchString(name) && (f.not == nil || !f.not.MatchString(name))
}

// isFunction says whether an expression is a function.
func (s *scope) isFunction(e ast.Expr) bool {
	return isFunction(s.info.TypeOf(e))
}

// writes lists the values that a call may write: its arguments and, when a value writes itself,
// that one.
//
//	err.Error()
func (s *scope) writes(call *ast.CallExpr) []ast.Expr {
	sel := selector(s.held(call.Fun))
	if sel == nil || len(call.Args) > 0 || !slices.Contains(written, sel.Sel.Name) {
		return call.Args
	}
	return []ast.Expr{sel.X}
}

// tells says whether an expression has a value with a method that calls a function.
func (s *scope) tells(e ast.Expr) bool { return s.moved.tells(s.info.TypeOf(e)) }

// cancels says whether a call is one of a function that package context made: it is held
// by a local variable that gets nothing else.
func (s *scope) cancels(call *ast.CallExpr) bool {
	obj := typeObject(types.Unalias(s.info.TypeOf(call.Fun)))
	if obj == nil || obj.Pkg() == nil || obj.Pkg().Path() != "context" {
		return false
	}
	b := s.binding(call.Fun)
	return b != nil && !b.given && !b.escapes && len(b.values) == s.cancelers(s.variable(call.Fun))
}

// cancelers counts the assignments that give a variable a function that package context made.
func (s *scope) cancelers(v *types.Var) int {
	count := 0
	given := func(to ast.Expr, values []ast.Expr) {
		if len(values) == 1 && s.variable(to) == v && s.isCancelable(values[0]) {
			count++
		}
	}
	ast.Inspect(s.decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			given(n.Lhs[len(n.Lhs)-1], n.Rhs)
		case *ast.ValueSpec:
			given(n.Names[len(n.Names)-1], n.Values)
		}
		return true
	})
	return count
}

// isCancelable says whether an expression is a context and what ends it, as package context made
// them: also in a function of the package that does nothing but to hand them on.
func (s *scope) isCancelable(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := origin(calleeObject(s.info, call))
	if decl := s.moved.declaration(fn); decl != nil {
		return decl.Body != nil && len(decl.Body.List) == 1 && s.handsOn(decl.Body.List[0])
	}
	return fn != nil && fn.Pkg() != nil && (fn.Pkg().Path() == "context" || fn.Pkg().Path() == "os/signal")
}

// handsOn says whether a statement returns a context and what ends it.
func (s *scope) handsOn(stmt ast.Stmt) bool {
	ret, ok := stmt.(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return false
	}
	call, ok := ast.Unparen(ret.Results[0]).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := origin(calleeObject(s.info, call))
	return s.moved.declaration(fn) == nil && s.isCancelable(call)
}
