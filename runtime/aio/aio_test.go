package aio_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// TestMain has the process open what it opens once, so that it does not count as
// left behind by the first test.
func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		child(os.Args[1])
	}
	_, _ = aio.ReadFile(context.Background(), os.Args[0]).Await(context.Background())
	<-time.After(0) // the first timer opens what Go's own poller needs
	signal.Stop(notified())
	os.Exit(m.Run())
}

// notified gets signals; the first who asks for them starts a goroutine of Go's own.
func notified() chan os.Signal {
	c := make(chan os.Signal, 1)
	signal.Notify(c)
	return c
}

// A bench is a loop of a test and the context to use it.
type bench struct {
	*testing.T
	loop *loop.Loop
	ctx  context.Context
}

// on runs f with a loop of its own, and then checks that nothing is left: no
// goroutine and no descriptor.
func on(t *testing.T, f func(b bench)) {
	t.Helper()
	before := resources()
	l := loop.New()
	f(bench{t, l, aio.On(t.Context(), l)})
	if err := l.Shutdown(context.Background()); err != nil {
		t.Error(err)
	}
	http.DefaultClient.CloseIdleConnections()
	var after string
	for range 500 {
		if after = resources(); after <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	buf := make([]byte, 1<<16)
	t.Errorf("left behind: %s, before: %s\n%s", after, before, buf[:runtime.Stack(buf, true)])
}

// tempDir is t.TempDir for wine, on which os.RemoveAll fails.
func tempDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "aio") //nolint:usetesting // os.RemoveAll, as said
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		entries, err := os.ReadDir(dir)
		for _, e := range entries {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
		if err = errors.Join(err, os.Remove(dir)); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func resources() string {
	var fds []os.DirEntry
	if runtime.GOOS == "linux" { // wine has the directory, too, with its own descriptors
		fds, _ = os.ReadDir("/proc/self/fd")
	}
	return fmt.Sprintf("%4d descriptors, %4d goroutines", len(fds), runtime.NumGoroutine())
}

const childVariable = "UNNEST_AIO_TEST_CHILD"

// childCommand is this program, as a child that does what.
func childCommand(ctx context.Context, what string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], what)
	cmd.Env = append(os.Environ(), childVariable+"=1")
	return cmd
}

func child(what string) {
	switch what {
	case "fail":
		fmt.Println("why")
		os.Exit(1)
	case "hang":
		fmt.Println("hanging")
		_, _ = io.Copy(io.Discard, blocker{})
	case "speak":
		fmt.Println("out")
		fmt.Fprintln(os.Stderr, "err")
	}
	os.Exit(0)
}

// A blocker never has anything to read.
type blocker struct{}

func (blocker) Read([]byte) (int, error) { select {} }

func (b bench) run() {
	b.Helper()
	if err := b.loop.Run(b.ctx); err != nil {
		b.Fatal(err)
	}
}

// await runs the loop until nothing is left to do and returns the outcome.
func await[T any](b bench, p *promise.Promise[T]) (v T, err error) {
	b.Helper()
	settled := false
	p.Settle(func(got T, failed error) { v, err, settled = got, failed, true })
	b.run()
	if !settled {
		b.Fatal("the promise has not settled")
	}
	return v, err
}

// TestSleep has a virtual clock: between two calls any time may pass.
func TestSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		ctx := aio.On(t.Context(), l)
		var order []int
		for _, ms := range []int{3, 1, 2} {
			aio.SleepThen(ctx, time.Duration(ms)*time.Millisecond, func(_ error) {
				order = append(order, ms)
			})
		}
		if err := l.Run(ctx); err != nil {
			t.Error(err)
		}
		if fmt.Sprint(order) != "[1 2 3]" {
			t.Errorf("got %v", order)
		}
	})
}

func TestSleepWithoutEnd(t *testing.T) {
	on(t, func(b bench) {
		slept := aio.Sleep(aio.On(context.Background(), b.loop), time.Millisecond)
		if _, err := await(b, slept); err != nil {
			t.Error(err)
		}
	})
}

