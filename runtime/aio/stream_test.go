package aio_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/promise"
)

func TestStreams(t *testing.T) {
	on(t, func(b bench) {
		name := filepath.Join(tempDir(t), "a")
		content := strings.Repeat("0123456789", 1000)
		var got strings.Builder
		busy := false
		done := aio.OpenFile(b.ctx, name, os.O_RDWR|os.O_CREATE, 0o600).
			Then(func(f *os.File) *promise.Promise[promise.Unit] {
				return aio.Write(b.ctx, f, []byte(content)).
					Map(func(int) (int64, error) { return f.Seek(0, io.SeekStart) }).
					Then(func(int64) *promise.Promise[promise.Unit] {
						return aio.Chunks(b.ctx, f, 999, func(piece []byte) *promise.Promise[promise.Unit] {
							if busy {
								t.Error("the next piece came before the last had been dealt with")
							}
							busy = true
							return aio.Sleep(b.ctx, time.Millisecond).Do(func(promise.Unit) {
								busy = false
								got.Write(piece)
							})
						})
					}).
					Finally(func() { _ = f.Close() })
			})
		if _, err := await(b, done); err != nil {
			t.Error(err)
		}
		if got.String() != content {
			t.Errorf("got %d bytes", got.Len())
		}
	})
}

// A reader may tell of its end, or of an error, beside the last that is read.
func TestReadBesideAnError(t *testing.T) {
	on(t, func(b bench) {
		p := make([]byte, 10)
		r := iotest.DataErrReader(strings.NewReader("abc"))
		if n, err := await(b, aio.Read(b.ctx, r, p)); string(p[:n]) != "abc" || err != nil {
			t.Errorf("got %q, %v", p[:n], err)
		}
		if n, err := await(b, aio.Read(b.ctx, r, p)); n != 0 || !errors.Is(err, io.EOF) {
			t.Errorf("got %d, %v", n, err)
		}
		wrong := errors.New("wrong")
		r = iotest.DataErrReader(io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(wrong)))
		if n, err := await(b, aio.Read(b.ctx, r, p)); n != 3 || !errors.Is(err, wrong) {
			t.Errorf("got %d, %v", n, err)
		}
	})
}

func TestChunksOfNoSizeAreLarge(t *testing.T) {
	on(t, func(b bench) {
		pieces := 0
		_, err := await(b, aio.Chunks(b.ctx, strings.NewReader("abc"), 0,
			func([]byte) *promise.Promise[promise.Unit] {
				pieces++
				return promise.Resolve(promise.Unit{})
			}))
		if pieces != 1 || err != nil {
			t.Errorf("got %d pieces, %v", pieces, err)
		}
	})
}

func TestChunksStopWithTheHandler(t *testing.T) {
	on(t, func(b bench) {
		wrong := errors.New("wrong")
		n := 0
		letters := strings.NewReader("abc")
		_, err := await(b, aio.Chunks(b.ctx, letters, 1, func([]byte) *promise.Promise[promise.Unit] {
			n++
			return promise.Reject[promise.Unit](wrong)
		}))
		if n != 1 || !errors.Is(err, wrong) {
			t.Errorf("%d pieces, %v", n, err)
		}
	})
}

// The end of a reader is io.EOF; an error of the handler is one, whatever it is.
func TestChunksWhoseHandlerMeetsAnEnd(t *testing.T) {
	on(t, func(b bench) {
		ended := fmt.Errorf("the other side: %w", io.EOF)
		_, err := await(b, aio.Chunks(b.ctx, strings.NewReader("abc"), 1,
			func([]byte) *promise.Promise[promise.Unit] { return promise.Reject[promise.Unit](ended) }))
		if !errors.Is(err, ended) {
			t.Errorf("got %v", err)
		}
	})
}

func TestChunksEndWithTheContext(t *testing.T) {
	on(t, func(b bench) {
		ctx, cancel := context.WithCancel(b.ctx)
		never, _ := promise.WithResolver[promise.Unit](b.loop)
		_, err := await(b, aio.Chunks(ctx, strings.NewReader("abc"), 1,
			func([]byte) *promise.Promise[promise.Unit] {
				cancel()
				return never
			}))
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

// A readerFunc is a Read.
type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// A favouring context tells only the first who watches it that it has ended.
type favouring struct {
	context.Context
	watched bool
}

func (c *favouring) Done() <-chan struct{} { return make(chan struct{}) }

func (c *favouring) AfterFunc(f func()) func() bool {
	if c.watched {
		return func() bool { return true }
	}
	c.watched = true
	return context.AfterFunc(c.Context, f)
}

// TestChunksAfterTheirEnd reads a piece when they have ended with the context.
func TestChunksAfterTheirEnd(t *testing.T) {
	on(t, func(b bench) {
		ctx, cancel := context.WithCancel(b.ctx)
		ended := make(chan struct{})
		late := readerFunc(func([]byte) (int, error) {
			cancel()
			<-ended
			return 1, nil
		})
		aio.ChunksThen(&favouring{Context: ctx}, late, 1, func([]byte) *promise.Promise[promise.Unit] {
			t.Error("called after the end")
			return promise.Resolve(promise.Unit{})
		}, func(error) { close(ended) })
		b.run()
	})
}

// A handler may wait for somebody of whom the loop knows nothing.
func TestChunksKeepTheLoopRunning(t *testing.T) {
	on(t, func(b bench) {
		pieces := make(chan promise.Resolver[promise.Unit])
		go func() {
			for r := range pieces {
				for b.loop.Metrics().Posted > 0 {
					time.Sleep(time.Millisecond)
				}
				r.Fulfill(promise.Unit{})
			}
		}()
		n := 0
		_, err := await(b, aio.Chunks(b.ctx, strings.NewReader("abc"), 1,
			func([]byte) *promise.Promise[promise.Unit] {
				n++
				p, r := promise.WithResolver[promise.Unit](b.loop)
				pieces <- r
				return p
			}))
		close(pieces)
		if n != 3 || err != nil {
			t.Errorf("%d pieces, %v", n, err)
		}
	})
}

func TestPipesDoNotHoldFilesUp(t *testing.T) {
	on(t, func(b bench) {
		const more = 64 // than files have goroutines
		var pipes []io.Closer
		closePipes := func() {
			for _, p := range pipes {
				_ = p.Close()
			}
		}
		for range more {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			pipes = append(pipes, w)
			aio.ReadThen(b.ctx, r, make([]byte, 1), func(int, error) { _ = r.Close() })
		}
		late := b.loop.SetTimeout(10*time.Second, closePipes)
		aio.StatThen(b.ctx, ".", func(fs.FileInfo, error) {
			if !late.Stop() {
				t.Error("a file had to wait for pipes")
			}
			closePipes()
		})
		b.run()
	})
}
