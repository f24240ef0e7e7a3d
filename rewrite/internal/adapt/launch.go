package adapt

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// call writes the promise of the launch. What the launch returns is assigned
// to results.
func (a *adapter) call(results []jen.Code) *jen.Statement {
	if a.op.Body != nil && a.fits() {
		return a.direct()
	}
	k := jen.Id(a.k).Func().Params(a.value(), jen.Id("error"))
	if !a.fails {
		launch := a.launch()
		if len(results) > 0 {
			launch = jen.List(results...).Op("=").Add(launch)
		}
		return jen.Qual(verify.RuntimePath, "Call").Call(jen.Func().Params(k).Block(launch))
	}
	return jen.Qual(verify.RuntimePath, "TryCall").Call(jen.Func().Params(k).Add(a.try(results)))
}

// try writes result and body of a function that launches and returns the
// error of the launch.
func (a *adapter) try(results []jen.Code) *jen.Statement {
	last := a.sig.Results().At(a.sig.Results().Len() - 1).Type()
	concrete := failureOf(last) == pointerFailure
	switch {
	case len(results) == 0 && !concrete:
		return jen.Id("error").Block(jen.Return(a.launch()))
	case !concrete && isError(last):
		return jen.Params(jen.Id(a.err).Error()).Block(
			jen.List(append(results, jen.Id(a.err))...).Op("=").Add(a.launch()),
			jen.Return(jen.Id(a.err)),
		)
	}
	// The nil of the concrete type is not the nil of error.
	var body []jen.Code
	if len(results) > 0 {
		body = append(body,
			jen.Var().Id(a.err).Add(a.spelling.typ(last)),
			jen.List(append(results, jen.Id(a.err))...).Op("=").Add(a.launch()))
	} else {
		body = append(body, jen.Id(a.err).Op(":=").Add(a.launch()))
	}
	body = append(body,
		jen.If(jen.Id(a.err).Op("!=").Nil()).Block(jen.Return(jen.Id(a.err))),
		jen.Return(jen.Nil()))
	return jen.Id("error").Block(body...)
}

// launch writes the call of the operation, or what it does.
func (a *adapter) launch() *jen.Statement {
	if a.op.Body != nil {
		return a.inPlace()
	}
	fn := a.op.Func
	var code *jen.Statement
	if a.recv != nil {
		code = jen.Id(a.recv.name).Dot(fn.Name())
	} else {
		code = a.spelling.name(fn.Pkg(), fn.Name())
	}
	if list := slices.Collect(a.sig.TypeParams().TypeParams()); len(mentioned(list, a.params)) < len(list) {
		var targs []jen.Code // which the arguments do not tell
		for _, p := range list {
			targs = append(targs, jen.Id(a.spelling.typeParam(p)))
		}
		code.Types(targs...)
	}
	var args []jen.Code
	for i, p := range a.params {
		arg := jen.Id(p.name)
		if a.sig.Variadic() && i == len(a.params)-1 {
			arg.Op("...")
		}
		args = append(args, arg)
	}
	at := a.op.Index
	args = append(args[:at:at], append([]jen.Code{a.continuation()}, args[at:]...)...)
	return code.Call(args...)
}

// A convention is an outcome for which the runtime adapts the continuation.
type convention struct {
	values, failure int
	adapter         string // of package promise, empty when k is right as it is
}

var conventions = []convention{
	{values: 1, failure: 1},
	{values: 1, failure: 0, adapter: "ErrorFirst"},
	{values: 1, failure: -1, adapter: "ValueOnly"},
	{values: 0, failure: 0, adapter: "ErrorOnly"},
	{values: 0, failure: -1, adapter: "Signal"},
}

// continuation writes what the operation is given.
func (a *adapter) continuation() *jen.Statement {
	o := a.outcome
	for _, c := range conventions {
		if c.values != len(o.values) || c.failure != o.failure || !a.plain() {
			continue
		}
		if c.adapter == "" {
			return jen.Id(a.k)
		}
		return jen.Qual(verify.RuntimePath, c.adapter).Call(jen.Id(a.k))
	}
	return a.bridge()
}

// plain reports whether the continuation fails by the interface error itself,
// or never.
func (a *adapter) plain() bool {
	return a.outcome.failure < 0 || isError(a.outcome.params[a.outcome.failure].typ)
}

// bridge writes a literal that tells k.
//
//	func(head, tail string, err *SplitError) {
//		if err != nil {
//			k(SplitResult{Head: head, Tail: tail}, err)
//			return
//		}
//		k(SplitResult{Head: head, Tail: tail}, nil)
//	}
func (a *adapter) bridge() *jen.Statement {
	o := a.outcome
	tell := func(err *jen.Statement) *jen.Statement { return jen.Id(a.k).Call(a.packed(), err) }
	code := jen.Func().Params(a.list(o.params, false)...)
	switch {
	case o.failure < 0:
		return code.Block(tell(jen.Nil()))
	case !o.concrete:
		return code.Block(tell(jen.Id(o.params[o.failure].name)))
	}
	err := o.params[o.failure].name
	return code.Block(
		jen.If(jen.Id(err).Op("!=").Nil()).Block(tell(jen.Id(err)), jen.Return()),
		tell(jen.Nil()),
	)
}

// packed writes the value that k is told.
func (a *adapter) packed() *jen.Statement {
	switch len(a.outcome.values) {
	case 0:
		return a.value().Values()
	case 1:
		return jen.Id(a.outcome.params[a.outcome.values[0]].name)
	}
	var fields []jen.Code
	for i, f := range a.result.fields {
		fields = append(fields, jen.Id(f.name).Op(":").Id(a.outcome.params[a.outcome.values[i]].name))
	}
	return a.value().Values(fields...)
}
