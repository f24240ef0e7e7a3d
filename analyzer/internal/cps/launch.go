package cps

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"iter"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/promises"
	"github.com/unnest-go/unnest/internal/syntax"
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
	Relies     bool // no code tells what becomes of it in the end
	Shown      bool // a body proves it, too, where it is declared
	Reports    bool // the callee may call back although it returns an error
	Exclusive  bool // the callee delivers no value beside an error
	Parting    bool // nothing happens on the goroutine after the callee has called back
	Retyped    bool // the callee would get another type if something else took its place
	Reasons    []chain.Reason
	Declare    string // how to declare what is assumed, empty when it is not
}

// Launch returns the arguments of a call, and the fields of composite
// literals among them, that are one-shot continuations.
func (x *Index) Launch(call *ast.CallExpr) []Launch {
	if len(x.pass.Files) == 0 || !x.gives(call) {
		return nil
	}
	if known, ok := x.launches[call]; ok {
		return known
	}
	launches := x.findLaunches(call)
	x.launches[call] = launches
	return launches
}

func (x *Index) findLaunches(call *ast.CallExpr) []Launch {
	var launches []Launch
	for given := range x.given(call) {
		if l, ok := x.launch(given.scope, given.slot, given.value); ok {
			launches = append(launches, l)
		}
	}
	return launches
}

// A gift is what a call gives to a slot.
type gift struct {
	scope *scope
	slot  slot
	value ast.Expr
}

// given yields what a call gives to the parameters of its callee, and to the
// fields of composite literals among them.
func (x *Index) given(call *ast.CallExpr) iter.Seq[gift] {
	return func(yield func(gift) bool) {
		if len(x.pass.Files) == 0 || !x.gives(call) {
			return
		}
		s := x.scopeAt(call)
		if s == nil {
			return
		}
		c := s.calleeOf(call)
		if c == nil || c.chains() || x.rearmed(s, call) != Once {
			return
		}
		for i, arg := range call.Args {
			index, ok := c.param(call, i)
			if !ok {
				continue
			}
			for at, value := range s.slots(c, index, arg) {
				if !yield(gift{s, at, value}) {
					return
				}
			}
		}
	}
}

// promisePath is the package of the chains that pyramids are rewritten to.
const promisePath = promises.Path

// chains reports whether the callee belongs to the promises: what it is given
// is a link of a chain already.
func (c *callee) chains() bool {
	return c.obj != nil && c.obj.Pkg() != nil && c.obj.Pkg().Path() == promisePath
}

// slots yields where an argument gives functions to a callee: itself, or the
// fields of the struct that it is.
func (s *scope) slots(c *callee, index int, arg ast.Expr) iter.Seq2[slot, ast.Expr] {
	return func(yield func(slot, ast.Expr) bool) {
		at := slot{callee: c, index: index, given: s.info.TypeOf(arg)}
		lit, st := s.composite(arg)
		if lit == nil {
			yield(at, arg)
			return
		}
		at.owner = typeName(s.info.TypeOf(lit))
		for i, elt := range lit.Elts {
			at.field = nil
			kv, keyed := elt.(*ast.KeyValueExpr)
			switch {
			case keyed:
				at.field, _ = s.named(kv.Key).(*types.Var)
				elt = kv.Value
			case i < st.NumFields():
				at.field = st.Field(i)
			}
			if at.field != nil && !yield(at, elt) {
				return
			}
		}
	}
}

// composite returns the struct literal that an expression is or points to.
func (s *scope) composite(e ast.Expr) (*ast.CompositeLit, *types.Struct) {
	e = s.plain(e)
	if ref, ok := e.(*ast.UnaryExpr); ok && ref.Op == token.AND {
		e = ast.Unparen(ref.X)
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil, nil
	}
	st, ok := syntax.Underlying(s.info, lit).(*types.Struct)
	if !ok {
		return nil, nil
	}
	return lit, st
}

// launch judges the value that a slot is given.
func (x *Index) launch(s *scope, at slot, value ast.Expr) (Launch, bool) {
	conv, ok := conventionOf(at.typ())
	if !ok || s.info.Types[ast.Unparen(value)].IsNil() {
		return Launch{}, false
	}
	k := x.known(s, at)
	if !k.qualifies(conv) || k.evidence == chain.Assumed && !at.assumable() {
		return Launch{}, false
	}
	l := Launch{
		Arg: value, Lit: s.literalOnce(value), Name: at.callee.name(), Convention: conv,
		Evidence: k.evidence, Timing: k.timing, NilTested: k.nilTested, Reasons: k.reasons,
		Hop:     k.hops(conv, at.callee),
		Relies:  k.relies,
		Shown:   k.shown,
		Reports: k.reports,
	}
	l.Exclusive = conv.Error >= 0 && x.isExclusive(s, at)
	l.Parting = x.isParting(s, at)
	_, literal := s.literal(value)
	l.Retyped = !literal && at.asGiven() && isDefined(s.info.TypeOf(value))
	if k.evidence == chain.Assumed {
		l.Reasons = append(l.Reasons, k.assumption(l.Name)...)
		l.Declare = x.advice(at)
	}
	return l, true
}

