package aio

import (
	"bytes"
	"context"
	"os"
	"os/exec"
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
// end of the context kills the process, but not those others.
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
	CommandThen(ctx, cmd, k)
}

// Command runs cmd, as its Run does. Where cmd has no Stdout or Stderr the
// output is collected.
func Command(ctx context.Context, cmd *exec.Cmd) *promise.Promise[Output] {
	return promised(loopOf(ctx), func(k func(Output, error)) { CommandThen(ctx, cmd, k) })
}

// CommandThen is [Command] with a continuation.
//
//unnest:once k
func CommandThen(ctx context.Context, cmd *exec.Cmd, k func(Output, error)) {
	var stdout, stderr bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &stdout
	}
	if cmd.Stderr == nil {
		cmd.Stderr = &stderr
	}
	work(ctx, &freePool, func() (Output, error) {
		err := cmd.Run()
		return Output{Stdout: stdout.Bytes(), Stderr: stderr.Bytes(), State: cmd.ProcessState}, err
	}, nil, k)
}
