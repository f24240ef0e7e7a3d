package loop

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/poll"
)

// A silentPoller has nothing to tell until it is closed.
type silentPoller struct {
	wakes   chan struct{}
	waiting bool
	closed  int
	abused  bool // used after Close, or closed during a Wait
}

func newSilentPoller() *silentPoller { return &silentPoller{wakes: make(chan struct{}, 1)} }

func (p *silentPoller) Wait(into []poll.Completion, timeout time.Duration) ([]poll.Completion, error) {
	p.abused = p.abused || p.waiting || p.closed > 0
	p.waiting = true
	if timeout != 0 {
		<-p.wakes
	}
	p.waiting = false
	return into, nil
}

func (p *silentPoller) Wake() error {
	p.abused = p.abused || p.closed > 0
	select {
	case p.wakes <- struct{}{}:
	default:
	}
	return nil
}

func (p *silentPoller) Close() error {
	p.abused = p.abused || p.waiting
	p.closed++
	return nil
}

// check waits for the helper.
func (p *silentPoller) check(t *testing.T) {
	t.Helper()
	synctest.Wait()
	if p.closed != 1 || p.abused {
		t.Errorf("closed %d times; used by two or too late: %v", p.closed, p.abused)
	}
}

func TestHoldOfALoopThatStartsByItselfIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, p := &Loop{auto: true}, newSilentPoller()
		l.attach(p)
		l.Hold()
		synctest.Wait()
		if !p.waiting {
			t.Error("nobody waits for completions")
		}
		l.Release()
		if err := l.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		p.check(t)
	})
}

func TestShutdownTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, p := New(), newSilentPoller()
		l.attach(p)
		if err := l.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		if err := l.Shutdown(t.Context()); !errors.Is(err, ErrClosed) {
			t.Errorf("got %v", err)
		}
		l.Hold() // what begins too late
		p.check(t)
	})
}

// TestShutdownThatDoesNotWait checks that the poller is not closed under the
// goroutine that runs the loop.
func TestShutdownThatDoesNotWait(t *testing.T) {
	done, cancel := context.WithCancel(t.Context())
	cancel()
	for name, once := range map[string]func(*Loop){
		"Pump": func(l *Loop) { l.Pump() },
		"Run":  func(l *Loop) { _ = l.Run(t.Context()) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, p := New(), newSilentPoller()
				l.attach(p)
				l.Post(func() {
					l.Hold()
					result := make(chan error)
					go func() { result <- l.Shutdown(done) }()
					if err := <-result; !errors.Is(err, context.Canceled) {
						t.Errorf("got %v", err)
					}
					synctest.Wait()
					if p.closed > 0 {
						t.Error("the poller is closed, but the loop runs")
					}
				})
				once(l)
				p.check(t)
			})
		})
	}
}

func TestShutdownOfALoopThatParks(t *testing.T) {
	l := New()
	l.attach(newSilentPoller())
	l.Hold()
	l.state, l.wakeup = parked, make(chan struct{}, 1)
	l.close()
	l.pollMeanwhile() // the goroutine of the loop has been on its way here
	if l.state != running || len(l.wakeup) != 1 {
		t.Error("the loop sleeps on")
	}
}

// TestPumpLosesNothing checks what comes when a Pump has just looked what is left.
func TestPumpLosesNothing(t *testing.T) {
	l := New()
	asked := 0
	l.Drive(func() { asked++ })
	if err := l.begin(); err != nil {
		t.Fatal(err)
	}
	l.ahead()
	l.Post(func() {})
	if asked != 1 {
		t.Errorf("the host was asked %d times", asked)
	}
}

func TestClosedLoopQueuesNothing(t *testing.T) {
	l := New()
	if err := l.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	l.Soon(func() {})
	if l.busy() {
		t.Error("a microtask waits for ever")
	}
}