func TestFiles(t *testing.T) {
	on(t, func(b bench) {
		dir := tempDir(t)
		name := filepath.Join(dir, "a")
		sizes := aio.WriteFile(b.ctx, name, []byte("hello"), 0o600).
			Then(func(promise.Unit) *promise.Promise[[]byte] { return aio.ReadFile(b.ctx, name) }).
			Do(func(data []byte) {
				if string(data) != "hello" {
					t.Errorf("read %q", data)
				}
			}).
			Then(func([]byte) *promise.Promise[[]fs.DirEntry] { return aio.ReadDir(b.ctx, dir) }).
			Then(func(entries []fs.DirEntry) *promise.Promise[fs.FileInfo] {
				return aio.Stat(b.ctx, filepath.Join(dir, entries[0].Name()))
			}).
			Map(func(info fs.FileInfo) (int64, error) { return info.Size(), nil })
		if n, err := await(b, sizes); n != 5 || err != nil {
			t.Errorf("got %d, %v", n, err)
		}
	})
}

func TestErrorsAreThoseOfTheStandardLibrary(t *testing.T) {
	on(t, func(b bench) {
		missing := filepath.Join(tempDir(t), "missing")
		_, err := await(b, aio.ReadFile(b.ctx, missing))
		var pathError *fs.PathError
		if !errors.Is(err, fs.ErrNotExist) || !errors.As(err, &pathError) || pathError.Path != missing {
			t.Errorf("ReadFile: %v", err)
		}
		_, err = await(b, aio.Dial(b.ctx, "tcp", "127.0.0.1:1"))
		var opError *net.OpError
		if !errors.Is(err, errRefused) || !errors.As(err, &opError) || opError.Op != "dial" {
			t.Errorf("Dial: %v", err)
		}
		_, err = await(b, aio.Dial(b.ctx, "carrier pigeon", "home"))
		if _, ok := errors.AsType[net.UnknownNetworkError](err); !ok {
			t.Errorf("Dial: %v", err)
		}
		out, err := await(b, aio.Command(b.ctx, childCommand(b.ctx, "fail")))
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 || string(out.Stdout) != "why\n" {
			t.Errorf("Command: %q, %v", out.Stdout, err)
		}
	})
}

func TestCancellation(t *testing.T) {
	cause := errors.New("changed my mind")
	blocked, release := io.Pipe()
	defer func() { _ = release.Close() }()
	operations := map[string]func(ctx context.Context) *promise.Promise[promise.Unit]{
		"Sleep": func(ctx context.Context) *promise.Promise[promise.Unit] {
			return aio.Sleep(ctx, time.Hour)
		},
		"Read": func(ctx context.Context) *promise.Promise[promise.Unit] {
			return aio.Read(ctx, blocked, make([]byte, 1)).
				Map(func(int) (promise.Unit, error) { return promise.Unit{}, nil })
		},
		"Signal": func(ctx context.Context) *promise.Promise[promise.Unit] {
			return aio.Signal(ctx, os.Interrupt).
				Map(func(os.Signal) (promise.Unit, error) { return promise.Unit{}, nil })
		},
		"Run": func(ctx context.Context) *promise.Promise[promise.Unit] {
			return aio.Command(ctx, childCommand(ctx, "hang")).
				Map(func(aio.Output) (promise.Unit, error) { return promise.Unit{}, nil })
		},
	}
	for name, begin := range operations {
		for _, when := range []string{"before", "meanwhile"} {
			t.Run(name+" "+when, func(t *testing.T) {
				l := loop.New()
				ctx, cancel := context.WithCancelCause(aio.On(t.Context(), l))
				if when == "before" {
					cancel(cause)
				}
				p := begin(ctx)
				l.Post(func() { cancel(cause) })
				if _, err := await(bench{t, l, t.Context()}, p); !errors.Is(err, cause) {
					t.Errorf("got %v", err)
				}
			})
		}
	}
}

