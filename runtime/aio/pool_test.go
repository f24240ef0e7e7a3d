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

// A panic that ends the program is not an error of an operation before that.
func TestPanicOfAFunctionIsToldToNobody(t *testing.T) {
	l := loop.New()
	var got any
	crash := func(f func()) {
		defer func() { got = recover() }()
		f()
	}
	bug := func() (int, error) { panic("bug") }
	work(On(t.Context(), l), runnerFunc(crash), bug, nil, func(int, error) {})
	if m := l.Metrics(); got != "bug" || m.Posted != 0 || m.Holds != 1 {
		t.Errorf("got %v, %+v", got, m)
	}
}
