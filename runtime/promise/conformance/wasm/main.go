//go:build js

// Wasm gives promises of Go to JavaScript, for the Promises/A+ suite to be run
// by its own test runner: see run.js.
package main

import (
	"errors"
	"syscall/js"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

type prom = *promise.Promise[js.Value]

// A reason is a JavaScript value as the error of a promise.
type reason struct{ js.Value }

func (r reason) Error() string { return r.Value.String() }

// The host is JavaScript: it pumps the loop when its own stack is empty.
var (
	l        = loop.New()
	promises []prom // JavaScript knows a promise by its number
	helper   js.Value
)

func main() {
	promise.OnUnhandled(func(promise.Unhandled) {}) // the suite leaves many
	helper = js.Global().Get("helper")
	pump := js.FuncOf(func(js.Value, []js.Value) any { l.Pump(); return nil })
	l.Drive(func() { js.Global().Call("setImmediate", pump) })
	helper.Set("then", js.FuncOf(then))
	js.Global().Call("start", js.FuncOf(deferred))
	select {}
}

// object wraps p for JavaScript.
func object(p prom) js.Value {
	promises = append(promises, p)
	return helper.Call("wrap", len(promises)-1)
}

func deferred(js.Value, []js.Value) any {
	p, r := promise.WithResolver[js.Value](l)
	return map[string]any{
		"promise": object(p),
		"resolve": js.FuncOf(func(_ js.Value, args []js.Value) any { r.Adopt(wrapped(first(args))); return nil }),
		"reject":  js.FuncOf(func(_ js.Value, args []js.Value) any { r.Reject(reason{first(args)}); return nil }),
	}
}

func first(args []js.Value) js.Value {
	if len(args) == 0 {
		return js.Undefined()
	}
	return args[0]
}

// then is called with the number of a promise and two handlers.
func then(_ js.Value, args []js.Value) any {
	p, onFulfilled, onRejected := promises[args[0].Int()], args[1], args[2]
	return object(p.Handle(func(v js.Value, err error) prom {
		switch {
		case err == nil && onFulfilled.Type() == js.TypeFunction:
			return call(onFulfilled, v)
		case err != nil && onRejected.Type() == js.TypeFunction:
			return call(onRejected, value(err))
		}
		return p
	}))
}

// call is a handler: what it returns is adopted, what it throws rejects.
func call(f, v js.Value) prom {
	result := helper.Call("call", f, js.Undefined(), v)
	if result.Get("thrown").Bool() {
		return promise.Reject[js.Value](reason{result.Get("value")})
	}
	return wrapped(result.Get("value"))
}

// value is the error of a promise for JavaScript, where a cycle is a TypeError.
func value(err error) js.Value {
	if r, ok := errors.AsType[reason](err); ok {
		return r.Value
	}
	return js.Global().Get("TypeError").New(err.Error())
}

// wrapped is v as a promise: itself, adapted, or fulfilled.
func wrapped(v js.Value) prom {
	if t := v.Type(); t != js.TypeObject && t != js.TypeFunction {
		return promise.Resolve(v)
	}
	if n := helper.Call("number", v); n.Type() == js.TypeNumber {
		return promises[n.Int()]
	}
	return promise.Call(func(k func(js.Value, error)) { resolve(v).Settle(k) })
}

// resolve is the promise resolution procedure for an object that may have a
// method then.
func resolve(o js.Value) prom {
	p, r := promise.WithResolver[js.Value](l)
	then := helper.Call("get", o, "then")
	switch {
	case then.Get("thrown").Bool():
		r.Reject(reason{then.Get("value")})
		return p
	case then.Get("value").Type() != js.TypeFunction:
		r.Fulfill(o)
		return p
	}
	onF := js.FuncOf(func(_ js.Value, args []js.Value) any { r.Adopt(wrapped(first(args))); return nil })
	onR := js.FuncOf(func(_ js.Value, args []js.Value) any { r.Reject(reason{first(args)}); return nil })
	if result := helper.Call("call", then.Get("value"), o, onF, onR); result.Get("thrown").Bool() {
		r.Reject(reason{result.Get("value")})
	}
	return p
}
