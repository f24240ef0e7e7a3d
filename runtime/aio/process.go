package aio

import (
	"bytes"
	"context"
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

// Run runs a program and waits for its end and that of its output, which others that
// it has started may hold open. A status other than zero is an *exec.ExitError. The
// end of the context kills the process, but not those others: their output is not waited
// for then.
func Run(ctx context.Context, name string, args ...string) *promise.Promise[Output] {
	return promised(loopOf(ctx), func(k func(Output, error)) { RunThen(ctx, k, name, args...) })
}

// RunThen is [Run] with a continuation, which gets the output even beside an
// error.
//
//unnest:once k
func RunThen(ctx context.Context, k func(Output, error), name string, args ...string) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Cancel = func() error {
		cmd.WaitDelay = time.Second // for what it has started: nobody reads that output
		return cmd.Process.Kill()
	}
	command(ctx, cmd, func() error { return nil }, k) // cmd has the context itself
}

// Command runs cmd, as its Run does. Where cmd has no Stdout or Stderr the
// output is collected. The end of the context calls cmd.Cancel if there is one, and else
// kills the process. Either way the operation ends when the process and its output have,
// and cmd is its own until then. Set cmd.WaitDelay if the process may go on after
// cmd.Cancel, or if others that it has started may hold the output open: each is waited for
// that long.
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
	command(ctx, cmd, cancel, k)
}

// command runs cmd, and calls cancel when the context ends before that has: perhaps a
// second time, to wait for the first.
func command(ctx context.Context, cmd *exec.Cmd, cancel func() error, k func(Output, error)) {
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

// runCommand runs cmd to its end, which the end of the context brings about.
func runCommand(ctx context.Context, cmd *exec.Cmd, cancel func() error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	delay := cmd.WaitDelay // Cancel may change it
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		cancel() //nolint:errcheck // it may have ended
		killAfter(delay, cmd.Process, ended)
	})
	err := cmd.Wait()
	close(ended)
	if !stop() {
		cancel() //nolint:errcheck // only to wait for it
	}
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// killAfter kills p when delay, if there is one, has passed and p has not ended. Package
// exec does so for the context that a command was made with, which may be another.
func killAfter(delay time.Duration, p *os.Process, ended <-chan struct{}) {
	if delay == 0 {
		return
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-ended:
	case <-timer.C:
		p.Kill() //nolint:errcheck // it may just have ended
	}
}
