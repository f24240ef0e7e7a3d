package aio

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"sync"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/promise"
)

// ReadFile reads a whole file. Where many small files are read together, a pipe counts as
// one of the 128 that can be, until its end.
func ReadFile(ctx context.Context, name string) *promise.Promise[[]byte] {
	return promised(loopOf(ctx), func(k func([]byte, error)) { ReadFileThen(ctx, name, k) })
}

// ReadFileThen is [ReadFile] with a continuation.
//
//unnest:once k
func ReadFileThen(ctx context.Context, name string, k func([]byte, error)) {
	small := smallFiles()
	if small == nil || strings.IndexByte(name, 0) >= 0 {
		work(ctx, named(name), func() ([]byte, error) { return os.ReadFile(name) }, nil, k)
		return
	}
	r := &fileRead{name: name}
	r.start(ctx, loopOf(ctx), k)
	if ctx.Done() != nil { // else the function is not needed
		r.watch(ctx, func() { r.cancel(ctx) })
	}
	if !r.over.Load() {
		small.Read(r)
	}
}

// A fileRead is a ReadFile that is done together with others.
type fileRead struct {
	op[[]byte]
	name string
}

// Name implements poll.FileReader.
func (r *fileRead) Name() string { return r.name }

// Over implements poll.FileReader.
func (r *fileRead) Over() bool { return r.over.Load() }

// Read implements poll.FileReader.
func (r *fileRead) Read(data []byte, ok bool) (poll.Queue, poll.Completion) {
	if !ok {
		named(r.name).run(func() { r.end(os.ReadFile(r.name)) })
		return nil, nil
	}
	if !r.claim(data, nil) {
		return nil, nil
	}
	return r.loop.Inner(), &r.op
}

// smallFiles reads them together; nil where the system cannot do that, or is not
// to.
var smallFiles = sync.OnceValue(func() *poll.Files {
	if v := os.Getenv(poll.Variable); v != "" && v != "io_uring" {
		return nil
	}
	f, err := poll.OpenFiles()
	if err != nil {
		return nil
	}
	return f
})

// WriteFile makes data the contents of a file, which it creates with perm if it
// does not exist. The data must not be changed meanwhile.
func WriteFile(
	ctx context.Context, name string, data []byte, perm fs.FileMode,
) *promise.Promise[promise.Unit] {
	return promisedUnit(loopOf(ctx), func(k func(error)) { WriteFileThen(ctx, name, data, perm, k) })
}

// WriteFileThen is [WriteFile] with a continuation.
//
//unnest:once k
func WriteFileThen(ctx context.Context, name string, data []byte, perm fs.FileMode, k func(error)) {
	work(ctx, named(name), nothing(func() error { return os.WriteFile(name, data, perm) }), nil, unit(k))
}

// Stat describes a file.
func Stat(ctx context.Context, name string) *promise.Promise[fs.FileInfo] {
	return promised(loopOf(ctx), func(k func(fs.FileInfo, error)) { StatThen(ctx, name, k) })
}

// StatThen is [Stat] with a continuation.
//
//unnest:once k
func StatThen(ctx context.Context, name string, k func(fs.FileInfo, error)) {
	work(ctx, &filePool, func() (fs.FileInfo, error) { return os.Stat(name) }, nil, k)
}

// ReadDir lists a directory, sorted by name.
func ReadDir(ctx context.Context, name string) *promise.Promise[[]fs.DirEntry] {
	return promised(loopOf(ctx), func(k func([]fs.DirEntry, error)) { ReadDirThen(ctx, name, k) })
}

// ReadDirThen is [ReadDir] with a continuation.
//
//unnest:once k
func ReadDirThen(ctx context.Context, name string, k func([]fs.DirEntry, error)) {
	work(ctx, &filePool, func() ([]fs.DirEntry, error) { return os.ReadDir(name) }, nil, k)
}

// nothing is f for an operation that yields nothing but success.
func nothing(f func() error) func() (promise.Unit, error) {
	return func() (promise.Unit, error) { return promise.Unit{}, f() }
}
