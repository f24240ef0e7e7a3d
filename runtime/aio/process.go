package aio

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/unnest-go/unnest/runtime/promise"
)

// An Output is what a child process has left.
type Output struct {
	Stdout, Stderr []byte
	State          *os.ProcessState
}

// Command runs cmd, as its Run does. Where cmd has no Stdout or Stderr the
// output is collected. The end of the context calls cmd.Cancel if there is one, which
// package exec allows for a cmd of [exec.CommandContext] only, and else kills the process.
// Either way the operation ends when the process and its output have, and cmd is its own
// until then. Set cmd.WaitDelay if the process may go on after cmd.Cancel, or if others that
// it has started may hold the output open: each is waited for that long.
func Command(ctx context.Context, cmd *exec.Cmd) *promise.Promise[Output] {
	return promised(loopOf(ctx), func(k func(Output, error)) { CommandThen(ctx, cmd, k) })
}

// CommandThen is [Command] with a continuation.
//
//unnest:once k
func CommandThen(ctx context.Context, cmd *exec.Cmd, k func(Output, error)) {
	cancel := sync.OnceValue(func() error { return cmd.Process.Kill() })
	if cmd.Cancel != nil {
		cancel = sync.OnceValue(cmd.Cancel) // cmd may have the same context
		cmd.Cancel = cancel
	}
	var stdout, stderr bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &stdout
	}
	if cmd.Stderr == nil {
		cmd.Stderr = &stderr
	}
	// The context ends the process, not the operation.
	work(context.WithoutCancel(ctx), &freePool, func() (Output, error) {
		err := runCommand(ctx, cmd, cancel)
		return Output{Stdout: stdout.Bytes(), Stderr: stderr.Bytes(), State: cmd.ProcessState}, err
	}, nil, k)
}

// runCommand runs cmd to its end, and calls cancel when the context ends before that:
// perhaps a second time, to wait for the first.
func runCommand(ctx context.Context, cmd *exec.Cmd, cancel func() error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	delay := cmd.WaitDelay // Cancel may change it
	if err := cmd.Start(); err != nil {
		if errors.Is(err, ctx.Err()) { // Start has seen it first
			return context.Cause(ctx)
		}
		return err
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		cancel()        //nolint:errcheck // it may have ended
		if delay != 0 { // package exec looks at the context of cmd, which may be another
			after(delay, func() { cmd.Process.Kill() }, ended) //nolint:errcheck // the same
		}
	})
	err := cmd.Wait()
	close(ended)
	if !stop() {
		cancel() //nolint:errcheck // only to wait for it
	}
	return causeOf(ctx, err)
}

// after calls f when d has passed, unless ended is closed first.
func after(d time.Duration, f func(), ended <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ended:
	case <-timer.C:
		f()
	}
}

// causeOf is err, or why the context has ended if that may be what has brought it about.
func causeOf(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
