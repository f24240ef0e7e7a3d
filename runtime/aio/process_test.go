package aio_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"testing"

	"github.com/unnest-go/unnest/runtime/aio"
)

// A writerFunc is told of everything that is written.
type writerFunc func(p []byte)

func (f writerFunc) Write(p []byte) (int, error) {
	f(p)
	return len(p), nil
}

// The end of the context kills a process that knows nothing of it, and who is told finds
// that it has ended.
func TestTheEndOfTheContextEndsTheProcess(t *testing.T) {
	cause := errors.New("changed my mind")
	on(t, func(b bench) {
		ctx, cancel := context.WithCancelCause(b.ctx)
		cmd := childCommand(context.Background(), "hang")
		cmd.Stdout = writerFunc(func([]byte) { cancel(cause) })
		out, err := await(b, aio.Command(ctx, cmd))
		if !errors.Is(err, cause) || out.State == nil || out.State.Success() || cmd.ProcessState == nil {
			t.Errorf("got %v, %v", out.State, err)
		}
	})
}

// An endsWhenWatched context ends when somebody asks for the channel that tells so.
type endsWhenWatched struct {
	context.Context //nolint:containedctx // it is one

	end func()
}

func (c endsWhenWatched) Done() <-chan struct{} {
	c.end()
	return c.Context.Done()
}

// Who is told that the context has ended is told why, too, where it ends just before the
// process starts.
func TestTheContextEndsAsTheProcessStarts(t *testing.T) {
	cause := errors.New("changed my mind")
	on(t, func(b bench) {
		inner, cancel := context.WithCancelCause(b.ctx)
		ctx := endsWhenWatched{inner, func() { cancel(cause) }}
		out, err := await(b, aio.Command(ctx, childCommand(ctx, "hang")))
		if !errors.Is(err, cause) || out.State != nil {
			t.Errorf("got %v, %v", out.State, err)
		}
	})
}

// Run tells what a program has left, and how it has ended, or why it has not begun.
func TestRunTellsOfProgramsAsTheyEnd(t *testing.T) {
	t.Setenv(childVariable, "1")
	on(t, func(b bench) {
		out, err := await(b, aio.Run(b.ctx, os.Args[0], "speak"))
		if string(out.Stdout) != "out\n" || string(out.Stderr) != "err\n" || err != nil {
			t.Errorf("got %q, %q, %v", out.Stdout, out.Stderr, err)
		}
		out, err = await(b, aio.Run(b.ctx, os.Args[0], "fail"))
		exit, ok := errors.AsType[*exec.ExitError](err)
		if string(out.Stdout) != "why\n" || !ok || exit.ExitCode() != 1 {
			t.Errorf("got %q, %v", out.Stdout, err)
		}
		if _, err = await(b, aio.Run(b.ctx, "no such program")); !errors.Is(err, exec.ErrNotFound) {
			t.Errorf("got %v", err)
		}
		ctx, cancel := context.WithCancel(b.ctx)
		cancel()
		out, err = await(b, aio.Run(ctx, os.Args[0], "speak"))
		if !errors.Is(err, context.Canceled) || out.State != nil {
			t.Errorf("got %v, %v", out.State, err)
		}
	})
}

// A process does not begin when its context has ended.
func TestNoProcessAfterTheEndOfTheContext(t *testing.T) {
	cause := errors.New("changed my mind")
	on(t, func(b bench) {
		ctx, cancel := context.WithCancelCause(b.ctx)
		cancel(cause)
		cmd := childCommand(context.Background(), "hang")
		if _, err := await(b, aio.Command(ctx, cmd)); !errors.Is(err, cause) || cmd.Process != nil {
			t.Errorf("got %v, %v", cmd.Process, err)
		}
	})
}

// A command that says how it is to be ended is ended so, once, and the operation does not
// end before that.
func TestCommandIsCanceledAsItSays(t *testing.T) {
	on(t, func(b bench) {
		ctx, cancel := context.WithCancel(b.ctx)
		cmd := childCommand(ctx, "hang")
		cmd.Stdout = writerFunc(func([]byte) { cancel() })
		calls := 0 // without a lock: all of it comes before the end
		cmd.Cancel = func() error {
			calls++
			return cmd.Process.Kill()
		}
		if _, err := await(b, aio.Command(ctx, cmd)); !errors.Is(err, context.Canceled) || calls != 1 {
			t.Errorf("got %v, %d calls", err, calls)
		}
	})
}

// A command that goes on all the same is killed in the end, whatever context it was made
// with.
func TestCommandThatGoesOnIsKilled(t *testing.T) {
	on(t, func(b bench) {
		ctx, cancel := context.WithCancel(b.ctx)
		cmd := childCommand(context.Background(), "hang")
		cmd.Stdout = writerFunc(func([]byte) { cancel() })
		cmd.Cancel = func() error { return nil }
		cmd.WaitDelay = 1
		out, err := await(b, aio.Command(ctx, cmd))
		if !errors.Is(err, context.Canceled) || out.State == nil || out.State.Success() {
			t.Errorf("got %v, %v", out.State, err)
		}
	})
}
