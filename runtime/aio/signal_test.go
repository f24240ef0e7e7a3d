//go:build unix

package aio_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
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

func TestSignalsAfterTheEnd(t *testing.T) {
	ends := map[string]func(stop, cancel func()){
		"stop":    func(stop, _ func()) { stop() },
		"context": func(_, cancel func()) { cancel() },
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) { on(t, func(b bench) { afterTheEnd(b, end) }) })
	}
}

// afterTheEnd has two signals come, of which the first ends that they are waited for.
func afterTheEnd(b bench, end func(stop, cancel func())) {
	n := 0
	ctx, cancel := context.WithCancel(b.ctx)
	defer cancel()
	var stop func()
	stop = aio.OnSignal(ctx, func(os.Signal) { n++; end(stop, cancel) }, syscall.SIGUSR1, syscall.SIGUSR2)
	defer func() { stop() }()
	b.loop.Post(func() {
		_ = syscall.Kill(os.Getpid(), syscall.SIGUSR1)
		_ = syscall.Kill(os.Getpid(), syscall.SIGUSR2)
		for b.loop.Metrics().Posted < 2 {
			runtime.Gosched()
		}
	})
	b.run()
	if n != 1 {
		b.Errorf("called %d times", n)
	}
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

// What a program that has ended has started is given up when the context ends, too.
func TestRunDoesNotWaitForWhatIsLeftBehind(t *testing.T) {
	// $$ is there until its end has been seen.
	const script = "echo all; (while kill -0 $$; do :; done; kill -USR1 $PPID; sleep 60) 2>&- & exit 0"
	on(t, func(b bench) {
		ctx, cancel := context.WithCancel(b.ctx)
		aio.SignalThen(b.ctx, func(os.Signal, error) { cancel() }, syscall.SIGUSR1)
		out, err := await(b, aio.Run(ctx, "sh", "-c", script))
		if string(out.Stdout) != "all\n" || !out.State.Success() || !errors.Is(err, context.Canceled) {
			t.Errorf("got %q, %v, %v", out.Stdout, out.State, err)
		}
	})
}

// What is stopped, or was shut down, has no hold on the next signal: it ends the process.
func TestSignalsAreGivenBackAtOnce(t *testing.T) {
	const variable = "UNNEST_TEST_SIGNALS"
	ways := map[string]func(l *loop.Loop, ctx context.Context){
		"stop": func(_ *loop.Loop, ctx context.Context) { aio.OnSignal(ctx, ignore, syscall.SIGTERM)() },
		"OnSignal and Shutdown": func(l *loop.Loop, ctx context.Context) {
			aio.OnSignal(ctx, ignore, syscall.SIGTERM)
			_ = l.Shutdown(ctx)
		},
		"the handler of Signal": func(l *loop.Loop, ctx context.Context) {
			again := func(os.Signal) { _ = syscall.Kill(os.Getpid(), syscall.SIGTERM); select {} }
			aio.Signal(ctx, syscall.SIGTERM).Do(again)
			_ = syscall.Kill(os.Getpid(), syscall.SIGTERM)
			_ = l.Run(ctx)
		},
		"Signal and Shutdown": func(l *loop.Loop, ctx context.Context) {
			aio.Signal(ctx, syscall.SIGTERM)
			over, cancel := context.WithCancel(ctx)
			cancel()
			_ = l.Shutdown(over)
		},
		"Shutdown and Signal": func(l *loop.Loop, ctx context.Context) {
			_ = l.Shutdown(ctx)
			aio.Signal(ctx, syscall.SIGTERM)
			aio.OnSignal(ctx, ignore, syscall.SIGTERM)
		},
	}
	if way, ok := ways[os.Getenv(variable)]; ok {
		for range 100 {
			l := loop.New()
			way(l, aio.On(context.Background(), l))
		}
		_ = syscall.Kill(os.Getpid(), syscall.SIGTERM)
		select {}
	}
	for name := range ways {
		cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.timeout=10s")
		cmd.Env = append(os.Environ(), variable+"="+name)
		out, _ := cmd.CombinedOutput()
		status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
		if !ok || !status.Signaled() || status.Signal() != syscall.SIGTERM {
			t.Errorf("%s: %v\n%s", name, cmd.ProcessState, out)
		}
	}
}

// None is not all, as it is for package signal.
func TestNoSignals(t *testing.T) {
	l := loop.New()
	ctx, cancel := context.WithCancel(aio.On(t.Context(), l))
	defer aio.OnSignal(ctx, func(s os.Signal) { t.Error(s) })()
	aio.SignalThen(ctx, func(s os.Signal, err error) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, %v", s, err)
		}
	})
	for range 10 {
		if err := syscall.Kill(os.Getpid(), syscall.SIGURG); err != nil {
			t.Error(err)
		}
	}
	l.SetTimeout(10*time.Millisecond, cancel)
	if err := l.Run(t.Context()); err != nil {
		t.Error(err)
	}
}

func ignore(os.Signal) {}
