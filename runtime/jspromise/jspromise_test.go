//go:build js

package jspromise_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"syscall/js"
	"testing"

	"github.com/unnest-go/unnest/runtime/jspromise"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// eval is the value of an expression of JavaScript.
func eval(expression string) js.Value { return js.Global().Call("eval", expression) }

// outcome waits for p and writes its outcome.
func outcome(p *promise.Promise[js.Value]) string {
	v, err := p.Await(context.Background())
	if err != nil {
		return "rejected " + err.Error()
	}
	return "fulfilled " + v.String()
}

func TestOf(t *testing.T) {
	for expression, want := range map[string]string{
		`Promise.resolve("a")`:                                          "fulfilled a",
		`new Promise(r => setTimeout(r, 1, "later"))`:                   "fulfilled later",
		`Promise.reject(new TypeError("bad"))`:                          "rejected TypeError: bad",
		`Promise.reject("text")`:                                        "rejected text",
		`Promise.reject(undefined)`:                                     "rejected undefined",
		`"no promise"`:                                                  "fulfilled no promise",
		`({ then(ok) { ok("thenable") } })`:                             "fulfilled thenable",
		`({ then(ok, fail) { fail("first"); ok("second") } })`:          "rejected first",
		`({ get then() { throw "thrown" } })`:                           "rejected thrown",
		`Promise.resolve("a").then(v => Promise.resolve(v + "b"))`:      "fulfilled ab",
		`(async () => { await null; throw new RangeError("async") })()`: "rejected RangeError: async",
	} {
		if got := outcome(jspromise.Of(eval(expression))); got != want {
			t.Errorf("%s: got %q, want %q", expression, got, want)
		}
	}
}

func TestReasonKeepsItsValue(t *testing.T) {
	_, err := jspromise.Of(eval(`Promise.reject({ code: 404 })`)).Await(context.Background())
	reason, ok := errors.AsType[jspromise.Reason](err)
	if !ok || reason.Value.Get("code").Int() != 404 {
		t.Errorf("the reason is %v", err)
	}
}

// An object may have no way to be written as a string, or one that fails.
func TestReasonWithoutText(t *testing.T) {
	for _, expression := range []string{
		`Promise.reject(Object.create(null))`,
		`Promise.reject({ toString() { throw new Error("no text") } })`,
		`Promise.reject({ toString() { return {} } })`,
		`Promise.reject({ get [Symbol.toPrimitive]() { throw 1 } })`,
	} {
		want := "rejected with a value that has no text"
		if got := outcome(jspromise.Of(eval(expression))); got != "rejected "+want {
			t.Errorf("%s: got %q, want %q", expression, got, "rejected "+want)
		}
	}
}

func TestTo(t *testing.T) {
	failed := errors.New("failed")
	thrown := jspromise.Reason{Value: eval(`new TypeError("theirs")`)}
	for name, test := range map[string]struct {
		p    *promise.Promise[string]
		want string
	}{
		"value":   {promise.Resolve("a"), "fulfilled a"},
		"error":   {promise.Reject[string](failed), "rejected Error: failed"},
		"reason":  {promise.Reject[string](thrown), "rejected TypeError: theirs"},
		"wrapped": {promise.Reject[string](fmt.Errorf("in Go: %w", thrown)), "rejected TypeError: theirs"},
		"cold":    {promise.Call(func(k func(string, error)) { k("launched", nil) }), "fulfilled launched"},
		"later": {promise.New(func(resolve func(string), _ func(error)) {
			loop.Default().Post(func() { resolve("posted") })
		}), "fulfilled posted"},
	} {
		if got := outcome(jspromise.Of(jspromise.To(test.p))); got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

// Handlers of both kinds of promises run in the order in which they were
// registered.
func TestOrder(t *testing.T) {
	var log []string
	note := func(text string) func(js.Value, error) {
		return func(js.Value, error) { log = append(log, text) }
	}
	foreign := func(text string) js.Func {
		return js.FuncOf(func(js.Value, []js.Value) any { log = append(log, text); return nil })
	}
	v := eval(`new Promise(r => setTimeout(r, 1, "v"))`)
	v.Call("then", foreign("JavaScript 1"))
	p := jspromise.Of(v)
	p.Settle(note("Go 2"))
	p.Settle(note("Go 3"))
	v.Call("then", foreign("JavaScript 4"))
	jspromise.Of(v).Settle(note("Go 5"))
	log = append(log, "registered 0")
	done := jspromise.Of(eval(`new Promise(r => setTimeout(r, 5))`))
	if _, err := done.Await(context.Background()); err != nil {
		t.Fatal(err)
	}
	want := []string{"registered 0", "JavaScript 1", "Go 2", "Go 3", "JavaScript 4", "Go 5"}
	if !slices.Equal(log, want) {
		t.Errorf("got %q, want %q", log, want)
	}
}

func TestChain(t *testing.T) {
	response := eval(`({ json: () => Promise.resolve({ total: 7 }) })`)
	total := jspromise.Of(response).
		Then(func(r js.Value) *promise.Promise[js.Value] { return jspromise.Of(r.Call("json")) }).
		Map(func(order js.Value) (int, error) { return order.Get("total").Int(), nil })
	if n, err := total.Await(context.Background()); n != 7 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
}
