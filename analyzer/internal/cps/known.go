package cps

import (
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

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
	why       string // for a verdict other than Once
	reasons   []chain.Reason
}

// known collects what is known of a parameter: from the body of the callee in
// this package or as a fact, from declarations, and from its name.
func (x *Index) known(s *scope, c *callee, index int, field string) knowledge {
	k := x.fromBody(s, c, index, field)
	if k.verdict == Many {
		return k
	}
	if d, ok := x.declared(s, c, index, field); ok {
		if k.timing != chain.Unknown && d.timing == chain.Unknown {
			d.timing, d.when = k.timing, k.when
		}
		d.nilTested = k.nilTested
		d.hop = d.hop || k.hop
		return d
	}
	if k.verdict == Once && k.evidence == chain.Proven {
		return k
	}
	if why := nameVeto(c, index); why != "" {
		k.verdict, k.why = Kept, why
	}
	return k
}

// fromBody is what the callee's body says.
func (x *Index) fromBody(s *scope, c *callee, index int, field string) knowledge {
	if c.lit != nil {
		sig, ok := s.info.TypeOf(c.lit).(*types.Signature)
		if !ok || index >= sig.Params().Len() {
			return knowledge{}
		}
		return x.fromSummary(x.params[paramKey{sig.Params().At(index), field}])
	}
	if sum := x.params[paramKey{c.origin(index), field}]; sum != nil {
		return x.fromSummary(sum)
	}
	fn, ok := c.obj.(*types.Func)
	if !ok || fn.Pkg() == x.pass.Pkg {
		return knowledge{}
	}
	fact := importFact(x.pass, fn)
	if fact == nil {
		return knowledge{}
	}
	if p := fact.param(index, field); p != nil {
		return fromFact(c.name(), p)
	}
	return knowledge{}
}

// fromSummary is what a body of this package says.
func (x *Index) fromSummary(s *summary) knowledge {
	if s == nil {
		return knowledge{}
	}
	w := s.weight
	k := knowledge{
		verdict: w.verdict, timing: w.when.timing(), when: w.when,
		nilTested: w.nilTested, hop: w.spawned(), why: w.why,
	}
	if w.verdict == Once {
		k.evidence = chain.Proven
	}
	for pos, text := range s.reasons {
		k.reasons = append(k.reasons, chain.Reason{Pos: pos, Text: s.param.Name() + " " + text + ": " + x.place(pos)})
	}
	slices.SortFunc(k.reasons, func(a, b chain.Reason) int { return int(a.Pos) - int(b.Pos) })
	return k
}

// fromFact is what the body in another package says.
func fromFact(callee string, p *Param) knowledge {
	if p.Verdict == Lost && p.Why == "" {
		return knowledge{}
	}
	k := knowledge{
		verdict: p.Verdict, timing: p.Timing, when: momentsOf(p.Timing),
		nilTested: p.NilTested, hop: p.Spawned, why: p.Why,
	}
	if p.Verdict == Once {
		k.evidence = chain.Proven
		k.reasons = []chain.Reason{{Text: callee + " calls " + p.Name + " at most once"}}
	}
	return k
}

// place is a position for people, without the directory.
func (x *Index) place(pos token.Pos) string {
	p := x.pass.Fset.Position(pos)
	return strings.Join([]string{filepath.Base(p.Filename), strconv.Itoa(p.Line), strconv.Itoa(p.Column)}, ":")
}

// declared is what directives, patterns and the table of libraries say.
func (x *Index) declared(s *scope, c *callee, index int, field string) (knowledge, bool) {
	d := knowledge{evidence: chain.Declared, when: unknown}
	if c.obj == nil {
		return d, false
	}
	param := c.sig.Params().At(index + c.recv)
	if fact := x.factOf(c.obj); fact != nil {
		if p := fact.param(index, field); p != nil && p.Declared {
			d.reasons = []chain.Reason{{Text: "declared by a directive at " + c.name()}}
			return d, true
		}
	}
	names := namesOf(c.obj, c.owner)
	for _, p := range x.patterns {
		if p.matches(names) {
			x.matched[p] = true
			if field == "" && p.covers(param.Name()) && (p.params != nil || completes(c.sig, index+c.recv)) {
				d.reasons = []chain.Reason{{Text: "declared by -once " + p.text}}
				return d, true
			}
		}
	}
	if l := lookup(c, index); l != nil {
		d.timing, d.when, d.hop = l.timing, momentsOf(l.timing), l.hop
		d.reasons = []chain.Reason{{Text: "a known library: " + c.obj.Pkg().Name() + "." + c.name()}}
		return d, true
	}
	return d, false
}

// factOf returns the fact of an object of this or another package.
func (x *Index) factOf(obj types.Object) *OneShot {
	if obj.Pkg() == x.pass.Pkg {
		return x.facts[obj]
	}
	if obj.Pkg() == nil {
		return nil // error.Error
	}
	return importFact(x.pass, obj)
}
