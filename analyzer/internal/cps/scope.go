package cps

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A scope is one top-level declaration with what is asked of its syntax again
// and again.
type scope struct {
	info     *types.Info
	decl     ast.Decl
	parents  map[ast.Node]ast.Node
	bindings map[*types.Var]*binding
	graphs   map[*ast.BlockStmt]*cfg.CFG
	counters map[*types.Var]bool
	marks    map[string]types.Object // of counters with values that they come to
	flags    map[*types.Var]bool
	shared   map[*types.Var]bool // variables that others may set than the function that declares them
	moved    *moved
	changes  *changed // nil as long as nothing was asked for
	locks    *mutexes // nil as long as none was asked for

	used map[*types.Var][]*ast.Ident // nil as long as nothing was asked for
}

// A binding is a local variable of function type.
type binding struct {
	values  []ast.Expr   // that it is given, nil for one that is not known
	uses    []*ast.Ident // where it is read
	escapes bool         // its address is taken
	given   bool         // it is a parameter or receiver, which has a value before
}

// only returns the value that a variable always has once it has one.
func (b *binding) only() ast.Expr {
	if b == nil || len(b.values) != 1 || b.escapes {
		return nil
	}
	return b.values[0]
}

// always returns the value that a variable has wherever it is called: that of a
// parameter may still be the one that it was given.
func (b *binding) always() ast.Expr {
	if b == nil || b.given {
		return nil
	}
	return b.only()
}

// newScope reads a declaration.
func newScope(info *types.Info, decl ast.Decl, moved *moved) *scope {
	s := &scope{
		info:     info,
		decl:     decl,
		parents:  make(map[ast.Node]ast.Node),
		bindings: make(map[*types.Var]*binding),
		graphs:   make(map[*ast.BlockStmt]*cfg.CFG),
		flags:    make(map[*types.Var]bool),
		counters: make(map[*types.Var]bool),
		marks:    make(map[string]types.Object),
		shared:   make(map[*types.Var]bool),
		moved:    moved,
	}
	var stack []ast.Node
	ast.Inspect(decl, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if len(stack) > 0 {
			s.parents[n] = stack[len(stack)-1]
		}
		stack = append(stack, n)
		return true
	})
	ast.Inspect(decl, func(n ast.Node) bool {
		s.bind(n)
		return true
	})
	return s
}

// bind notes what a node does to local variables of function type, and from elsewhere to others.
func (s *scope) bind(n ast.Node) {
	switch n := n.(type) {
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if len(n.Values) == len(n.Names) {
				s.write(name, n.Values[i])
			} else if len(n.Values) > 0 {
				s.write(name, nil)
			}
		}
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			if len(n.Rhs) == len(n.Lhs) {
				s.write(lhs, n.Rhs[i])
			} else {
				s.write(lhs, nil)
			}
		}
	case *ast.FuncType:
		s.bindResults(n)
	case *ast.CaseClause:
		s.bindCase(n)
	case *ast.RangeStmt:
		s.write(n.Key, nil)
		s.write(n.Value, nil)
		s.point(n.Key) // which assigns it where no statement does
		s.point(n.Value)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			s.point(n.X)
		}
	case *ast.SelectorExpr:
		if s.addresses(n) {
			s.point(n.X)
		}
	case *ast.Ident:
		if b := s.binding(n); b != nil && s.info.Uses[n] != nil && !s.isWrite(n) {
			b.uses = append(b.uses, n)
		}
	}
}

// bindResults notes that a named result is returned by a bare return.
func (s *scope) bindResults(typ *ast.FuncType) {
	if typ.Results == nil {
		return
	}
	for _, field := range typ.Results.List {
		for _, name := range field.Names {
			if b := s.binding(name); b != nil {
				b.escapes = true
			}
		}
	}
}

// bindCase notes that the variable of a type switch has a value that is not known.
func (s *scope) bindCase(clause *ast.CaseClause) {
	v, _ := s.info.Implicits[clause].(*types.Var)
	if b := s.bindingOf(v); b != nil {
		b.values = append(b.values, nil)
	}
}

