package aio

import (
	"context"
	"io"
	"io/fs"
	"os"

	"github.com/unnest-go/unnest/runtime/promise"
)

// OpenFile opens a file, with the flags of os.OpenFile. To read from it or write
// to it on the loop, use [Read], [Write], [Chunks] and the like; it is closed as
// any file. Limit the wait by the context: a file that comes when a Timeout has given it up
// stays open.
func OpenFile(ctx context.Context, name string, flag int, perm fs.FileMode) *promise.Promise[*os.File] {
	return promised(loopOf(ctx), func(k func(*os.File, error)) { OpenFileThen(ctx, name, flag, perm, k) })
}

// OpenFileThen is [OpenFile] with a continuation.
//
//unnest:once k
func OpenFileThen(ctx context.Context, name string, flag int, perm fs.FileMode, k func(*os.File, error)) {
	open := func() (*os.File, error) { return os.OpenFile(name, flag, perm) }
	late := func(f *os.File) { f.Close() } //nolint:errcheck // nobody is left who could be told
	work(ctx, named(name), open, late, k)
}

// poolOf keeps streams that may hang, as those of the network and pipes do, from
// files.
func poolOf(stream any) runner {
	if f, ok := stream.(*os.File); ok && isRegular(f) {
		return &filePool
	}
	return &freePool
}

func isRegular(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}

// Read reads into p once. The end of the stream is io.EOF, as for any
// io.Reader, but never beside what was read: the next Read tells of it. The operation
// owns r and p until it has ended, and r and p even longer if the context ends first.
func Read(ctx context.Context, r io.Reader, p []byte) *promise.Promise[int] {
	return promised(loopOf(ctx), func(k func(int, error)) {
		ReadThen(ctx, r, p, func(n int, err error) {
			if n > 0 && err == io.EOF { //nolint:errorlint // as an io.Reader says it
				err = nil
			}
			k(n, err)
		})
	})
}

// ReadThen is [Read] with a continuation, which gets what was read even beside
// an error.
//
//unnest:once k
func ReadThen(ctx context.Context, r io.Reader, p []byte, k func(int, error)) {
	mustRead(r)
	work(ctx, poolOf(r), func() (int, error) { return r.Read(p) }, nil, k)
}

// mustRead panics here, where it says who has called, and not on another goroutine.
func mustRead(r io.Reader) {
	if r == nil {
		panic("aio: nil reader")
	}
}

// ReadAll reads until the end of r.
func ReadAll(ctx context.Context, r io.Reader) *promise.Promise[[]byte] {
	return promised(loopOf(ctx), func(k func([]byte, error)) { ReadAllThen(ctx, r, k) })
}

// ReadAllThen is [ReadAll] with a continuation.
//
//unnest:once k
func ReadAllThen(ctx context.Context, r io.Reader, k func([]byte, error)) {
	mustRead(r)
	work(ctx, poolOf(r), func() ([]byte, error) { return io.ReadAll(r) }, nil, k)
}

// Write writes all of p. The operation owns w and p as [Read] does.
func Write(ctx context.Context, w io.Writer, p []byte) *promise.Promise[int] {
	return promised(loopOf(ctx), func(k func(int, error)) { WriteThen(ctx, w, p, k) })
}

// WriteThen is [Write] with a continuation.
//
//unnest:once k
func WriteThen(ctx context.Context, w io.Writer, p []byte, k func(int, error)) {
	if w == nil {
		panic("aio: nil writer")
	}
	work(ctx, poolOf(w), func() (int, error) { return w.Write(p) }, nil, k)
}

// Chunks reads r to its end and calls f on the loop with one piece after the
// other, of at most size bytes, or 64 KB if size is zero. The next piece is read when the promise that f
// has returned is fulfilled: who is slow slows the reader. The piece is valid
// until then.
func Chunks(
	ctx context.Context, r io.Reader, size int, f func(piece []byte) *promise.Promise[promise.Unit],
) *promise.Promise[promise.Unit] {
	return promisedUnit(loopOf(ctx), func(k func(error)) { ChunksThen(ctx, r, size, f, k) })
}

// ChunksThen is [Chunks] with a continuation at the end.
//
//unnest:once k
func ChunksThen(
	ctx context.Context, r io.Reader, size int,
	f func(piece []byte) *promise.Promise[promise.Unit], k func(error),
) {
	if f == nil {
		panic("aio: nil handler")
	}
	mustRead(r)
	whole := begin(ctx, unit(k))
	if size <= 0 {
		size = bufferSize
	}
	c := &chunks{ctx: ctx, r: r, buf: make([]byte, size), f: f, whole: whole}
	c.next(nil)
}

// A chunks is a stream that is being read.
type chunks struct {
	ctx context.Context
	r   io.Reader
	buf []byte
	f   func([]byte) *promise.Promise[promise.Unit]

	whole *op[promise.Unit]
}

// next reads a piece, now that the one before has been dealt with.
func (c *chunks) next(err error) {
	if err != nil {
		c.whole.end(promise.Unit{}, err)
		return
	}
	ReadThen(c.ctx, c.r, c.buf, c.got)
}

func (c *chunks) got(n int, err error) {
	switch {
	case c.whole.over.Load(): // with the context, and k has been told
		return
	case n == 0:
		c.proceed(err)
		return
	}
	promise.Resolve(c.buf[:n]).On(loopOf(c.ctx)).Then(c.f).Settle(func(_ promise.Unit, failed error) {
		if failed != nil {
			c.whole.end(promise.Unit{}, failed)
			return
		}
		c.proceed(err)
	})
}

func (c *chunks) proceed(err error) {
	if err == io.EOF { //nolint:errorlint // what an io.Reader returns at the end, and nothing else
		c.whole.end(promise.Unit{}, nil)
		return
	}
	c.next(err)
}
