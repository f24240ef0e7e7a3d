package promise_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/unnest-go/unnest/runtime/promise"
)

// A turn is made inside the call that completes the one before, where a function
// would call itself in its callback.
func TestRecurseMakesTurnsInsideOfEachOther(t *testing.T) {
	var events []string
	event := func(format string, args ...any) { events = append(events, fmt.Sprintf(format, args...)) }
	operation := func(i int, k func(int, error)) {
		event("start %d", i)
		k(i+1, nil)
		event("end %d", i)
	}

	var next func(i int)
	next = func(i int) {
		if i == 3 {
			event("done %d", i)
			return
		}
		operation(i, func(i int, _ error) { next(i) })
	}
	next(0)
	want := strings.Join(events, "; ")

	events = nil
	promise.Recurse(0, func(i int) *promise.Promise[int] {
		if i == 3 {
			return nil
		}
		return promise.Call(func(k func(int, error)) { operation(i, k) })
	}).Settle(func(i int, _ error) { event("done %d", i) })
	if got := strings.Join(events, "; "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRecurseEndsWithTheFirstError(t *testing.T) {
	stop := errors.New("stop")
	turns := 0
	_, err := promise.Recurse(0, func(i int) *promise.Promise[int] {
		turns++
		if i == 3 {
			return promise.Reject[int](stop)
		}
		return promise.Resolve(i + 1)
	}).Await(t.Context())
	if !same(err, stop) || turns != 4 {
		t.Errorf("got %v after %d turns", err, turns)
	}
}

// A million turns of an operation that completes later use the memory and the
// stack of one.
func TestRecurseUsesTheMemoryOfOneTurn(t *testing.T) {
	turns := scaled(1_000_000)
	var queue []func()
	var first, last footprint
	var got int
	promise.Recurse(0, func(i int) *promise.Promise[int] {
		switch i {
		case 1000:
			first = measure()
		case turns - 1:
			last = measure()
		case turns:
			return nil
		}
		return promise.Call(func(k func(int, error)) {
			queue = append(queue, func() { k(i+1, nil) })
		})
	}).Settle(func(i int, _ error) { got = i })
	for len(queue) > 0 {
		f := queue[0]
		queue = append(queue[:0], queue[1:]...)
		f()
	}
	if got != turns {
		t.Fatalf("made %d turns", got)
	}
	if first.frames != last.frames {
		t.Errorf("the stack has %d frames in the beginning, %d at the end", first.frames, last.frames)
	}
	if last.heap > first.heap+1<<20 {
		t.Errorf("the heap has %d bytes in the beginning, %d at the end", first.heap, last.heap)
	}
}

// A footprint is what a turn finds in use.
type footprint struct {
	frames int
	heap   uint64
}

func measure() footprint {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return footprint{frames: runtime.Callers(0, make([]uintptr, 1000)), heap: m.HeapAlloc}
}
