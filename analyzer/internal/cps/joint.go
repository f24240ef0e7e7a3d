package cps

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// A call may be given a continuation twice, as in
//
//	get(key, func(v Value) { k(v, nil) }, func(err error) { k(Value{}, err) })
//
// where get calls one or the other. Each parameter by itself is called at most
// once; a joint summary says whether that holds of them together.

// merge joins the events of carriers that go to the same call, when at most
// one of them is called.
func (t *tracer) merge(events []event) []event {
	var merged []event
	for i, e := range events {
		first := slices.IndexFunc(merged, func(m event) bool { return m.use.call == e.use.call })
		if e.use.call == nil || first < 0 {
			merged = append(merged, e)
			continue
		}
		m := &merged[first]
		switch {
		case t.exclusive(e.use.call, events[:i+1]):
			m.alternate(e)
		case e.use.given && m.use.given:
			merged = append(merged, e)
		default:
			m.weight.grow(e.weight) // one of them may be called, or both
			m.weight.worsen(Lost, e.use.pos, "is passed on in two fields")
		}
	}
	return merged
}

// alternate adds another carrier that goes to the same call, which runs either. If it may
// return an error although it runs one of them, that error does not say that none is run.
func (e *event) alternate(o event) {
	e.weight.grow(o.weight)
	e.use.reports = e.use.reports || o.use.reports
	e.use.failure = cmp.Or(e.use.failure, o.use.failure)
	if e.use.reports {
		e.use.failure = nil
	}
}

// exclusive says whether a call runs at most one of the carriers that are
// given to it.
func (t *tracer) exclusive(call *ast.CallExpr, events []event) bool {
	var params []*types.Var
	for _, e := range events {
		if e.use.call == call {
			params = append(params, e.use.param)
		}
	}
	s := t.index.ask(t.index.joint(params))
	return s != nil && s.weight.most() < 2
}

// joint returns the joint summary of several parameters of one function, nil
// when its body is not in this package. A new one is examined with the others
// until nothing more is learned; like them it starts from the best.
func (x *Index) joint(params []*types.Var) *summary {
	key := new(strings.Builder)
	for _, v := range params {
		if x.params[paramKey{v, ""}] == nil {
			return nil
		}
		key.WriteString(strconv.Itoa(int(v.Pos())) + " ")
	}
	if s := x.joints[key.String()]; s != nil {
		return s
	}
	one := x.params[paramKey{params[0], ""}]
	s := &summary{paramKey: one.paramKey, others: params[1:], scope: one.scope, body: one.body}
	x.joints[key.String()] = s
	x.order = append(x.order, s)
	return s
}
