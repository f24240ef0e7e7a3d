package bugs

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// hasSome says whether a fact is that a channel has something to receive: the condition would
// come to something else if there were nothing.
func (p *Package) hasSome(f fact, channel ast.Expr) bool {
	m := &measure{Package: p, channel: channel}
	value := m.value(f.cond)
	return m.asked && value.Kind() == constant.Bool && constant.BoolVal(value) != f.is
}

// A measure computes what expressions come to where a channel has nothing. A number that is
// not known is taken to be 1, as one more than none.
type measure struct {
	*Package
	channel ast.Expr
	asked   bool // how much the channel has
}

func (m *measure) value(e ast.Expr) constant.Value {
	e = m.computed(e)
	if value := m.Pass.TypesInfo.Types[e].Value; value != nil {
		return value
	}
	value := constant.MakeUnknown()
	switch e := e.(type) {
	case *ast.BasicLit:
		value = constant.MakeFromLiteral(e.Value, e.Kind, 0)
	case *ast.BinaryExpr:
		value = combined(m.value(e.X), e.Op, m.value(e.Y))
	case *ast.CallExpr:
		value = m.result(e)
	}
	if value.Kind() == constant.Unknown && isInteger(m.Pass.TypesInfo.TypeOf(e)) {
		return constant.MakeInt64(1)
	}
	return value
}

// isInteger says whether a type is one of integers.
func isInteger(t types.Type) bool {
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

// What operators do with two numbers.
var (
	arithmetic = map[token.Token]bool{token.ADD: true, token.SUB: true, token.MUL: true}
	comparison = map[token.Token]bool{
		token.EQL: true, token.NEQ: true, token.LSS: true, token.LEQ: true, token.GTR: true, token.GEQ: true,
	}
)

// combined is what an operator makes of two numbers.
func combined(x constant.Value, op token.Token, y constant.Value) constant.Value {
	switch numbers := x.Kind() == constant.Int && y.Kind() == constant.Int; {
	case numbers && arithmetic[op]:
		return constant.BinaryOp(x, op, y)
	case numbers && comparison[op]:
		return constant.MakeBool(constant.Compare(x, op, y))
	}
	return constant.MakeUnknown()
}

// result is what a call returns: the length of the channel, the least or greatest of some
// numbers, or a number as another type.
func (m *measure) result(call *ast.CallExpr) constant.Value {
	if m.Pass.TypesInfo.Types[call.Fun].IsType() && len(call.Args) == 1 {
		return m.value(call.Args[0])
	}
	fn, ok := typeutil.Callee(m.Pass.TypesInfo, call).(*types.Builtin)
	if !ok || len(call.Args) == 0 {
		return constant.MakeUnknown()
	}
	switch fn.Name() {
	case "len":
		if m.same(call.Args[0], m.channel) {
			m.asked = true
			return constant.MakeInt64(0)
		}
	case "min":
		return m.outermost(call.Args, token.LSS)
	case "max":
		return m.outermost(call.Args, token.GTR)
	}
	return constant.MakeUnknown()
}

// outermost is the value of those of some expressions that comes before all others.
func (m *measure) outermost(args []ast.Expr, before token.Token) constant.Value {
	first := m.value(args[0])
	for _, arg := range args[1:] {
		value := m.value(arg)
		if value.Kind() != constant.Int || first.Kind() != constant.Int {
			return constant.MakeUnknown()
		}
		if constant.Compare(value, before, first) {
			first = value
		}
	}
	return first
}
