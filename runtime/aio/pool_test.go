package aio

import (
	"testing"

	"github.com/unnest-go/unnest/runtime/loop"
)

// TestPoolWhoseOtherWorkersHang checks what comes when the only free worker has
// found nothing to do and is about to leave.
func TestPoolWhoseOtherWorkersHang(*testing.T) {
	p := pool{limit: 2, workers: 2}
	done := make(chan struct{})
	p.run(func() { close(done) })
	p.leave()
	<-done
}

// A runnerFunc is a runner.
type runnerFunc func(f func())

func (r runnerFunc) run(f func()) { r(f) }

// A panic that ends the program is not an error of an operation before that, whatever its value.
func TestPanicOfAFunctionIsToldToNobody(t *testing.T) {
	t.Setenv("GODEBUG", "panicnil=1")
	for _, bug := range []any{"bug", nil} {
		l := loop.New()
		left, got := true, any(nil)
		crash := func(f func()) {
			defer func() { got = recover() }()
			f()
			left = false
		}
		fails := func() (int, error) { panic(bug) }
		work(On(t.Context(), l), runnerFunc(crash), fails, nil, func(int, error) {})
		if m := l.Metrics(); !left || got != bug || m.Posted != 0 || m.Holds != 1 {
			t.Errorf("%v: left %t, got %v, %+v", bug, left, got, m)
		}
	}
}
