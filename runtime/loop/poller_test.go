package loop_test

import (
	"errors"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/loop"
)

// fakePoller completes what is put into it.
type fakePoller chan poll.Completion

func (p fakePoller) Wait(into []poll.Completion, timeout time.Duration) ([]poll.Completion, error) {
	if timeout != 0 {
		if c := <-p; c != nil {
			into = append(into, c)
		}
		return into, nil
	}
	select {
	case c := <-p:
		return append(into, c), nil
	default:
		return into, nil
	}
}

func (p fakePoller) Wake() error  { p <- nil; return nil }
func (p fakePoller) Close() error { return nil }

type completion func()

func (c completion) Complete() { c() }

// TestHoldOfAParkedLoop checks that an operation which begins while the loop
// waits for a timer is waited for.
func TestHoldOfAParkedLoop(t *testing.T) {
	l := loop.New()
	opened := 0
	p := make(fakePoller, 1)
	open := func() (poll.Poller, error) { //nolint:unparam // the signature is that of Poller
		opened++
		return p, nil
	}
	timer := l.SetTimeout(time.Hour, func() {})
	go func() {
		if _, err := l.Inner().Poller(open); err != nil {
			t.Error(err)
		}
		l.Hold()
		if q, err := l.Inner().Poller(open); q != poll.Poller(p) || err != nil {
			t.Errorf("got %v, %v", q, err)
		}
		p <- completion(func() {
			timer.Stop()
			l.Release()
		})
	}()
	run(t, l)
	if opened != 1 {
		t.Errorf("opened %d times", opened)
	}
	if err := l.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := l.Inner().Poller(open); !errors.Is(err, loop.ErrClosed) {
		t.Errorf("got %v", err)
	}
}
