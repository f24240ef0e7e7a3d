package loop_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
)

func TestStopOfTheLastTimerEndsRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		last := l.SetTimeout(time.Hour, func() { t.Error("fired") })
		start := time.Now()
		go func() {
			time.Sleep(time.Second)
			last.Stop()
		}()
		run(t, l)
		if took := time.Since(start); took != time.Second {
			t.Errorf("Run returned after %v", took)
		}
		tick := l.SetInterval(time.Hour, func() { t.Error("ticked") })
		go func() {
			time.Sleep(time.Second)
			tick.Stop()
		}()
		start = time.Now()
		run(t, l)
		if took := time.Since(start); took != time.Second {
			t.Errorf("Run returned after %v", took)
		}
	})
}

func TestShutdownInsideDoesNotWaitForItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		l.Post(func() {
			if err := l.Shutdown(ctx); !errors.Is(err, loop.ErrRunning) {
				t.Errorf("Shutdown inside: %v", err)
			}
		})
		start := time.Now()
		run(t, l)
		if time.Since(start) != 0 {
			t.Error("it has waited")
		}
		if err := l.Shutdown(ctx); err != nil {
			t.Error(err)
		}
	})
}
