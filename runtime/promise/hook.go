package promise

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
)

// A SecondSettle tells that a continuation was called again after it had
// settled its promise: the operation is not one-shot.
type SecondSettle struct {
	Launch string // the function that was given the continuation: name (file:line)
	Caller string // who called the continuation again: name (file:line)
	Value  any    // the value that was dropped
	Err    error  // the error that was dropped
}

// String is the report in one line.
func (s SecondSettle) String() string {
	return fmt.Sprintf("promise: continuation called again by %s, launched in %s: dropped (%v, %v)",
		s.Caller, s.Launch, s.Value, s.Err)
}

var secondSettle atomic.Pointer[func(SecondSettle)]

// OnSecondSettle sets the function that is told of every call of a
// continuation after the first, on the goroutine of that call. Nil restores
// the default, which prints the report to standard error.
func OnSecondSettle(f func(SecondSettle)) {
	if f == nil {
		secondSettle.Store(nil)
		return
	}
	secondSettle.Store(&f)
}

func reportSecondSettle(launch place, v any, err error) {
	s := SecondSettle{Launch: launch.String(), Caller: callerOutside().String(), Value: v, Err: err}
	if f := secondSettle.Load(); f != nil {
		(*f)(s)
		return
	}
	fmt.Fprintln(os.Stderr, s)
}

// A place is a program counter; zero where unknown.
type place uintptr

// placeOf is where the function f begins.
func placeOf(f any) place { return place(reflect.ValueOf(f).Pointer()) }

// String is the place for people, empty if it is unknown.
func (p place) String() string {
	f := runtime.FuncForPC(uintptr(p))
	if f == nil {
		return ""
	}
	file, line := f.FileLine(uintptr(p))
	return fmt.Sprintf("%s (%s:%d)", f.Name(), file, line)
}

// callerOutside is the innermost caller that is not part of this package.
func callerOutside() place {
	var pcs [16]uintptr
	n := runtime.Callers(2, pcs[:])
	frames := runtime.CallersFrames(pcs[:n])
	for {
		frame, more := frames.Next()
		if !isOwn(frame.Function) {
			return place(frame.PC)
		}
		if !more {
			return 0
		}
	}
}

// handlerLeft is where the handler is that its loop finds being left by a panic, or by the
// end of its goroutine: what a reaction has called.
func handlerLeft() (handler place) {
	frames := runtime.CallersFrames(callers())
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		switch own := isOwn(frame.Function); {
		case own && strings.HasSuffix(frame.Function, ".RunOn"):
			return handler
		case !own:
			handler = place(frame.PC)
		}
	}
	return 0
}

// callers are those of the function that asks for them, all of them.
func callers() []uintptr {
	for size := 64; ; size *= 2 {
		pcs := make([]uintptr, size)
		if n := runtime.Callers(3, pcs); n < size {
			return pcs[:n]
		}
	}
}

// isOwn reports whether a function belongs to this package and not to its tests.
func isOwn(function string) bool {
	const own = "github.com/unnest-go/unnest/runtime/promise."
	return strings.HasPrefix(function, own)
}
