// Package loop is an event loop: it runs functions one at a time, on one
// goroutine, in order.
//
// # What runs when
//
// A task is a function given to Post, a timer that is due, or an operation that
// has completed. After every task the loop runs all microtasks, those that these
// make included; promises run their handlers as microtasks, and Soon makes one of
// any function. Then comes the next task. What the tasks of a turn bring about
// runs in the next turn.
//
// [Default] is the loop of the program, which starts and ends by itself. A [Loop]
// of your own runs on the goroutine that calls Run, until nothing is left to do,
// or inside the main loop of a host that calls Pump.
//
// # Goroutines
//
// Post, Soon, SetTimeout, SetInterval, Stop, Hold, Release, Metrics, Watch and
// Shutdown may be called from any goroutine; everything that the loop calls runs
// on the goroutine of the loop. A function that blocks keeps everything else from
// running: Watch tells which one it was.
//
// A loop that has nothing to do is parked in Go's scheduler and costs nothing.
//
// # Panics
//
// The panic of a task leaves Run, and the next Run goes on behind it; on the
// default loop it ends the program. OnPanic keeps the loop going instead.
//
// # Tests
//
// In a bubble of testing/synctest, where time is a test's own, use a loop of your own,
// made there, for timers, promises and operations alike: the default loop belongs to the
// whole program, and outlives the bubble.
package loop
