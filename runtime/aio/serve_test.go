package aio_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// A body reports that it was closed.
type body struct {
	io.Reader
	closed chan struct{}
}

func (c body) Close() error { close(c.closed); return nil }

func TestReplyThatComesTooLateIsClosed(t *testing.T) {
	on(t, func(b bench) {
		b.loop.Hold()
		ctx, leave := context.WithCancel(b.ctx)
		late := body{strings.NewReader("late"), make(chan struct{})}
		var reply promise.Resolver[aio.Reply]
		handler := aio.HTTPHandler(b.ctx, func(*http.Request) *promise.Promise[aio.Reply] {
			leave()
			p, r := promise.WithResolver[aio.Reply](b.loop)
			reply = r
			return p
		})
		go func() {
			defer b.loop.Release()
			r := httptest.NewRequest(http.MethodGet, "/", nil).WithContext(ctx)
			handler.ServeHTTP(httptest.NewRecorder(), r)
			done := make(chan struct{})
			b.loop.Post(func() {
				b.loop.Post(func() { close(done) }) // behind the handlers of the reply
				reply.Fulfill(aio.Reply{Body: late})
			})
			<-done
			select {
			case <-late.closed:
			default:
				t.Error("the body is left open")
			}
		}()
		b.run()
	})
}

// serve has a handler of f answer a request, on a goroutine like those of net/http.
func serve(b bench, f func(*http.Request) *promise.Promise[aio.Reply]) <-chan *httptest.ResponseRecorder {
	answer := make(chan *httptest.ResponseRecorder, 1)
	handler := aio.HTTPHandler(b.ctx, f)
	go func() {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/path", nil))
		answer <- w
	}()
	return answer
}

func TestShutdownWaitsForReplies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		b := bench{t, l, aio.On(t.Context(), l)}
		answer := serve(b, func(*http.Request) *promise.Promise[aio.Reply] {
			p, r := promise.WithResolver[aio.Reply](l)
			go r.Fulfill(aio.Reply{StatusCode: http.StatusTeapot}) // of which the loop knows nothing
			return p
		})
		synctest.Wait()
		if err := l.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		if w := <-answer; w.Code != http.StatusTeapot {
			t.Errorf("got %d", w.Code)
		}
	})
}

func TestReplyIsSentAsItComes(t *testing.T) {
	bodies := map[string]func(pipe io.Reader) io.Reader{
		"a reader":       func(pipe io.Reader) io.Reader { return pipe },
		"two readers":    func(pipe io.Reader) io.Reader { return io.MultiReader(new(bytes.Buffer), pipe) },
		"a buffered one": func(pipe io.Reader) io.Reader { return bufio.NewReader(pipe) },
	}
	for name, over := range bodies {
		t.Run(name, func(t *testing.T) {
			on(t, func(b bench) {
				pipe, end := io.Pipe()
				asItComes(b, over(pipe), end)
			})
		})
	}
	t.Run("a pipe of the system", func(t *testing.T) {
		on(t, func(b bench) {
			pipe, end, err := os.Pipe()
			if err != nil {
				b.Fatal(err)
			}
			asItComes(b, pipe, end)
		})
	})
}

// asItComes checks that the client gets what is written to end before end is closed.
func asItComes(b bench, body io.Reader, end io.WriteCloser) {
	go func() { _, _ = end.Write([]byte("first")) }()
	exchange(b, aio.Reply{Body: body}, func(resp *http.Response, err error) {
		if err != nil {
			b.Error(err)
			return
		}
		first := make([]byte, len("first"))
		if _, err := io.ReadFull(resp.Body, first); err != nil || string(first) != "first" {
			b.Errorf("got %q, %v", first, err)
		}
		_ = end.Close()
	})
}

// exchange gets a reply from a server, for check to look at.
func exchange(b bench, reply aio.Reply, check func(resp *http.Response, err error)) {
	b.loop.Hold()
	server := httptest.NewServer(aio.HTTPHandler(b.ctx, func(*http.Request) *promise.Promise[aio.Reply] {
		return promise.Resolve(reply)
	}))
	go func() {
		defer b.loop.Release()
		defer server.Close()
		resp, err := http.Get(server.URL)
		check(resp, err)
		if err == nil {
			_ = resp.Body.Close()
		}
	}()
	b.run()
}

func TestReplyWhoseBodyFailsIsCutOff(t *testing.T) {
	on(t, func(b bench) {
		half := io.MultiReader(strings.NewReader("first"), iotest.ErrReader(errors.New("disk")))
		failing := body{half, make(chan struct{})}
		exchange(b, aio.Reply{Body: failing}, func(resp *http.Response, err error) {
			if err == nil {
				_, err = io.ReadAll(resp.Body)
			}
			if err == nil {
				b.Error("the client has taken it for the whole")
			}
			<-failing.closed
		})
	})
}

func TestReplyWhoseBodyIsForbidden(t *testing.T) {
	short := http.Header{"Content-Length": {"2"}}
	replies := map[string]aio.Reply{
		"":   {StatusCode: http.StatusNoContent, Body: strings.NewReader("abc")},
		"ab": {Header: short, Body: io.MultiReader(strings.NewReader("ab"), strings.NewReader("c"))},
	}
	for want, reply := range replies {
		on(t, func(b bench) {
			exchange(b, reply, func(resp *http.Response, err error) {
				if err != nil {
					b.Error(err)
					return
				}
				if got, err := io.ReadAll(resp.Body); string(got) != want || err != nil {
					b.Errorf("got %q, %v", got, err)
				}
			})
		})
	}
}

