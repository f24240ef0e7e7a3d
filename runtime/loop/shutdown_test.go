package loop

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/poll"
)

// ended is ctx, but has ended.
func ended(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	return ctx
}

// contained calls f, which may panic, on a goroutine of its own, which f may end.
func contained(f func()) {
	await(func() {
		defer func() { _ = recover() }()
		f()
	})
}

func TestShutdownRunsWhatWasAccepted(t *testing.T) {
	l := New()
	var log []string
	note := func(s string) func() { return func() { log = append(log, s) } }
	l.Post(note("task"))
	l.Soon(note("microtask"))
	l.Post(func() { panic("x") })
	l.Post(runtime.Goexit)
	l.Post(note("behind"))
	l.SetTimeout(time.Hour, note("timer"))
	contained(func() { _ = l.Shutdown(ended(t.Context())) })
	if got := strings.Join(log, " "); got != "microtask task behind" {
		t.Errorf("ran %s", got)
	}
	if err := l.Run(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("Run: %v", err)
	}
}

// A loop that was shut down while it runs is run until nothing is left, however it is
// left.
func TestShutdownMeanwhileRunsWhatWasAccepted(t *testing.T) {
	tests := map[string]struct {
		run func(l *Loop, ctx context.Context)
		end func()
	}{
		"the end of a context": {run: func(l *Loop, ctx context.Context) { _ = l.Run(ctx) }},
		"a panic": {
			run: func(l *Loop, _ context.Context) { _ = l.Run(context.Background()) },
			end: func() { panic("x") },
		},
		"Goexit": {
			run: func(l *Loop, _ context.Context) { _ = l.Run(context.Background()) },
			end: runtime.Goexit,
		},
		"the end of Pump": {run: func(l *Loop, _ context.Context) { l.Pump() }},
		"a panic below Pump": {
			run: func(l *Loop, _ context.Context) { l.Pump() },
			end: func() { panic("x") },
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := New()
			ctx, cancel := context.WithCancel(t.Context())
			ran := false
			l.Post(func() {
				l.Post(func() { ran = true })
				await(func() { _ = l.Shutdown(ended(t.Context())) })
				cancel()
				if test.end != nil {
					test.end()
				}
			})
			contained(func() { test.run(l, ctx) })
			if !ran || l.state != stopped {
				t.Errorf("ran: %v, state %d", ran, l.state)
			}
		})
	}
}

// There is no moment between the end of the last task and that of the loop in which
// something is accepted that would be dropped.
func TestShutdownClosesInTheStepThatFindsNothingLeft(t *testing.T) {
	l := New()
	l.closing = true // Shutdown waits for the goroutine that runs the loop
	if err := l.Run(t.Context()); err != nil {
		t.Error(err)
	}
	if l.Post(func() {}) {
		t.Error("a task was accepted behind the end")
	}
}

func TestShutdownBehindTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		result := make(chan error, 1)
		l.Post(func() {
			go func() { result <- l.Shutdown(t.Context()) }()
			synctest.Wait()
		})
		if err := l.Run(t.Context()); err != nil {
			t.Errorf("Run: %v", err)
		}
		if err := <-result; err != nil {
			t.Errorf("Shutdown: %v", err)
		}
	})
}

// A talkativePoller has something to tell when it is woken.
type talkativePoller struct {
	*silentPoller
	tell func()
}

func (p talkativePoller) Wait(into []poll.Completion, timeout time.Duration) ([]poll.Completion, error) {
	into, err := p.silentPoller.Wait(into, timeout)
	return append(into, task(p.tell)), err
}

func TestCompletionBehindTheEndIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, p := &Loop{auto: true}, newSilentPoller()
		l.attach(talkativePoller{p, func() { t.Error("a completion ran after Shutdown") }})
		l.Hold()
		synctest.Wait()
		if err := l.Shutdown(ended(t.Context())); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		p.check(t)
	})
}

func TestAtEnd(t *testing.T) {
	l := New()
	told := ""
	l.Inner().AtEnd(func() { told += "forgotten" })()
	defer l.Inner().AtEnd(func() { told += "a" })()
	l.Post(func() {
		if told != "" {
			t.Errorf("told before the end: %s", told)
		}
	})
	for range 2 {
		if err := l.Shutdown(t.Context()); err != nil && !errors.Is(err, ErrClosed) {
			t.Error(err)
		}
	}
	l.Inner().AtEnd(func() { told += "b" })()
	if told != "ab" {
		t.Errorf("told %q", told)
	}
}
