// Package signature turns functions that take a completion last into functions
// that return a promise, and their callers into callers of these.
//
// In goes a package with what is known of its operations; out come changes,
// each a set of text edits for one thought. It works in stages, and every stage
// is a program that does what the one before did:
//
//	func Buy(name string, done func(Receipt, error)) { BODY }
//
// is declared anew, with a shim that keeps the old name for callers elsewhere
// (declare),
//
//	func BuyPromise(name string) *promise.Promise[Receipt] {
//		return promise.Call(func(done func(Receipt, error)) { BODY })
//	}
//	func Buy(name string, done func(Receipt, error)) { BuyPromise(name).Settle(done) }
//
// callers settle the promise in the statement in which they called (settle),
//
//	Buy(name, show) => BuyPromise(name).Settle(show)
//
// what settles a promise with its own continuation is that promise, or returns it (adopt),
//
//	ThenCall(func(o Order, k …) { PayPromise(o).Settle(k) }) =>
//	Then(func(o Order) *promise.Promise[Receipt] { return PayPromise(o) })
//
// a body that builds a chain returns it (tidy), and an unexported function whose
// shim nobody calls any more has its name back (rename).
//
// The promise of Call is cold: BODY runs when it is settled, as a whole, and the
// callers do that in the statement in which they called before. So nothing is
// moved in time. What tidy takes out of Call has no effect by itself.
package signature
