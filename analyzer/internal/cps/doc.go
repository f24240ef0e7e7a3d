// Package cps decides which function values are one-shot continuations: what
// a call is given to run, at most once, when its operation is finished.
//
// In goes a type-checked package with the facts of its dependencies and what
// the user declared ([Config]); out comes an [Index] that answers, call by
// call, which arguments are continuations and on what evidence
// ([Index.Launch]). It reads syntax and types, reports nothing but malformed
// directives, and does not care what the continuation does.
//
// # Evidence
//
// Most function literals that stand in calls are not continuations: they are
// iterated, registered, run on the spot, or are the task itself. So the
// question is asked in this order.
//
//   - A callback with results, a variadic one, and one that is known to be
//     called more than once is never a continuation.
//   - Declared: a directive //unnest:once, a pattern of Config.Once, or the
//     table of well-known libraries says so.
//   - Proven: the callee's body calls it at most once on every path and lets
//     it go nowhere else. For the standard library a table says so instead.
//   - Vetoed: the body keeps it, always calls it before returning, or the
//     callee's name is that of a scope, an iteration, a registration or a task. A
//     parameter with the name of a handler, such as onLoaded, is vetoed if no body shows
//     what becomes of it.
//   - Assumed: nothing is known and it has the shape of a completion, that is,
//     no results and an error among its parameters.
//
// # Unsoundness
//
// A launch that returns an error is taken not to have taken its continuation
// over, unless its body shows otherwise. A flag that is found clear and then set
// lets a continuation be called once, whether or not a mutex protects it, if nothing
// between the two waits or calls what somebody else wrote, but for logs and metrics. A
// sync.Once or an atomic does so if it is not one for each turn of a loop or each call of a
// literal, and nothing in the package sets it back, nor can others name it. A timer calls
// back once if nothing in the package sets it again, nor may the packages that get it. What
// other packages do to the whole of a struct is not seen, nor that a function of theirs
// which takes a value of any type sets again what it got. Calls through reflection are not
// considered. A handler of a chain leads on if it is left by a panic of its own, not by one
// of what it calls.
//
// On the other side, a local variable that holds a continuation is followed only
// where it is assigned once, and a table of pending requests is taken for a list
// of handlers: a directive or a pattern has to say that its entries are called
// once.
package cps
