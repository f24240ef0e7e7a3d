//go:build js

package jspromise

import (
	"errors"
	"syscall/js"

	"github.com/unnest-go/unnest/runtime/promise"
)

// A Reason is a value that a promise of JavaScript was rejected with. It is
// usually an Error, but it may be anything.
type Reason struct{ Value js.Value }

// Error is the value as JavaScript writes it as a string, or says that it has no text: an
// object may have no method for that, or one that throws.
func (r Reason) Error() (text string) {
	defer func() {
		if recover() != nil {
			text = "rejected with a value that has no text"
		}
	}()
	return js.Global().Call("String", r.Value).String()
}

// Of returns a promise with the outcome of v, a promise of JavaScript, or anything
// else that has a method then. Other values fulfill it. The error is a [Reason].
//
// The promise belongs to no loop: its handlers run where JavaScript reports the
// outcome, in the order in which they were registered with either kind of promise.
func Of(v js.Value) *promise.Promise[js.Value] {
	p, r := promise.WithResolver[js.Value](nil)
	var fulfilled, rejected js.Func
	settle := func(report func(js.Value)) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			fulfilled.Release()
			rejected.Release()
			report(args[0])
			return nil
		})
	}
	fulfilled = settle(r.Fulfill)
	rejected = settle(func(reason js.Value) { r.Reject(Reason{reason}) })
	js.Global().Get("Promise").Call("resolve", v).Call("then", fulfilled, rejected)
	return p
}

// To starts p and returns a promise of JavaScript with its outcome. The value must
// be of a type that [js.ValueOf] takes. An error that has a Reason rejects the
// promise with its value, another one with an Error that has its text.
func To[T any](p *promise.Promise[T]) js.Value {
	executor := js.FuncOf(func(_ js.Value, args []js.Value) any {
		resolve, reject := args[0], args[1]
		p.Settle(func(v T, err error) {
			if err != nil {
				reject.Invoke(reasonOf(err))
				return
			}
			resolve.Invoke(v)
		})
		return nil
	})
	defer executor.Release()
	return js.Global().Get("Promise").New(executor)
}

func reasonOf(err error) js.Value {
	if r, ok := errors.AsType[Reason](err); ok {
		return r.Value
	}
	return js.Global().Get("Error").New(err.Error())
}
