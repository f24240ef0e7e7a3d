package loop

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// What is left when Run, or Pump, has ended early is run by a loop that starts by
// itself, whether anything new comes or not.
func TestLoopThatStartsByItselfGoesOnByItself(t *testing.T) {
	for name, begin := range map[string]func(*Loop, context.Context){
		"the end of a context": func(l *Loop, ctx context.Context) { _ = l.Run(ctx) },
		"a panic": func(l *Loop, _ context.Context) {
			l.posted.Push(task(func() { panic("x") })) // does not start it
			_ = l.Run(context.Background())
		},
		"Pump": func(l *Loop, _ context.Context) { l.Pump() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := &Loop{}
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				var log []string
				l.SetTimeout(2*time.Second, func() { log = append(log, "timer") })
				l.auto = true
				contained(func() { begin(l, ctx) })
				time.Sleep(time.Hour)
				synctest.Wait()
				if got := strings.Join(log, " "); got != "timer" {
					t.Errorf("ran %q", got)
				}
			})
		})
	}
}

func TestHostIsAskedWhenRunEndsEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		asked := 0
		l.Drive(func() { asked++ })
		l.SetTimeout(time.Hour, func() {})
		for want, ctx := range []context.Context{ended(t.Context()), ended(t.Context())} {
			if asked != want+1 {
				t.Errorf("asked %d times before Run", asked)
			}
			if err := l.Run(ctx); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
		if err := l.Shutdown(ended(t.Context())); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if asked != 3 {
			t.Errorf("asked %d times", asked)
		}
	})
}

// The end of a context is no work: a Run that it has ended leaves no task behind.
func TestEndOfContextLeavesNothingBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		l.SetTimeout(time.Hour, func() {})
		if err := l.Run(ended(t.Context())); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		synctest.Wait()
		if l.busy() {
			t.Error("something to run is left")
		}
	})
}
