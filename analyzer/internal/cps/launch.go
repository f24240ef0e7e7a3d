package cps

import (
	"go/ast"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A Launch is an argument that is a one-shot continuation.
type Launch struct {
	Arg        ast.Expr     // the argument, or the value of the field, that is the continuation
	Lit        *ast.FuncLit // it as a literal, nil for a named function
	Name       string       // of the callee
	Convention chain.Convention
	Evidence   chain.Evidence
	Timing     chain.Timing
	Hop        bool // the callee only moves execution
	NilTested  bool // the callee accepts nil
	Reasons    []chain.Reason
}

// Launch returns the arguments of a call that are one-shot continuations.
func (x *Index) Launch(call *ast.CallExpr) []Launch {
	s := x.scopeAt(call)
	if s == nil {
		return nil
	}
	c := s.calleeOf(call)
	if c == nil {
		return nil
	}
	var launches []Launch
	for i, arg := range call.Args {
		index, ok := c.param(call, i)
		if !ok {
			continue
		}
		if l, ok := x.launch(s, c, index, arg); ok {
			launches = append(launches, l)
		}
	}
	return launches
}

// launch judges one argument.
func (x *Index) launch(s *scope, c *callee, index int, arg ast.Expr) (Launch, bool) {
	conv, ok := conventionOf(c.sig.Params().At(index + c.recv).Type())
	if !ok || s.info.Types[ast.Unparen(arg)].IsNil() {
		return Launch{}, false
	}
	k := x.known(s, c, index, "")
	if !k.qualifies(conv) {
		return Launch{}, false
	}
	l := Launch{
		Arg: arg, Name: c.name(), Convention: conv,
		Evidence: k.evidence, Timing: k.timing, NilTested: k.nilTested, Reasons: k.reasons,
	}
	l.Hop = conv.Sig.Params().Len() == 0 && k.hop
	l.Lit, _ = s.literal(arg)
	return l, true
}

// qualifies says whether what is known makes a callback of this convention a
// continuation.
func (k knowledge) qualifies(conv chain.Convention) bool {
	switch {
	case k.verdict == Many || k.verdict == Kept:
		return false
	case k.verdict == Once && k.evidence == chain.Declared:
		return true
	case k.verdict == Once && k.evidence == chain.Proven:
		return k.timing != chain.AtOnce && k.when != 0
	}
	return errorLike(conv.Sig)
}

// scopeAt returns the scope that a call stands in, nil when it is not part of
// the package.
func (x *Index) scopeAt(call *ast.CallExpr) *scope {
	for _, file := range x.pass.Files {
		if call.Pos() < file.FileStart || file.FileEnd <= call.Pos() {
			continue
		}
		for _, decl := range file.Decls {
			if decl.Pos() <= call.Pos() && call.Pos() < decl.End() {
				return x.scopeOf(decl)
			}
		}
	}
	return nil
}

// RunsOnce says whether a literal that is not a continuation runs at most
// once each time control comes to it: it is started by a go or defer
// statement, or called on the spot.
func (x *Index) RunsOnce(lit *ast.FuncLit) bool {
	return false
}
