// Package unwind tells why a function has not returned.
//
// In goes the stack of a deferred function; out comes whether runtime.Goexit runs it. That
// recover returns nil does not say so: with GODEBUG=panicnil=1, a panic may have the value nil.
package unwind

import "runtime"

// ByGoexit reports whether the deferred function that calls it runs because of runtime.Goexit. The
// function that defers it must not have returned. It takes a look at the stack, for what is
// seldom.
func ByGoexit() bool {
	const few = 16 // the deferred function, and what it calls
	pcs := make([]uintptr, few)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for {
		frame, more := frames.Next()
		switch frame.Function {
		case "runtime.Goexit":
			return true
		case "runtime.gopanic":
			return false
		}
		if !more {
			return false
		}
	}
}
