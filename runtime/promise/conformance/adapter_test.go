package conformance

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/unnest-go/unnest/runtime/promise"
)

type prom = *promise.Promise[goja.Value]

// A reason is a JavaScript value as the error of a promise.
type reason struct{ goja.Value }

func (r reason) Error() string { return r.String() }

// A handle is what JavaScript has of a promise: an object with a method then.
type handle struct{ p prom }

var handleKey = goja.NewSymbol("promise")

// An adapter translates between values of JavaScript and types of Go. Nothing
// of what the suite tests is decided here, but for the resolution of foreign
// thenables, which Go does not have: that is a cold promise.
type adapter struct{ *host }

// object wraps p for JavaScript.
func (a adapter) object(p prom) *goja.Object {
	o := a.vm.NewObject()
	const no = goja.FLAG_FALSE
	if err := o.DefineDataPropertySymbol(handleKey, a.vm.ToValue(&handle{p}), no, no, no); err != nil {
		panic(err)
	}
	a.set(o, "then", func(call goja.FunctionCall) goja.Value {
		return a.object(a.then(p, call.Argument(0), call.Argument(1)))
	})
	return o
}

func (a adapter) then(p prom, onFulfilled, onRejected goja.Value) prom {
	f, isF := goja.AssertFunction(onFulfilled)
	r, isR := goja.AssertFunction(onRejected)
	return p.Handle(func(v goja.Value, err error) prom {
		switch {
		case err == nil && isF:
			return a.call(f, v)
		case err != nil && isR:
			return a.call(r, a.value(err))
		}
		return p
	})
}

// call is a handler: what it returns is adopted, what it throws rejects.
func (a adapter) call(f goja.Callable, v goja.Value) prom {
	result, err := f(goja.Undefined(), v)
	if err != nil {
		return promise.Reject[goja.Value](a.thrown(err))
	}
	return a.promise(result)
}

func (a adapter) thrown(err error) error {
	if exception, ok := errors.AsType[*goja.Exception](err); ok {
		return reason{exception.Value()}
	}
	return err
}

// value is the error of a promise for JavaScript, where a cycle is a TypeError.
func (a adapter) value(err error) goja.Value {
	if r, ok := errors.AsType[reason](err); ok {
		return r.Value
	}
	return a.vm.NewTypeError(err.Error())
}

// promise is v as a promise: itself, adapted, or fulfilled.
func (a adapter) promise(v goja.Value) prom {
	o, ok := v.(*goja.Object)
	if !ok {
		return promise.Resolve(v)
	}
	if h := o.GetSymbol(handleKey); h != nil {
		return h.Export().(*handle).p
	}
	return promise.Call(func(k func(goja.Value, error)) { a.resolve(o).Settle(k) })
}

// resolve is the promise resolution procedure for an object that may have a
// method then.
func (a adapter) resolve(o *goja.Object) prom {
	p, r := promise.WithResolver[goja.Value](a.l)
	var then goja.Value
	if exception := a.vm.Try(func() { then = o.Get("then") }); exception != nil {
		r.Reject(a.thrown(exception))
		return p
	}
	f, ok := goja.AssertFunction(then)
	if !ok {
		r.Fulfill(o)
		return p
	}
	_, err := f(o, a.vm.ToValue(func(v goja.Value) { r.Adopt(a.promise(orUndefined(v))) }),
		a.vm.ToValue(func(v goja.Value) { r.Reject(reason{orUndefined(v)}) }))
	if err != nil {
		r.Reject(a.thrown(err))
	}
	return p
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// deferred is what the suite wants of an implementation.
func (a adapter) deferred() goja.Value {
	p, r := promise.WithResolver[goja.Value](a.l)
	o := a.vm.NewObject()
	a.set(o, "promise", a.object(p))
	a.set(o, "resolve", func(v goja.Value) { r.Adopt(a.promise(orUndefined(v))) })
	a.set(o, "reject", func(v goja.Value) { r.Reject(reason{orUndefined(v)}) })
	return o
}

func (a adapter) install() {
	o := a.vm.NewObject()
	a.set(o, "deferred", a.deferred)
	a.set(o, "resolved", func(v goja.Value) goja.Value {
		p, r := promise.WithResolver[goja.Value](a.l)
		r.Adopt(a.promise(orUndefined(v)))
		return a.object(p)
	})
	a.set(o, "rejected", func(v goja.Value) goja.Value {
		p, r := promise.WithResolver[goja.Value](a.l)
		r.Reject(reason{orUndefined(v)})
		return a.object(p)
	})
	a.set(a.vm.GlobalObject(), "adapter", o)
}
