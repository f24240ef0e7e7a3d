package cps

import (
	"go/ast"
	"go/types"
	"iter"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A Declined is a callback that is no continuation, with the launch that it would be if it were
// declared, or its remedy taken otherwise.
type Declined struct {
	*chain.Declined
	Launch Launch
}

// Declined yields the literals among the arguments of a call that have the shape
// of a completion, and still are no continuations, and those that would have it if they
// were told of an error.
func (x *Index) Declined(call *ast.CallExpr) iter.Seq[*Declined] {
	return func(yield func(*Declined) bool) {
		for g := range x.given(call) {
			if g.scope.calls(call, "(*sync.Once).Do") {
				return // which calls it at once
			}
			if d := x.declined(g); d != nil {
				d.Call = call
				if !yield(d) {
					return
				}
			}
		}
	}
}

// declined judges one literal; nil for what else is given, and for continuations.
func (x *Index) declined(g gift) *Declined {
	lit, ok := g.scope.literal(g.value)
	if !ok {
		return nil
	}
	if types.IsInterface(g.slot.typ()) {
		return x.disguised(g, lit)
	}
	conv, ok := conventionOf(g.slot.typ())
	if !ok || isTask(conv.Sig) || spared(g.slot.callee) {
		return nil
	}
	k := x.known(g.scope, g.slot)
	callee, mute := g.slot.callee.name(), !errorLike(conv.Sig)
	life, starts := lifeOf(g.slot), k.onlyStartsOnce(conv)
	open := k.open() || life != nil || starts
	if k.qualifies(conv) && (k.evidence != chain.Assumed || g.slot.assumable()) ||
		mute && !open && !k.eitherWay(g.slot) {
		return nil
	}
	d := &chain.Declined{
		Lit: lit, Mute: mute, Open: open,
		Name: callee, Text: k.against(g.slot, mute), Reasons: k.reasons,
	}
	switch {
	case k.verdict == Many:
	case life != nil:
		d.Text, d.Remedy = life.against(callee), life.remedy()
	case starts:
		d.Text = "is only started, and told of no error: a task, not what comes after one"
		d.Remedy = "if it is told what " + callee + " did, " + x.advice(g.slot)
	case g.slot.callee.makes():
		d.Remedy = "if what it makes calls back at most once, " + x.advice(g.slot)
	default:
		d.Remedy = x.advice(g.slot)
	}
	return &Declined{d, k.declaredLaunch(g, lit, conv)}
}

// declaredLaunch is the launch that a literal would be.
func (k knowledge) declaredLaunch(g gift, lit *ast.FuncLit, conv chain.Convention) Launch {
	return Launch{
		Arg: g.value, Lit: lit, Name: g.slot.callee.name(), Convention: conv, Evidence: chain.Declared,
		Hop: k.hops(conv, g.slot.callee),
	}
}

// onlyStartsOnce says whether all that speaks against a continuation is that it is started and
// told of no error.
func (k knowledge) onlyStartsOnce(conv chain.Convention) bool {
	return k.proven() && k.startsOnly(conv) && k.veto == nil && !k.task &&
		k.timing != chain.AtOnce && k.when != 0
}

// lifeOf is the life of what a callee makes that is known, nil for others.
func lifeOf(at slot) *life {
	if l := lookup(at); l != nil {
		return l.life
	}
	return nil
}

// eitherWay says whether nothing but the name of a parameter speaks against a continuation, and
// one that continuations have, too. A field is set by who registers something.
func (k knowledge) eitherWay(at slot) bool {
	return k.veto != nil && share(words(at.param().Name()), k.veto.either) && k.verdict != Many &&
		k.verdict != Kept && at.field == nil && calleeVeto(at, k) == nil
}

// disguised judges a literal that is converted to a function type with methods, for which
// it is taken. Nobody follows what an interface calls.
//
//	conn.Send(request, FuncFuture(func(res any, n uint64) { … }))
func (x *Index) disguised(g gift, lit *ast.FuncLit) *Declined {
	typ := typeObject(g.scope.info.TypeOf(g.value))
	if typ == nil || nameVeto(g.slot, knowledge{}) != nil || vetoOf(callees, words(typ.Name())) != nil {
		return nil
	}
	conv, ok := conventionOf(typ.Type())
	if !ok || isTask(conv.Sig) {
		return nil
	}
	d := &chain.Declined{
		Lit: lit, Open: true, Name: g.slot.callee.name(),
		Text: "is taken as an interface, for the methods of " + typ.Name() +
			", and calls of those are not followed",
		Remedy: "make the call in a function that takes the callback, and declare that with -once",
	}
	return &Declined{d, knowledge{}.declaredLaunch(g, lit, conv)}
}

// open says whether a body and names leave open if a function is called once, or when.
func (k knowledge) open() bool {
	return k.verdict != Many && k.veto == nil && !k.task && !k.proven()
}

// against says, of a callback, what speaks against a continuation.
func (k knowledge) against(at slot, mute bool) string {
	callee := at.callee.name()
	switch {
	case k.verdict == Many || k.verdict == Kept:
		return k.why
	case k.veto != nil:
		return k.veto.why
	case k.task:
		return "is the task, not what comes after it"
	case k.evidence == chain.Assumed && k.lost.Text != "":
		return "is lost from sight: " + k.lost.Text
	case k.evidence == chain.Assumed && at.field == nil && isAny(at.param().Type()):
		return "is taken as a value of any type, and nothing is known of " + callee
	case k.evidence == chain.Assumed && mute:
		return "is told of no error, and nothing is known of " + callee
	case k.evidence == chain.Assumed:
		return "is in a field that has no name for a completion, and nothing is known of " + callee
	case k.when == 0:
		return "is not called"
	}
	return "is always called before the call returns"
}
