package cps

import (
	"cmp"
	"go/types"
	"slices"
)

// export turns what bodies and directives say of the package's functions,
// fields and types into facts.
func (x *Index) export() {
	for _, s := range x.order {
		if fn := x.funcs[s.param]; fn != nil && s.others == nil {
			x.addProven(fn, s)
		}
	}
	for obj, fact := range x.facts {
		slices.SortFunc(fact.Params, func(a, b Param) int {
			return cmp.Or(cmp.Compare(a.Index, b.Index), cmp.Compare(a.Field, b.Field))
		})
		x.pass.ExportObjectFact(obj, fact)
	}
	x.moved.exportOutspoken()
}

// addProven adds a summary to the fact of the function that it is about.
func (x *Index) addProven(fn *types.Func, s *summary) {
	index := s.index(fn)
	if index < 0 {
		return // a field or parameter of a literal in it
	}
	if s.field != "" && s.weight.idle() {
		return // most structs are passed for their other fields
	}
	fact := x.facts[fn]
	if fact == nil {
		fact = new(OneShot)
		x.facts[fn] = fact
	}
	p := s.fact(index)
	p.Exclusive = s.field == "" && x.exclusive[s.param]
	p.Parting = s.field == "" && x.parting[s.param] && p.Verdict == Once && !p.Idle
	p.Timer = p.Verdict == Once && !p.Idle && x.returnsTimer(fn)
	if known := fact.param(index, s.field); known != nil {
		p.Declared = known.Declared
		p.Exclusive = p.Exclusive || known.Exclusive
		*known = p
		return
	}
	fact.Params = append(fact.Params, p)
}

// index is the parameter's place in the signature of a function.
func (s *summary) index(fn *types.Func) int {
	params := fn.Signature().Params()
	for i := range params.Len() {
		if params.At(i) == s.param {
			return i
		}
	}
	return -1
}

// fact is a summary as other packages see it.
func (s *summary) fact(index int) Param {
	w := s.weight
	p := Param{
		Index:     index,
		Field:     s.field,
		Name:      s.name(),
		Verdict:   w.verdict,
		Timing:    w.when.timing(),
		NilTested: w.nilTested,
		Relies:    w.relies,
		Spawned:   w.spawned(),
		Busy:      w.busy,
		Reports:   w.verdict == Once && w.reports,
		Idle:      w.idle(),
		Why:       w.why,
	}
	return p
}

// name is what people call the parameter.
func (s *summary) name() string {
	if s.field == "" {
		return s.param.Name()
	}
	return s.param.Name() + "." + s.field
}

// idle says whether the function is not called at all.
func (w weight) idle() bool { return w.verdict == Once && w.when == 0 }

// spawned says whether to be started elsewhere is all that happens to the
// function: what it is given to is an executor.
func (w weight) spawned() bool {
	return w.verdict == Once && w.when&later != 0 && !w.worked
}
