package bugs

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// A measure computes what expressions come to where something has a certain amount. A number
// that is not known is taken to be 1, as one more than none.
type measure struct {
	*Package
	is     func(ast.Expr) bool // the amount
	amount int64
	asked  bool // an expression depends on it
}

// saysSome says whether a fact is that there is some of what is asked for: the condition would
// come to something else if there were none.
func (p *Package) saysSome(f fact, is func(ast.Expr) bool) bool {
	return p.contradicts(f, is, 0)
}

// saysNone says whether a fact is that there is none.
func (p *Package) saysNone(f fact, is func(ast.Expr) bool) bool {
	return !p.contradicts(f, is, 0) && p.contradicts(f, is, 1) && p.contradicts(f, is, 2)
}

// contradicts says whether a fact is none where an amount is another one.
func (p *Package) contradicts(f fact, is func(ast.Expr) bool, amount int64) bool {
	m := &measure{Package: p, is: is, amount: amount}
	value := m.value(f.cond)
	return m.asked && value.Kind() == constant.Bool && constant.BoolVal(value) != f.is
}

func (m *measure) value(e ast.Expr) constant.Value {
	e = m.computed(e)
	if value := m.Pass.TypesInfo.Types[e].Value; value != nil {
		return value
	}
	value := constant.MakeUnknown()
	if m.is(e) {
		m.asked = true
		return m.ofType(m.Pass.TypesInfo.TypeOf(e))
	}
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

// ofType is the amount as a value of a type: that of a text is its length.
func (m *measure) ofType(t types.Type) constant.Value {
	if basic, ok := t.Underlying().(*types.Basic); ok && basic.Info()&types.IsString != 0 {
		return constant.MakeString(strings.Repeat(" ", int(m.amount)))
	}
	return constant.MakeInt64(m.amount)
}

// isInteger says whether a type is one of integers.
func isInteger(t types.Type) bool {
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

// What operators do.
var (
	arithmetic = map[token.Token]bool{token.ADD: true, token.SUB: true, token.MUL: true}
	comparison = map[token.Token]bool{
		token.EQL: true, token.NEQ: true, token.LSS: true, token.LEQ: true, token.GTR: true, token.GEQ: true,
	}
)

// combined is what an operator makes of two numbers, or texts.
func combined(x constant.Value, op token.Token, y constant.Value) constant.Value {
	switch {
	case x.Kind() != y.Kind() || x.Kind() != constant.Int && x.Kind() != constant.String:
		return constant.MakeUnknown()
	case comparison[op]:
		return constant.MakeBool(constant.Compare(x, op, y))
	case x.Kind() == constant.Int && arithmetic[op]:
		return constant.BinaryOp(x, op, y)
	}
	return constant.MakeUnknown()
}

// result is what a call returns: the least or greatest of some numbers, or a number as another
// type.
func (m *measure) result(call *ast.CallExpr) constant.Value {
	if m.Pass.TypesInfo.Types[call.Fun].IsType() && len(call.Args) == 1 {
		return m.value(call.Args[0])
	}
	fn, ok := typeutil.Callee(m.Pass.TypesInfo, call).(*types.Builtin)
	if !ok || len(call.Args) == 0 {
		return constant.MakeUnknown()
	}
	switch fn.Name() {
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
