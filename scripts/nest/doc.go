// Package nest makes pyramids of callbacks of straight code, to have more of them than
// people write: whatever statements real functions consist of comes to stand in callbacks.
//
// In goes the directory of a module; its packages are rewritten in place. A list of
// statements is cut at random, and what follows becomes the callback of an operation,
// which calls it at once, or when the queue of the function is run at its end:
//
//	x, err := f(y)
//	if err != nil {
//		return nil, err
//	}
//	return g(x), nil
//
// becomes, in a function that has been given the callback done,
//
//	nest.Try(func() (X, error) { return f(y) }, func(x X, err error) {
//		if err != nil {
//			done(nil, err)
//			return
//		}
//		nest.Step(func() { done(g(x), nil) })
//	})
//
// The result compiles, and is not meant to do the same as before: a deferred function may
// run earlier. It is what a rewriting has to preserve.
package nest