// What an HTTP handler gives the context of the request ends on the loop of the handler.
func TestContextOfARequestHasTheLoop(t *testing.T) {
	on(t, func(b bench) {
		b.loop.Hold()
		inside := false
		answer := serve(b, func(r *http.Request) *promise.Promise[aio.Reply] {
			return aio.Sleep(r.Context(), 0).Map(func(promise.Unit) (aio.Reply, error) {
				inside = b.loop.Inside()
				return aio.Reply{}, nil
			})
		})
		go func() { <-answer; b.loop.Release() }()
		b.run()
		if !inside {
			t.Error("it ended elsewhere")
		}
	})
}

func TestMissingPromiseOfAnHTTPHandlerIsLogged(t *testing.T) {
	logged := logOf(t, func(*http.Request) *promise.Promise[aio.Reply] { return nil })
	if !strings.Contains(logged, "GET /path") || !strings.Contains(logged, promise.ErrNilPromise.Error()) {
		t.Errorf("logged %q", logged)
	}
}

func TestPanicOfAnHTTPHandlerIsLogged(t *testing.T) {
	logged := logOf(t, func(*http.Request) *promise.Promise[aio.Reply] { panic("boom") })
	if !strings.Contains(logged, "GET /path") || !strings.Contains(logged, "boom") {
		t.Errorf("logged %q", logged)
	}
}

// logOf has a handler of f fail, and returns the log.
func logOf(t *testing.T, f func(*http.Request) *promise.Promise[aio.Reply]) string {
	t.Helper()
	var logged strings.Builder
	log.SetOutput(&logged)
	defer log.SetOutput(os.Stderr)
	on(t, func(b bench) {
		b.loop.Hold()
		answer := serve(b, f)
		done := make(chan *httptest.ResponseRecorder, 1)
		go func() { done <- <-answer; b.loop.Release() }()
		b.run()
		if w := <-done; w.Code != http.StatusInternalServerError {
			b.Errorf("got %d", w.Code)
		}
	})
	return logged.String()
}

// A body that waits for what never comes is closed when its client has left.
func TestReplyEndsWithItsClient(t *testing.T) {
	on(t, func(b bench) {
		b.loop.Hold()
		body, _ := io.Pipe()
		ctx, leave := context.WithCancel(b.ctx)
		handler := aio.HTTPHandler(b.ctx, func(*http.Request) *promise.Promise[aio.Reply] {
			return promise.Resolve(aio.Reply{Body: started{body, leave}})
		})
		go func() {
			defer b.loop.Release()
			defer func() { _ = recover() }() // http.ErrAbortHandler
			request := httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
			handler.ServeHTTP(httptest.NewRecorder(), request)
		}()
		b.run()
		if _, err := body.Read(make([]byte, 1)); !errors.Is(err, io.ErrClosedPipe) {
			b.Errorf("the body is left open: %v", err)
		}
	})
}

// A started body says that it is read.
type started struct {
	*io.PipeReader

	tell func()
}

func (s started) Read(p []byte) (int, error) {
	s.tell()
	return s.PipeReader.Read(p)
}

// What a request has uploaded is removed when it is answered.
func TestUploadsAreRemoved(t *testing.T) {
	dir := tempDir(t)
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	on(t, func(b bench) {
		var text bytes.Buffer
		form := multipart.NewWriter(&text)
		file, err := form.CreateFormFile("file", "name")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := file.Write(make([]byte, 1<<20)); err != nil {
			b.Fatal(err)
		}
		if err := form.Close(); err != nil {
			b.Fatal(err)
		}
		uploaded := 0
		answer := func(r *http.Request) *promise.Promise[aio.Reply] {
			if err := r.ParseMultipartForm(1); err != nil {
				b.Error(err)
			}
			uploaded = len(inDirectory(b, dir))
			return promise.Resolve(aio.Reply{})
		}
		server := httptest.NewServer(aio.HTTPHandler(b.ctx, answer))
		b.loop.Hold()
		go func() {
			defer b.loop.Release()
			got, err := http.Post(server.URL, form.FormDataContentType(), &text)
			if err != nil {
				b.Error(err)
				return
			}
			_ = got.Body.Close()
			server.Close()
		}()
		b.run()
		if left := inDirectory(b, dir); uploaded == 0 || len(left) > 0 {
			b.Errorf("%d files uploaded, left are %v", uploaded, left)
		}
	})
}

func inDirectory(b bench, dir string) []os.DirEntry {
	b.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		b.Error(err)
	}
	return files
}

// What is missing is told where it is missing, not on a goroutine that nobody knows.
func TestNilPanicsAtTheCall(t *testing.T) {
	pieces := func([]byte) *promise.Promise[promise.Unit] { return nil }
	replies := func(*http.Request) *promise.Promise[aio.Reply] { return nil }
	on(t, func(b bench) {
		for name, call := range map[string]func(){
			"HTTPHandler":    func() { aio.HTTPHandler(b.ctx, nil) },
			"CloseWriteThen": func() { new(aio.Conn).CloseWriteThen(b.ctx, nil) },
			"OnSignal":       func() { aio.OnSignal(b.ctx, nil) },
			"Go":             func() { aio.GoThen[int](b.ctx, nil, func(int, error) {}) },
			"Watch":          func() { b.loop.Watch(1, nil) },
			"On":             func() { aio.On(b.ctx, nil) },
			"Read":           func() { aio.Read(b.ctx, nil, make([]byte, 1)) },
			"ReadAll":        func() { aio.ReadAll(b.ctx, nil) },
			"Chunks":         func() { aio.Chunks(b.ctx, nil, 0, pieces) },
			"Write":          func() { aio.Write(b.ctx, nil, nil) },
			"HTTPDo":         func() { aio.HTTPDo(b.ctx, nil, nil) },
			"HTTPServe":      func() { aio.HTTPServe(b.ctx, nil, replies) },
		} {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%s has taken nil", name)
					}
				}()
				call()
			}()
		}
	})
}
