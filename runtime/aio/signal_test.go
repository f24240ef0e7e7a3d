//go:build unix

package aio_test

import (
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
