// Package rewrite turns checked chains into text edits: nested callbacks become
// Then chains of promises. It judges nothing that package analyzer has not
// judged, and writes no files.
//
// # The baseline
//
// Launching an operation with a literal is binding the literal to the
// operation, and so a nest is a chain:
//
//	f(x, func(v V, err error) {
//		before()
//		g(v, func(w W, err error) { last(w, err) })
//		after()
//	})
//
// becomes
//
//	promise.Call(func(k func(V, error)) { f(x, k) }).
//		HandleCall(func(v V, err error, k func(W, error)) {
//			before()
//			g(v, k)
//			after()
//		}).
//		Settle(func(w W, err error) { last(w, err) })
//
// The text of each literal moves as it stands, with the next literal replaced by
// k. It may stand anywhere in that text: in a branch, an assignment, an option
// struct, a go statement. A path that does not launch does not call k, and the
// chain ends there, as the nest did. The promise of Call is deferred: Settle
// launches f, when all handlers are in place, at the moment at which the
// statement launched it before. Each handler then runs inside the call that the
// operation makes to k. So nothing about order, goroutines, locks, panics or
// deferred calls depends on whether f calls back at once or later.
//
// An operation with another convention is given k in its own:
//
//	func(error)           promise.ErrorOnly(k)
//	func(T)               promise.ValueOnly(k)
//	func()                promise.Signal(k)
//	func(error, T)        promise.ErrorFirst(k)
//	func(A, B, error)     promise.Paired(k), the value is a promise.Pair
//	func(A, B)            promise.PairOnly(k)
//
// and so on; what has no adapter gets a literal that packs the values. An error
// of a pointer type is a value, so that a nil pointer stays nil, unless all that
// happens to it is an error exit: then a literal tests the pointer before it
// becomes an error.
//
// A literal that a variable holds for one launch moves like one that stands in the
// launch, and the declaration goes.
//
// What is done with the result of the first launch, in statements right behind it, goes with
// it.
//
//	Pattern: d := f(func(v V) {…}); d.Set(x); d.Start() =>
//	promise.Call(func(k func(V, error)) { d := f(k); d.Set(x); d.Start() })
//	So long as: all that is done with d is to call its methods; none of the statements up to the
//	last call leaves, launches something or declares what is used behind it.
//	Because: Call runs all of it where the launch stood, in the same order.
//
// # Variables
//
// What an earlier literal declares and a later one uses is declared before the
// chain, under its own name unless that name means something else there. The
// declaration becomes an assignment. What it declares beside that, for its own
// literal only, is declared in front of it.
//
//	Pattern: the value of a continuation is used by later ones => .Keep(&user)
//	So long as: it is the only value, it is never assigned nor its address
//	taken, and its handler is skipped or leaves at once when there is an error.
//	Because: parameter and variable then hold the same value for good.
//
// # Error exits
//
//	Pattern: if err != nil { exit } at the front of every continuation, all alike =>
//	handlers that see the value only (ThenCall), and one exit at the end
//	So long as: the steps from some step on to the last have it.
//	Because: a rejection skips these handlers and arrives at the end in the same call.
//
//	Pattern: the exits are done(zero, err) => Settle(done)
//	So long as: done is never assigned, and values beside the error are zero values.
//
//	Pattern: if err != nil { done(zero, wrap(err)); return } => MapErr on the promise of that operation
//	So long as: wrap uses nothing that its own continuation declares.
//	Because: there no other error passes; at the end of the chain every error would be wrapped.
//
//	Pattern: err := f(k); if err != nil { exit } => ThenTry(func(…, k …) error { return f(k) })
//	So long as: it ends the body, nothing is deferred, exit is the one of
//	the continuation's own error, and f is not seen to call back although it
//	returns an error.
//	Because: the result rejects the promise of the operation, in the same call.
//
// # Ends
//
//	Pattern: the last continuation hands on all that it gets, done(v, err) => Settle(done)
//	Pattern: if err != nil { done(zero, err); return }; done(v, nil) at the end => Settle(done)
//	So long as: the last operation delivers no value beside an error, or the exit is
//	changed into MapErr.
//	Because: Settle hands on a value that comes beside an error; the exit does not.
//	Pattern: the completion takes an error alone => Settle(func(_ V, err error) { done(err) })
//	Pattern: the last operation is given done itself => ThenCall(… k …).Settle(done)
//	So long as: the operation does not treat a nil continuation in a way of its own,
//	and is not the next round of a loop. What the body tells done before it comes to that
//	operation, just before it returns, it tells k then.
//	Pattern: every path of the last continuation ends with done(w, err) => Map(… return w, err).Settle(done)
//	So long as: done is called nowhere else, and nothing is deferred.
//	Because: Settle calls done as soon as the handler has returned.
//
//	Pattern: next = func(n int, err error) { …; f(func(err error) { …; g(next) }) } =>
//	….HandleCall(func(err error, k …) { …; g(k) }).Settle(next)
//	So long as: the variable always holds the function around the chain.
//	Because: what g is given calls it in its stead, in the same call. Each round makes
//	a chain of its own, and the one before is over by then.
//
// Otherwise Settle gets the text of the last continuation.
//
//	Pattern: end := func(v V, err error) { mu.Unlock(); done(v, err) }, the exit of all paths =>
//	.Finally(func() { mu.Unlock() }).Settle(done)
//	So long as: end hands on just what it is given, as the last that it does and without a
//	look at it; it does not return early, defer or recover; every use of it is an
//	exit of this one chain; an exit that stays in the last body is the first thing that it
//	does and hands on what cannot change.
//	Because: Finally runs between the outcome and its receiver, in the same call.
//	Otherwise end stays, and settles the chain.
//
// # Several operations
//
// Operations of which the first to finish completes, launched one after the
// other, are a Race. Those among them that are pyramids become chains; the others are
// launched with k in place of the function that lets the first one through. A
// timer is one of them. Where none is a pyramid nothing is nested, and all stays.
//
//	Pattern: win := func(v V, err error) { once.Do(func() { done(v, err) }) }; f(… win …); g(… win …) =>
//	promise.Race(promise.Call(…f…), promise.Call(…g…)).Settle(done)
//	So long as: a sync.Once, an atomic.Bool or a flag that nothing else uses lets one call
//	through; all uses of win stand in statements that follow one another; each
//	launches a known operation and calls win at most once on every path; a
//	pyramid comes to win on all paths in the same way. What stands before done
//	becomes a Finally, as above.
//	Because: Race launches all of its inputs, in order, each when the launch before
//	it has returned; the first outcome settles it in the call that brings it, the
//	others are ignored. In a Once, the loser waits while the winner's completion runs on
//	another goroutine. So there nothing may come after the call of win: not in the
//	members, and the operations must be known to do nothing more on the goroutine
//	on which they have called back, which is a goroutine of its own or a timer's.
//	Pattern: f(… once.Do(func() { done(v, err) }) …); g(… once.Do(func() { done(w, err) }) …) => the same
//	So long as: the Once is used for that alone, and the arguments have no effect.
//
// Operations that are counted, launched one after the other, are joined by All, if
// there is a pyramid among them:
//
//	Pattern: left := 2; finish := func() { if left--; left == 0 { done(a, b) } };
//	f(… a = v; finish() …); g(… b = w; finish() …) =>
//	promise.All(promise.Call(…f…), promise.Call(…g…)).Settle(func(_ []promise.Unit, _ error) { done(a, b) })
//	So long as: left is a constant, the number of the operations, and nothing else uses
//	it; it may count up to that as well, and be an atomic integer; all uses of finish stand
//	in statements that follow one another; each launches a known operation and calls
//	finish at most once on every path.
//	Because: All settles in the call in which its last input settles. What is done
//	before finish is called stays where it is, and with it which error counts and
//	when a result is stored. A count that may be zero never ends, All does.
//
// # Waiting
//
// A chain whose outcome goes through a channel to the function that launches it is
// awaited:
//
//	Pattern: ch := make(chan result, 1); f(… ch <- result{v, err} …); r := <-ch =>
//	r.v, r.err = promise.Call(…f…).….Await(context.Background())
//	Pattern: …; select { case r := <-ch: return r.v, r.err; case <-ctx.Done(): return V{}, ctx.Err() } =>
//	return promise.Call(…f…).….Await(ctx)
//	So long as: errors are sent, or structs of a value and an error that are written
//	out; the channel has a buffer, and is used in one pyramid and the statement behind it
//	alone; the pyramid comes to it on all paths in the same way, at most once.
//	Because: the same goroutine waits, from the same moment on, for the same call. Without
//	a buffer that call would wait for the one who receives; statements in between would
//	need a promise whose error nobody waits for yet. Both stay as they are, and so
//	do channels that are closed to tell the end.
//
//	Pattern: var wg sync.WaitGroup; wg.Add(2); f(… wg.Done() …); g(… wg.Done() …); wg.Wait() =>
//	_, _ = promise.All(promise.Call(…f…), promise.Call(…g…)).Await(context.Background())
//	So long as: as many are added as operations launched, all of them known before the
//	program runs, and each before its operation; the operations are as in a count, with
//	a pyramid among them; Wait stands behind them, and nothing else uses the WaitGroup.
//	Because: All settles in the call that brings the counter to zero. What is done
//	before Done stays where it is.
//
// What stays, for want of a proof: a WaitGroup that is added in a loop, or by a number
// that is no constant; a timer that the winner of a race stops in a Once that is written
// out; a flag that is written out.
//
// # Loops
//
// A function that calls itself in its callback is a loop. One operation is enough
// for that, since the nest is as deep as there are turns.
//
//	Pattern: func step(i int, done func(error)) {
//		if i == n { done(nil); return }
//		f(i, func(err error) { if err != nil { done(err); return }; step(i+1, done) })
//	} =>
//	promise.Recurse(i, func(i int) *promise.Promise[int] {
//		if i == n { return nil }
//		return promise.Call(…f(i, k)…).Map(func(promise.Unit) (int, error) { return i + 1, nil })
//	}).Settle(func(_ int, err error) { done(err) })
//	So long as: the chain is the last that the function does, and all of its error
//	exits hand an error to one completion, beside zero values or the same variables;
//	the function calls itself in the last continuation only, as the last that this
//	does on any path; one parameter changes from turn to turn at most, and nothing is
//	deferred. A function in a variable is called right after it has got its value, and
//	nowhere else.
//	Because: Recurse makes a turn inside the call that ends the one before, as the
//	function does, also when the operation calls back at once. (Loop makes turns one
//	after the other, which is another order, or another goroutine.)
//
// What the function completes with before it returns stands at the end if all of
// its returns do the same, and stays where it is otherwise.
//
//	Pattern: func step(i, sum int, …) { …; step(i+1, sum+n, done) } =>
//	promise.Recurse(promise.Unit{}, … i, sum = i+1, sum+n; return promise.Unit{}, nil …)
//	So long as: nothing takes the address of what changes, no function but the
//	continuations uses it, and no statement behind a launch.
//	Because: when it changes the turn is over, and nothing is left that would see it.
//
// # Signatures
//
// [NewSignatures] proposes more: a function whose last parameter is its
// completion returns a promise. It does so in stages, each of which is a program
// that does what the one before did.
//
//	Pattern: func Buy(name string, done func(Receipt, error)) { BODY } =>
//	func BuyPromise(name string) *promise.Promise[Receipt] {
//		return promise.Call(func(done func(Receipt, error)) { BODY })
//	}
//	func Buy(name string, done func(Receipt, error)) { BuyPromise(name).Settle(done) }
//	So long as: the completion is one-shot and the last parameter, and there is
//	no result.
//	Because: Call is deferred, so BODY runs inside Settle.
//
//	Pattern: Buy(name, show) => BuyPromise(name).Settle(show)
//	So long as: show has no call in it.
//	Because: both are evaluated in one statement, as before.
//
//	Pattern: ThenCall(func(v V, k …) { …; PayPromise(v).Settle(k) }) =>
//	Then(func(v V) … { …; return PayPromise(v) })
//	Pattern: promise.Call(func(k …) { PayPromise(x).Settle(k) }).….Settle(done) =>
//	PayPromise(x).….Settle(done)
//	So long as: k is used for nothing else, no way out of the handler leads past the end, and a
//	chain of Call is launched in the same statement.
//	Because: the promise is cold, and launched as soon as it is returned, or the chain complete.
//
//	Pattern: return promise.Call(func(k …) { CHAIN.Settle(k) }) => return CHAIN
//	Pattern: done := promise.ErrorOnly(k); CHAIN.Settle(func(v, err) { exit; …; done(nil) }) =>
//	return CHAIN.Map(func(v) (promise.Unit, error) { …; return promise.Unit{}, nil })
//	So long as: what stands before the chain has no effect, but may report an
//	outcome and leave; that becomes a chain of Call that does the same.
//	Because: to build a chain does nothing.
//
// Pyramids are flattened between the first and the second, with the functions
// that return promises in place of the operations. An unexported function whose
// shim is not called any more gets its name.
//
// # Comments
//
// A comment stays where it is in the text that moves. The comments of error
// exits that are taken away stand in front of the end of the chain, which does
// their work.
package rewrite
