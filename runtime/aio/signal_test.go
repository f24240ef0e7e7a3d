//go:build unix

package aio_test

import (
	"context"
	"errors"
	"os"
	"runtime"
	"syscall"
	"testing"

	"github.com/unnest-go/unnest/runtime/aio"
)

func TestSignals(t *testing.T) {
	on(t, func(b bench) {
		var seen []os.Signal
		stop := aio.OnSignal(b.ctx, func(s os.Signal) { seen = append(seen, s) }, syscall.SIGUSR1)
		defer stop()
		next := aio.Signal(b.ctx, syscall.SIGUSR1)
		b.loop.Post(func() { _ = syscall.Kill(os.Getpid(), syscall.SIGUSR1) })
		got, err := await(b, next)
		for len(seen) == 0 {
			b.run()
			runtime.Gosched()
		}
		if err != nil || got != syscall.SIGUSR1 || seen[0] != syscall.SIGUSR1 {
			t.Errorf("got %v, %v, %v", got, err, seen)
		}
	})
}

func TestSignalsAfterStop(t *testing.T) {
	on(t, func(b bench) {
		n := 0
		var stop func()
		stop = aio.OnSignal(b.ctx, func(os.Signal) { n++; stop() }, syscall.SIGUSR1, syscall.SIGUSR2)
		b.loop.Post(func() {
			_ = syscall.Kill(os.Getpid(), syscall.SIGUSR1)
			_ = syscall.Kill(os.Getpid(), syscall.SIGUSR2)
			for b.loop.Metrics().Posted < 2 {
				runtime.Gosched()
			}
		})
		b.run()
		if n != 1 {
			t.Errorf("called %d times", n)
		}
	})
}

// A program may leave behind others that go on with its output.
func TestRunReadsTheOutputToItsEnd(t *testing.T) {
	on(t, func(b bench) {
		out, err := await(b, aio.Run(b.ctx, "sh", "-c", "(sleep 2; echo late) &"))
		if got := string(out.Stdout); got != "late\n" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	})
}

// What a killed program has started may hold its output open for long.
func TestRunDoesNotWaitForGrandchildren(t *testing.T) {
	on(t, func(b bench) {
		ctx, cancel := context.WithCancel(b.ctx)
		aio.SignalThen(b.ctx, func(os.Signal, error) { cancel() }, syscall.SIGUSR1)
		_, err := await(b, aio.Run(ctx, "sh", "-c", "sleep 60 & kill -USR1 $PPID; wait"))
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}
