package cps

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A counter is a local variable that moves by one, and in one direction only. It comes to a
// value once, so what tests for that right behind the step lets control pass once:
//
//	left := len(ids)
//	for _, id := range ids {
//		load(id, func(error) {
//			left--
//			if left == 0 {
//				k(nil)
//			}
//		})
//	}
//
// It may get a value before anything else happens to it. An atomic is tested by what its
// step returns. The test may stand in a variable of its own:
//
//	mu.Lock()
//	left--
//	last := left == 0
//	mu.Unlock()
//	if last {

// widened is an expression without parentheses, and without conversions to types that have room for
// all that is counted: another one has the same value again and again.
func (s *scope) widened(e ast.Expr) ast.Expr {
	for {
		e = ast.Unparen(e)
		call, ok := e.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !s.info.Types[call.Fun].IsType() || !isRoomy(s.info.TypeOf(call)) {
			return e
		}
		e = call.Args[0]
	}
}

// roomy are the kinds of integers to whose end nothing counts.
var roomy = []types.BasicKind{
	types.Int, types.Int32, types.Int64, types.Uint, types.Uint32, types.Uint64,
}

// isRoomy says whether a type of integers, or one of package atomic, is so wide that nothing counts
// to its end.
func isRoomy(t types.Type) bool {
	if t == nil {
		return false
	}
	if basic, ok := t.Underlying().(*types.Basic); ok {
		return slices.Contains(roomy, basic.Kind())
	}
	obj := typeObject(types.Unalias(t))
	return obj != nil && ofAtomic(obj)
}

// counter returns a variable if it is a counter, nil otherwise.
func (s *scope) counter(v *types.Var) *types.Var {
	if v == nil || !s.has(v) || v.Kind() == types.ResultVar || !isRoomy(v.Type()) {
		return nil
	}
	known, ok := s.counters[v]
	if !ok {
		known = s.countsOnly(v)
		s.counters[v] = known
	}
	if !known {
		return nil
	}
	return v
}

// countsOnly says whether all that is done to a variable are steps in one direction, behind a value
// that it may get first.
func (s *scope) countsOnly(v *types.Var) bool {
	direction, given := 0, false
	for _, id := range s.uses(v) {
		node := s.doneTo(id)
		if node == nil {
			continue
		}
		if _, by := s.step(node); by != 0 && by != -direction {
			direction = by
			continue
		}
		if direction != 0 || given || !s.gives(node) || !s.anew(v, node) {
			return false
		}
		given = true
	}
	return direction != 0
}

// doneTo is the node that does something to a variable where it is used, nil for one that reads it.
func (s *scope) doneTo(id *ast.Ident) ast.Node {
	parent := s.parents[s.parenthesized(id)]
	switch p := parent.(type) {
	case *ast.IncDecStmt, *ast.RangeStmt:
		return p
	case *ast.AssignStmt:
		if s.isWrite(id) {
			return p
		}
	case *ast.UnaryExpr, *ast.SelectorExpr:
		if ref, ok := p.(*ast.UnaryExpr); ok && ref.Op != token.AND {
			return nil
		}
		call, ok := s.parents[p].(*ast.CallExpr)
		if !ok || call.Fun != p && !ofAtomic(calleeObject(s.info, call)) {
			return p
		}
		if _, m := motionOf(s.info, call); m.op == loadOp {
			return nil
		}
		return call
	}
	return nil
}

// step returns the variable that a node moves by one, and in which direction, no variable and zero
// for other nodes.
func (s *scope) step(n ast.Node) (v *types.Var, by int) {
	switch n := n.(type) {
	case *ast.IncDecStmt:
		return s.variable(n.X), directions[n.Tok]
	case *ast.AssignStmt:
		if by := directions[n.Tok]; by != 0 && constant(s.info, n.Rhs[0]) == "1" {
			return s.variable(n.Lhs[0]), by
		}
	case *ast.CallExpr:
		fn := calleeObject(s.info, n)
		if ofAtomic(fn) && strings.HasPrefix(fn.Name(), "Add") {
			on := operandOf(s.info, n)
			return s.variable(on.at), amounts[constant(s.info, on.args[0])]
		}
	}
	return nil, 0
}

var (
	directions = map[token.Token]int{
		token.INC: 1, token.DEC: -1, token.ADD_ASSIGN: 1, token.SUB_ASSIGN: -1,
	}
	amounts = map[string]int{"1": 1, "-1": -1}
)

// gives says whether a node gives a variable another value.
func (s *scope) gives(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return n.Tok == token.ASSIGN
	case *ast.CallExpr:
		fn := calleeObject(s.info, n)
		return ofAtomic(fn) && strings.HasPrefix(fn.Name(), storeOp)
	}
	return false
}

// mark is the text of a value that a counter is compared with, if that is always the same one: a
// constant, or a variable of the function that has the counter, or the length of one. It is empty
// for others.
func (s *scope) mark(e ast.Expr, counter *types.Var) string {
	if value := constant(s.info, e); value != "" {
		return value
	}
	e = s.plain(e)
	call, isCall := e.(*ast.CallExpr)
	if isCall {
		if calleeObject(s.info, call) != types.Universe.Lookup("len") {
			return ""
		}
		e = call.Args[0]
		switch syntax.Underlying(s.info, e).(type) {
		case *types.Slice, *types.Array, *types.Basic:
		default:
			return "" // a map, or a channel, has another length without being another
		}
	}
	v := s.variable(e)
	if v == nil || v == counter || !s.fixed(v) || !s.once(v) || s.isWithin(v, counter) {
		return ""
	}
	return fmt.Sprint(v.Name(), v.Pos(), isCall)
}

// isWithin says whether a variable belongs to a literal inside of the function that has another one:
// each run of it has its own.
func (s *scope) isWithin(v, other *types.Var) bool {
	for n := range ast.Preorder(s.decl) {
		lit, ok := n.(*ast.FuncLit)
		if ok && encloses(lit, v.Pos()) && !encloses(lit, other.Pos()) {
			return true
		}
	}
	return false
}

// encloses says whether a place is within a node.
func encloses(n ast.Node, pos token.Pos) bool { return n.Pos() <= pos && pos < n.End() }

// at returns what stands for the guard that a counter is with a value.
func (s *scope) at(counter *types.Var, mark string) types.Object {
	key := fmt.Sprint(counter.Pos(), mark)
	if s.marks[key] == nil {
		name := counter.Name() + " == " + mark // no two of one counter are alike
		s.marks[key] = types.NewVar(counter.Pos(), counter.Pkg(), name, counter.Type())
	}
	return s.marks[key]
}
