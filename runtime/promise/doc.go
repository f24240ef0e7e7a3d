// Package promise turns functions that take a continuation into typed chains.
//
// # Promises
//
// A [Promise] is the eventual outcome of an operation: a value or an error. It
// is pending until it is settled, and then fulfilled with a value or rejected
// with an error for ever. Its methods make new promises: Then launches the next
// operation with the value, Map computes with it, Catch deals with the error,
// and so on. An error passes over the steps that want a value, so that it is
// dealt with once, at the end:
//
//	promise.Call(func(k func(User, error)) { api.Login(name, k) }).
//		ThenCall(func(user User, k func(Order, error)) { api.GetOrder(user.ID, k) }).
//		ThenCall(func(order Order, k func(Receipt, error)) { api.Pay(order, k) }).
//		Settle(done)
//
// # Cold and hot
//
// A promise made by [Call], and every promise derived from it, is cold: nothing
// is launched until the chain is complete. What completes a chain is Settle,
// Await or Start, or to be returned by a handler. What All and its like make of cold
// promises, be it only one, is cold, and who completes that completes them. Because
// every handler is registered before the launch, the handlers run inside the call of the
// continuation, on the goroutine and at the moment of that call, with the locks that are
// held there. So
//
//	f(x, func(v V, err error) { BODY })
//	promise.Call(func(k func(V, error)) { f(x, k) }).Settle(func(v V, err error) { BODY })
//
// are the same program, whether f calls back at once, later, on another
// goroutine, or never. Nothing is recovered on the way and no lock of this
// package is held while a handler runs. A cold promise that nobody starts
// launches nothing; one that is started twice launches once and remembers.
//
// A promise made by [New], or with a [Resolver] of a loop, is hot: the operation
// runs already. Its handlers run on the loop, always later, one at a time and in
// order, as Promises/A+ has it. [Promise.On] moves the rest of a chain to a loop.
// What is derived from hot promises alone is hot.
//
// # Values and errors
//
// A callback may be called with a value and an error. Settle, Handle and
// HandleCall get both exactly as they were delivered, and Finally passes both
// on. A step that is skipped because of an error passes the error on and the
// zero value of its own type.
//
// A continuation that is called again after it has settled its promise is
// reported to [OnSecondSettle]: the function was not one-shot. A [Resolver] is
// made to be called by several, so there the first call counts and the others
// are ignored.
//
// An error that nobody handles is reported to [OnUnhandled]. A promise is handled
// by whoever waits for it; derived promises take the duty over, and so do those
// that adopt it. There is no moment at which it is certainly too late to wait for
// a promise, so the report comes after one or two tenths of a second, or when the loop
// has nothing left to do; for promises of no loop it comes when the promise is
// garbage. A promise made by [Reject] is in nobody's debt before it is used.
//
// # Goroutines
//
// All methods may be called from any goroutine. The order of two calls that
// settle a promise from two goroutines is the order in which they reach it. A
// value is published with the promise; what can be reached through the value is
// the business of the program. That a chain runs on one loop does not make it
// atomic: between two steps others run.
//
// # Decisions
//
// Where implementations of promises differ, this is what this one does:
//
//   - Adoption takes no extra step: a promise that adopts another settles in the
//     same step. So Then with a settled promise costs what Map costs, other than
//     in JavaScript. The two become one: a loop written as a recursion takes no
//     memory per turn. That is so among the promises of one loop, and among those
//     of none; others wait for each other.
//   - A promise that would wait for itself, directly or over any number of such
//     adoptions, is rejected with ErrCycle. One that adopts what is derived from
//     it, or of another loop, waits for ever: that is not looked for.
//   - On a loop, a handler that panics rejects its promise with a
//     *loop.PanicError; if nobody handles that, the panic goes on. A handler that
//     ends its goroutine with runtime.Goexit rejects with loop.ErrGoexit, and the
//     loop can be run by another goroutine. Off loops both unwind through whoever
//     called back, and the derived promise stays pending; what unwinds to a loop in
//     that way is told to OnUnhandled.
//   - A panic after the promise of a handler or an executor was settled is
//     ignored.
//   - A nil handler panics at the call, since no later moment could tell where
//     the mistake is. Settle alone takes nil and calls it, as the callback would
//     have been called.
//   - A handler that returns a nil promise, and a nil input of All and its like,
//     reject with ErrNilPromise. Reject(nil) rejects with ErrNilReason. MapErr
//     with a function that returns nil fulfils with the zero value.
//   - With no inputs All and AllSettled are fulfilled; Any and Race are rejected
//     with ErrEmpty.
//   - The result of All and its like belongs to the loop of the inputs if they
//     have the same, and else to none. Inputs that no longer matter are left
//     alone: nothing is retained, and their errors count as handled.
//   - A handler of a promise of one loop runs there, even if it was registered on
//     another; a promise that adopts one of another loop stays where it is.
//   - Handlers are never nested on a loop. Microtasks run until none is left, so
//     a chain without end starves timers and tasks.
//   - Resolve does not look into its argument: a Promise[*Promise[int]] is what
//     it says.
//   - Catch on a value, MapErr on a value and Finally each take one step, as Map
//     does. Finally does not wait for anything; what has to be waited for is a
//     Handle.
package promise
