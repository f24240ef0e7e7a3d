package cps

import (
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// Knowledge is what is known of one parameter of a callee.
type knowledge struct {
	verdict   Verdict        // Once with evidence Assumed when nothing is known
	evidence  chain.Evidence // for Once
	timing    chain.Timing
	when      moments // 0 when it is not called at all
	hop       bool    // the callee only moves execution
	nilTested bool
	relies    bool   // no code tells what becomes of it
	shown     bool   // a body proves what declares it
	busy      bool   // the callee does something else before it calls at once
	reports   bool   // it may be called although the callee returns an error
	why       string // for a verdict other than Once
	veto      *name  // what else speaks against a continuation, nil for nothing
	task      bool   // it is the task, not what comes after it
	reasons   []chain.Reason
	lost      chain.Reason // where it goes, when it cannot be followed
}

// A slot is where a callee takes a function: a parameter, or a field of a
// struct parameter.
type slot struct {
	callee *callee
	index  int        // of the parameter
	field  *types.Var // nil for the parameter itself
	owner  string     // the type that has the field
	given  types.Type // what a parameter of any type is given
}

// param is the parameter, as the call sees it.
func (at slot) param() *types.Var {
	return at.callee.sig.Params().At(at.index + at.callee.recv)
}

// fieldName is the name of the field, "" for the parameter itself.
func (at slot) fieldName() string {
	if at.field == nil {
		return ""
	}
	return at.field.Name()
}

// asGiven says whether what is given to a slot keeps the type that it has: the slot is of an
// interface type, or of a type parameter of the callee for which the call names no type.
func (at slot) asGiven() bool {
	if at.field != nil {
		return isAny(at.field.Type())
	}
	if fn, ok := at.callee.obj.(*types.Func); ok {
		param, _ := types.Unalias(fn.Signature().Params().At(at.index).Type()).(*types.TypeParam)
		own := slices.Collect(fn.Signature().TypeParams().TypeParams())
		if i := slices.Index(own, param); i >= 0 {
			return i >= at.callee.typeArgs()
		}
	}
	return isAny(at.param().Type())
}

// typ is the type of the function that is taken.
func (at slot) typ() types.Type {
	if at.field != nil {
		return at.field.Type()
	}
	if t := at.param().Type(); at.given == nil || !isAny(t) {
		return t
	}
	return at.given
}

// known collects what is known of a slot: from the body of the callee in this
// package or as a fact, from declarations, and from names.
func (x *Index) known(s *scope, at slot) knowledge {
	k := x.fromBody(s, at)
	d, declared := x.declared(at)
	if declared && k.contradicts() {
		d.reasons = []chain.Reason{doubt(d.reasons[0].Text, k)}
	}
	if k.verdict == Many {
		k.reasons = append(k.reasons, d.reasons...)
		return k
	}
	if declared {
		if k.timing != chain.Unknown && d.timing == chain.Unknown {
			d.timing, d.when = k.timing, k.when
		}
		d.nilTested, d.reports = k.nilTested, k.reports
		d.hop = d.hop || k.hop
		unseen := k.verdict == Once && k.evidence == chain.Assumed
		d.relies = (k.relies || unseen) && !d.hop // what is to be run must be there
		d.shown = k.proven()
		return d
	}
	if k.proven() && (errorLike(signatureOf(at.typ())) || k.timing == chain.AtOnce) {
		return k // so it is told of an outcome, whatever the callee is called
	}
	k.veto = nameVeto(at, k)
	return k
}

// proven says whether a body shows that a function is called at most once.
func (k knowledge) proven() bool {
	return k.verdict == Once && k.evidence == chain.Proven
}

// fromBody is what the callee's body says.
func (x *Index) fromBody(s *scope, at slot) knowledge {
	c := at.callee
	if sum := x.ask(x.params[paramKey{x.paramOf(s, at), at.fieldName()}]); sum != nil {
		return x.fromSummary(sum)
	}
	fn, ok := c.obj.(*types.Func)
	if !ok || fn.Pkg() == x.pass.Pkg {
		return knowledge{}
	}
	if fact := x.factOf(fn); fact != nil {
		if p := fact.param(at.index, at.fieldName()); p != nil {
			return fromFact(c.name(), p)
		}
	}
	return knowledge{}
}

// paramOf is the parameter of a slot as the callee declares it, nil for none and for that
// of a value that may be another function: its type may be that of what is somewhere else.
func (x *Index) paramOf(s *scope, at slot) *types.Var {
	if at.callee.lit == nil {
		return x.declaredParam(at)
	}
	sig, ok := s.info.TypeOf(at.callee.lit).(*types.Signature)
	if !ok || at.index >= sig.Params().Len() {
		return nil
	}
	return sig.Params().At(at.index)
}

// declaredParam is the parameter of a slot of a function that has a name.
func (x *Index) declaredParam(at slot) *types.Var {
	switch obj := at.callee.obj.(type) {
	case *types.Func:
		return at.callee.origin(at.index)
	case *types.Var:
		if x.moved.steady(obj) {
			return at.callee.origin(at.index)
		}
	}
	return nil
}

// fromSummary is what a body of this package says.
func (x *Index) fromSummary(s *summary) knowledge {
	if s == nil {
		return knowledge{}
	}
	w := s.weight
	k := knowledge{
		verdict: w.verdict, timing: w.when.timing(), when: w.when,
		nilTested: w.nilTested, relies: w.relies, reports: w.reports, hop: w.spawned(), why: w.why,
		busy: w.busy,
	}
	if w.verdict == Once {
		k.evidence = chain.Proven
	}
	if w.verdict == Lost {
		k.lost = chain.Reason{Pos: w.pos, Text: s.name() + " " + w.why + ": " + x.place(w.pos)}
	}
	for pos, text := range s.reasons {
		text = s.name() + " " + text + ": " + x.place(pos)
		k.reasons = append(k.reasons, chain.Reason{Pos: pos, Text: text})
	}
	slices.SortFunc(k.reasons, func(a, b chain.Reason) int { return int(a.Pos) - int(b.Pos) })
	return k
}

// fromFact is what the body in another package says.
func fromFact(callee string, p *Param) knowledge {
	if p.Verdict == Once && p.Declared && p.Timing == chain.Unknown && !p.Idle {
		return knowledge{} // without a body
	}
	k := knowledge{
		verdict: p.Verdict, timing: p.Timing, when: momentsOf(p.Timing),
		nilTested: p.NilTested, relies: p.Relies, reports: p.Reports, hop: p.Spawned, why: p.Why,
		busy: p.Busy,
	}
	if p.Idle {
		k.when = 0
	}
	if p.Verdict == Lost {
		k.lost.Text = p.Name + " " + p.Why
	}
	if p.Verdict == Once {
		k.evidence = chain.Proven
		k.reasons = []chain.Reason{{Text: callee + " calls " + p.Name + " at most once"}}
	}
	return k
}

// place is a position for people, without the directory.
func (x *Index) place(pos token.Pos) string {
	p := x.pass.Fset.PositionFor(pos, false)
	return fmt.Sprintf("%s:%d:%d", filepath.Base(p.Filename), p.Line, p.Column)
}