func TestHTTP(t *testing.T) {
	on(t, func(b bench) {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		serving, stop := context.WithCancel(b.ctx)
		served := aio.HTTPServe(serving, ln, func(r *http.Request) *promise.Promise[aio.Reply] {
			if r.URL.Path == "/panic" {
				panic("no such page")
			}
			return aio.ReadAll(r.Context(), r.Body).Map(func(body []byte) (aio.Reply, error) {
				return aio.Reply{
					StatusCode: http.StatusAccepted,
					Header:     http.Header{"X-Method": {r.Method}},
					Body:       strings.NewReader("you sent: " + string(body)),
				}, nil
			})
		})
		url := "http://" + ln.Addr().String()
		var get, post, crashed *aio.Response
		aio.HTTPGet(b.ctx, url).Keep(&get).
			Then(func(*aio.Response) *promise.Promise[*aio.Response] {
				return aio.HTTPPost(b.ctx, url, "text/plain", strings.NewReader("data"))
			}).Keep(&post).
			Then(func(*aio.Response) *promise.Promise[*aio.Response] {
				return aio.HTTPGet(b.ctx, url+"/panic")
			}).
			Keep(&crashed).
			Settle(func(_ *aio.Response, err error) {
				if err != nil {
					t.Error(err)
				}
				stop()
			})
		if _, err := await(b, served); err != nil {
			t.Error(err)
		}
		if string(get.Body) != "you sent: " || get.StatusCode != http.StatusAccepted ||
			get.Header.Get("X-Method") != "GET" {
			t.Errorf("GET: %+v", get)
		}
		if string(post.Body) != "you sent: data" {
			t.Errorf("POST: %+v", post)
		}
		if crashed.StatusCode != http.StatusInternalServerError {
			t.Errorf("panic: %+v", crashed)
		}
	})
}

func TestHTTPStream(t *testing.T) {
	on(t, func(b bench) {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for range 100 {
				_, _ = io.WriteString(w, "0123456789")
				w.(http.Flusher).Flush()
			}
		}))
		defer server.Close()
		req, err := http.NewRequest(http.MethodGet, server.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		done := aio.HTTPDo(b.ctx, nil, req).Then(func(resp *http.Response) *promise.Promise[promise.Unit] {
			return aio.Chunks(b.ctx, resp.Body, 100, func(piece []byte) *promise.Promise[promise.Unit] {
				n += len(piece)
				return promise.Resolve(promise.Unit{})
			}).Finally(func() { _ = resp.Body.Close() })
		})
		if _, err := await(b, done); err != nil || n != 1000 {
			t.Errorf("%d bytes, %v", n, err)
		}
	})
}

func TestLookup(t *testing.T) {
	on(t, func(b bench) {
		addrs, err := await(b, aio.LookupHost(b.ctx, "localhost"))
		if err != nil || len(addrs) == 0 || !addrs[0].IsLoopback() {
			t.Errorf("got %v, %v", addrs, err)
		}
	})
}

func TestRun(t *testing.T) {
	on(t, func(b bench) {
		out, err := await(b, aio.Command(b.ctx, childCommand(b.ctx, "speak")))
		if err != nil || !out.State.Success() ||
			string(out.Stdout) != "out\n" || string(out.Stderr) != "err\n" {
			t.Errorf("got %q, %q, %v", out.Stdout, out.Stderr, err)
		}
	})
}

func TestDefaultLoop(t *testing.T) {
	name := filepath.Join(tempDir(t), "a")
	if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	data, err := aio.ReadFile(t.Context(), name).Await(t.Context())
	if err != nil || string(data) != "x" {
		t.Errorf("got %q, %v", data, err)
	}
}

func TestGo(t *testing.T) {
	on(t, func(b bench) {
		done := 0
		for range 10 {
			aio.GoThen(b.ctx, func() (int, error) { return 1, nil }, func(n int, _ error) { done += n })
		}
		b.run()
		if done != 10 {
			t.Errorf("%d of 10", done)
		}
	})
}

func TestGoexitIsAnError(t *testing.T) {
	on(t, func(b bench) {
		_, err := await(b, aio.Go(b.ctx, func() (int, error) {
			runtime.Goexit()
			return 1, nil
		}))
		if !errors.Is(err, loop.ErrGoexit) {
			t.Errorf("got %v", err)
		}
	})
}