// point notes that the address of a variable is taken.
func (s *scope) point(e ast.Expr) {
	if b := s.binding(e); b != nil {
		b.escapes = true
	} else if v := s.variable(e); v != nil {
		s.shared[v] = true
	}
}

// write notes an assignment.
func (s *scope) write(lhs, value ast.Expr) {
	if b := s.binding(lhs); b != nil {
		b.values = append(b.values, value)
	} else if v := s.variable(lhs); v != nil && !s.isLocal(v, lhs) && !s.annotates(v, lhs) {
		s.shared[v] = true
	}
}

// isLocal reports whether a variable is declared in the function that uses it
// there, not in one around that.
func (s *scope) isLocal(v *types.Var, use ast.Node) bool {
	for n := s.parents[use]; n != nil; n = s.parents[n] {
		if lit, ok := n.(*ast.FuncLit); ok {
			return lit.Pos() <= v.Pos() && v.Pos() < lit.End()
		}
	}
	return s.decl.Pos() <= v.Pos() && v.Pos() < s.decl.End()
}

// isWrite says whether an identifier is the target of an assignment.
func (s *scope) isWrite(id *ast.Ident) bool {
	assign, ok := s.parents[id].(*ast.AssignStmt)
	if !ok {
		return false
	}
	for _, lhs := range assign.Lhs {
		if lhs == id {
			return true
		}
	}
	return false
}

// binding returns what is known of the local variable of function type, or that has a
// function of JavaScript, that an expression names, nil when it names none.
func (s *scope) binding(e ast.Expr) *binding { return s.bindingOf(s.variable(e)) }

// bindingOf is binding for a variable, which may be nil.
func (s *scope) bindingOf(v *types.Var) *binding {
	if v == nil || !s.has(v) {
		return nil
	}
	if _, ok := v.Type().Underlying().(*types.Signature); !ok && !isJSFunc(v.Type()) {
		return nil
	}
	b := s.bindings[v]
	if b == nil {
		b = &binding{given: v.Kind() == types.ParamVar || v.Kind() == types.RecvVar}
		s.bindings[v] = b
	}
	return b
}

// has says whether a variable is a local one of the declaration. Variables of the package
// that it declares are everybody's.
func (s *scope) has(v *types.Var) bool {
	return s.decl.Pos() <= v.Pos() && v.Pos() < s.decl.End() && !v.IsField() && !ofPackage(v)
}

// ofPackage says whether a variable is one of a package.
func ofPackage(v *types.Var) bool { return v.Pkg() != nil && v.Parent() == v.Pkg().Scope() }

// parenthesized is an expression with the parentheses around it.
func (s *scope) parenthesized(e ast.Expr) ast.Node {
	var n ast.Node = e
	for {
		paren, ok := s.parents[n].(*ast.ParenExpr)
		if !ok {
			return n
		}
		n = paren
	}
}

// variable returns the variable that an expression names.
func (s *scope) variable(e ast.Expr) *types.Var {
	if e == nil {
		return nil
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := s.info.ObjectOf(id).(*types.Var)
	return v
}

// graph returns the control-flow graph of a body.
func (s *scope) graph(body *ast.BlockStmt) *cfg.CFG {
	g := s.graphs[body]
	if g == nil {
		g = cfg.New(body, s.mayReturn)
		s.graphs[body] = g
	}
	return g
}

// mayReturn says whether a call can come back.
func (s *scope) mayReturn(call *ast.CallExpr) bool { return !syntax.Leaves(s.info, call) }

// named returns the variable or field that an expression ends in.
func (s *scope) named(e ast.Expr) types.Object { return named(s.info, e) }

func named(info *types.Info, e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return info.ObjectOf(e)
	case *ast.SelectorExpr:
		return info.ObjectOf(e.Sel)
	}
	return nil
}