// assumption is what stands in for evidence: the place up to which a body shows what
// becomes of the continuation, if it does, and its shape.
func (k knowledge) assumption(callee string) []chain.Reason {
	if k.lost.Text == "" {
		return []chain.Reason{{Text: "nothing is known of " + callee +
			", but what it is given has the shape of a completion"}}
	}
	lost := chain.Reason{Pos: k.lost.Pos, Text: "lost from sight: " + k.lost.Text}
	return []chain.Reason{lost, {Text: "what " + callee + " is given has the shape of a completion"}}
}

// literalOnce is the literal that an expression is, or that the variable
// holds which is read nowhere else.
func (s *scope) literalOnce(e ast.Expr) *ast.FuncLit {
	if lit, ok := s.literal(e); ok {
		return lit
	}
	id, ok := s.plain(e).(*ast.Ident)
	if !ok {
		return nil
	}
	b := s.binding(id)
	if b == nil || len(b.uses) != 1 {
		return nil
	}
	lit, _ := s.literal(b.always())
	return lit
}

// assumable says whether a slot may take a continuation of which nothing is
// known: a parameter of function type, or a field that is called like one.
func (at slot) assumable() bool {
	if at.field != nil {
		return namesCompletion(at.field.Name())
	}
	return !isAny(at.param().Type())
}

// qualifies says whether what is known makes a callback of this convention a
// continuation.
func (k knowledge) qualifies(conv chain.Convention) bool {
	switch {
	case k.verdict == Many || k.verdict == Kept || k.veto != nil || k.task:
		return false
	case k.verdict == Once && k.evidence == chain.Declared:
		return true
	case isTask(conv.Sig):
		return false
	case k.proven():
		return k.timing != chain.AtOnce && k.when != 0 && !k.startsOnly(conv)
	}
	return errorLike(conv.Sig)
}

// hops says whether a callee only moves execution, by what is known or by its name.
func (k knowledge) hops(conv chain.Convention, c *callee) bool {
	return conv.Sig.Params().Len() == 0 && (k.hop || namesExecutor(c.name()))
}

// startsOnly says whether a callee starts a function with arguments of its
// own and does nothing before: the function is a task.
func (k knowledge) startsOnly(conv chain.Convention) bool {
	return k.hop && conv.Sig.Params().Len() > 0 && !errorLike(conv.Sig)
}

// gives says whether a call has an argument that is, or may have in a field, a
// function. Most have none and need no closer look.
func (x *Index) gives(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		arg = ast.Unparen(arg)
		if ref, ok := arg.(*ast.UnaryExpr); ok && ref.Op == token.AND {
			arg = ast.Unparen(ref.X)
		}
		if _, ok := arg.(*ast.CompositeLit); ok {
			return true
		}
		t := x.pass.TypesInfo.TypeOf(arg)
		if t == nil {
			return false // does not type-check
		}
		_, ok := t.Underlying().(*types.Signature)
		return ok
	})
}

// scopeAt returns the scope that a node stands in, nil when it is not part of
// the package.
func (x *Index) scopeAt(n ast.Node) *scope {
	if len(x.pass.Files) == 0 {
		return nil
	}
	file := x.files[x.pass.Fset.File(n.Pos())]
	if file == nil {
		return nil
	}
	i, _ := slices.BinarySearchFunc(file.Decls, n.Pos(), func(decl ast.Decl, pos token.Pos) int {
		return cmp.Compare(decl.End(), pos+1)
	})
	if i == len(file.Decls) || n.Pos() < file.Decls[i].Pos() {
		return nil // between declarations
	}
	return x.scopeOf(file.Decls[i])
}

// RunsOnce says whether a literal that is not a continuation runs at most
// once each time its function runs: it is called on the spot, started by a go
// or defer statement, guarded by a sync.Once, or called at once by the callee
// that it is given to, and not in a loop.
func (x *Index) RunsOnce(lit *ast.FuncLit) bool {
	s := x.scopeAt(lit)
	if s == nil {
		return false
	}
	n := s.parenthesized(lit)
	call, ok := s.parents[n].(*ast.CallExpr)
	if !ok {
		return false
	}
	if s.inLoop(call) {
		return false
	}
	return call.Fun == n || s.onceGuard(call) != nil || x.calledAtOnce(s, call, n)
}

// calledAtOnce says whether the callee of a call is known to call the argument
// arg itself, before it returns and at most once.
func (x *Index) calledAtOnce(s *scope, call *ast.CallExpr, arg ast.Node) bool {
	c := s.calleeOf(call)
	i := slices.IndexFunc(call.Args, func(e ast.Expr) bool { return e == arg })
	if c == nil || i < 0 {
		return false
	}
	index, ok := c.param(call, i)
	if !ok {
		return false
	}
	k := x.known(s, slot{callee: c, index: index})
	return k.proven() && k.timing == chain.AtOnce
}

// inLoop says whether a node stands in a loop of the function it stands in. A
// label may be the start of one.
func (s *scope) inLoop(n ast.Node) bool {
	for ; n != nil; n = s.parents[n] {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.LabeledStmt:
			return true
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		}
	}
	return false
}
