package loop

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A suspect whose report panics does not keep the others from being looked at.
func TestSuspectThatPanics(t *testing.T) {
	for name, review := range map[string]func(l *Loop, ctx context.Context){
		"in time": func(l *Loop, ctx context.Context) {
			l.SetTimeout(time.Hour, func() {})
			_ = l.Run(ctx)
		},
		"at the end":             func(l *Loop, ctx context.Context) { _ = l.Run(ctx) },
		"at the end of Shutdown": func(l *Loop, ctx context.Context) { _ = l.Shutdown(ctx) },
		"after Shutdown":         func(l *Loop, ctx context.Context) { _ = l.Shutdown(ended(ctx)) },
		"by a closed loop that runs": func(l *Loop, ctx context.Context) {
			l.Post(func() { await(func() { _ = l.Shutdown(ended(ctx)) }) })
			_ = l.Run(ctx)
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := New()
				var log []string
				l.OnPanic(func(err error) {
					if p, ok := errors.AsType[*PanicError](err); ok {
						log = append(log, fmt.Sprint(p.Value))
					}
				})
				l.Inner().Suspect(func() { panic("first") })
				l.Inner().Suspect(func() { log = append(log, "second") })
				l.Inner().Suspect(func() { panic("third") })
				review(l, t.Context())
				if got := strings.Join(log, " "); got != "first second third" {
					t.Errorf("got %q", got)
				}
			})
		})
	}
}

// The timers of reviews are the loop's own.
func TestReviewsAreNotCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		l.Inner().Suspect(func() {})
		l.SetTimeout(time.Hour, func() {})
		_ = l.Run(t.Context())
		if n := l.Metrics().Timers; n != 1 {
			t.Errorf("%d timers", n)
		}
	})
}

func TestSuspectOfAClosedLoopThatRuns(t *testing.T) {
	l := New()
	var log []string
	l.Post(func() {
		await(func() { _ = l.Shutdown(ended(t.Context())) })
		l.Inner().Suspect(func() { log = append(log, "suspect") })
		log = append(log, "task")
	})
	_ = l.Run(t.Context())
	if got := strings.Join(log, " "); got != "task suspect" {
		t.Errorf("got %q", got)
	}
}

// Whoever holds the lock never sees a review that no timer will bring: it would take
// another timer for that one, and Run would not wait for it.
func TestReviewIsNeverWithoutItsTimer(t *testing.T) {
	for range 10_000 {
		l := New()
		go l.Inner().Suspect(func() {})
		for reviewing := false; !reviewing; runtime.Gosched() {
			l.mu.Lock()
			reviewing = l.reviewing != nil
			timers := l.wheel.Len()
			l.mu.Unlock()
			if reviewing && timers != 1 {
				t.Fatal("a review without a timer")
			}
		}
	}
}

// The timer of a review is none of the program, and is gone when nothing is left to look at.
func TestReviewIsNoTimerOfTheProgram(t *testing.T) {
	l := New()
	l.Inner().Suspect(func() {})
	if m := l.Metrics(); m.Pending != 0 {
		t.Errorf("%d timers", m.Pending)
	}
	if next, more := l.Pump(); next < 0 || !more {
		t.Errorf("before the review: %v, %v", next, more)
	}
	if err := l.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if next, more := l.Pump(); next >= 0 || more {
		t.Errorf("behind the last review: %v, %v", next, more)
	}
	l.Inner().Suspect(func() {})
	if m := l.Metrics(); m.Pending != 0 || l.wheel.Len() != 1 {
		t.Errorf("then %d timers of %d", m.Pending, l.wheel.Len())
	}
}
