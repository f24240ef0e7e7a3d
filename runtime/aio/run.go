package aio

import (
	"cmp"
	"context"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/unnest-go/unnest/runtime/promise"
)

// Run runs a program and waits for its end and that of its output, which others that
// it has started may hold open. A status other than zero is an *exec.ExitError. The
// end of the context kills the process, if it has not ended, but not those others: their
// output is waited for a second longer.
func Run(ctx context.Context, name string, args ...string) *promise.Promise[Output] {
	return promised(loopOf(ctx), func(k func(Output, error)) { RunThen(ctx, k, name, args...) })
}

// RunThen is [Run] with a continuation, which gets the output even beside an
// error.
//
//unnest:once k
func RunThen(ctx context.Context, k func(Output, error), name string, args ...string) {
	r := &run{cmd: exec.CommandContext(ctx, name, args...)}
	// The context ends the process, not the operation.
	work(context.WithoutCancel(ctx), &freePool, func() (Output, error) {
		err := r.toEnd(ctx)
		return Output{Stdout: r.stdout.data, Stderr: r.stderr.data, State: r.cmd.ProcessState}, err
	}, nil, k)
}

// patience is how long output is waited for after the end of the context.
const patience = time.Second

// A run is a Run under way.
//
// Tempting: the pipes of package exec. But once the process has ended it looks at no
// context any more, and waits for their end for ever or for a time that it was told before.
type run struct {
	cmd            *exec.Cmd
	stdout, stderr intake
}

// toEnd runs the program to its end and that of its output.
func (r *run) toEnd(ctx context.Context) error {
	if err := r.start(); err != nil {
		return causeOf(ctx, err)
	}
	defer r.cutAfter(ctx)()
	var reading sync.WaitGroup
	reading.Go(r.stdout.read)
	reading.Go(r.stderr.read)
	err := r.cmd.Wait()
	reading.Wait()
	return causeOf(ctx, cmp.Or(err, r.stdout.err, r.stderr.err))
}

// start starts the process, which has the other ends of the pipes for itself.
func (r *run) start() error {
	stdout, err := r.stdout.open()
	if err != nil {
		return err
	}
	defer stdout.Close() //nolint:errcheck // the process has its own
	stderr, err := r.stderr.open()
	if err != nil {
		r.cut()
		return err
	}
	defer stderr.Close() //nolint:errcheck // the process has its own
	r.cmd.Stdout, r.cmd.Stderr = stdout, stderr
	if err := r.cmd.Start(); err != nil {
		r.cut()
		return err
	}
	return nil
}

// cutAfter has the output cut off some time after the end of the context, unless ended is
// called first.
func (r *run) cutAfter(ctx context.Context) (ended func()) {
	over := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { after(patience, r.cut, over) })
	return func() {
		close(over)
		stop()
	}
}

// cut ends the reading of the output.
func (r *run) cut() {
	r.stdout.pipe.Close() //nolint:errcheck // nothing is lost that anybody waits for
	r.stderr.pipe.Close() //nolint:errcheck // the same
}

// An intake is a stream of output that is read to its end.
type intake struct {
	pipe *os.File
	data []byte
	err  error
}

// open returns the end for who writes.
func (i *intake) open() (w *os.File, err error) {
	i.pipe, w, err = os.Pipe()
	return w, err
}

func (i *intake) read() {
	i.data, i.err = io.ReadAll(i.pipe)
	i.pipe.Close() //nolint:errcheck // it has been read, or reading it has failed
}
