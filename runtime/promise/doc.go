// Package promise turns functions that take a continuation into typed chains.
//
// [Call] adapts such a function. The promise it returns is cold: nothing is
// launched until the chain is complete. Because every handler is registered
// before the launch, the handlers run inside the call of the continuation, on
// the goroutine and at the moment of that call, so that
//
//	f(x, func(v V, err error) { BODY })
//	promise.Call(func(k func(V, error)) { f(x, k) }).Settle(func(v V, err error) { BODY })
//
// are the same program, whenever and wherever f calls back. Nothing is
// recovered on the way, and no lock is held while a handler runs.
package promise
