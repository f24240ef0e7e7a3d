package aio

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// A Reply is what an HTTP handler answers. The zero value is an empty 200.
//
// The body is sent as it comes, and closed if it is an io.Closer: when it has been sent, or
// while it is read, when the client has left. If reading it fails,
// the handler panics with http.ErrAbortHandler, which ends the connection, so that the
// client can see that it has not got all.
type Reply struct {
	StatusCode int
	Header     http.Header
	Body       io.Reader // nil: none
}

// HTTPHandler makes a handler for net/http of a function that is called on the
// loop and promises the reply. The reply is written by the goroutine that
// net/http has for the connection, so a slow client does not hold the loop up. A
// rejection becomes a 500, without its error, which is for the log of f; what f cannot
// know of, like a panic, is logged. The loop keeps running until the reply is written.
//
// The context of the request has the loop, so that operations which are given it end on
// that, and when the client has left.
func HTTPHandler(ctx context.Context, f func(*http.Request) *promise.Promise[Reply]) http.Handler {
	if f == nil {
		panic("aio: nil handler")
	}
	l := loopOf(ctx)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.Hold()
		defer l.Release()
		*r = *r.WithContext(On(r.Context(), l)) // not a copy: net/http removes what r has uploaded
		p, resolve := promise.WithResolver[Reply](l)
		accepted := l.Post(func() {
			// A panic of f becomes a rejection, as that of any handler.
			resolve.Adopt(promise.Resolve(r).On(l).Then(f))
		})
		if !accepted {
			http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
			return
		}
		reply, err := p.Await(r.Context())
		if err != nil {
			if isMistake(err) {
				log.Printf("aio: %s %s: %v", r.Method, r.URL.Path, err)
			}
			p.Settle(func(late Reply, _ error) { late.close() })
			http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
			return
		}
		reply.write(w, r)
	})
}

// isMistake reports whether an error is one that a handler has made, rather than told.
func isMistake(err error) bool {
	_, panicked := errors.AsType[*loop.PanicError](err)
	return panicked || errors.Is(err, promise.ErrNilPromise) || errors.Is(err, loop.ErrGoexit)
}

func (r Reply) write(w http.ResponseWriter, request *http.Request) {
	release := sync.OnceFunc(r.close)
	defer release()
	defer context.AfterFunc(request.Context(), release)() // a body may wait for what never comes
	maps.Copy(w.Header(), r.Header)
	if r.StatusCode != 0 {
		w.WriteHeader(r.StatusCode)
	}
	if r.Body == nil {
		return
	}
	if !isWhole(r.Body) {
		w = flusher{w}
	}
	if _, err := io.Copy(w, r.Body); err != nil && !isForbidden(err) {
		panic(http.ErrAbortHandler) // or the client takes what it has got for the whole
	}
}

// isForbidden reports whether the reply has more of a body than it may have by its own
// head. The rest is not sent.
func isForbidden(err error) bool {
	return errors.Is(err, http.ErrBodyNotAllowed) || errors.Is(err, http.ErrContentLength)
}

// isWhole reports whether all of a body is there, so that nobody waits for what has come
// of it.
//
// Tempting: an io.WriterTo. But so is what hands on what another reader has, and a pipe.
func isWhole(body io.Reader) bool {
	switch b := body.(type) {
	case *bytes.Buffer, *bytes.Reader, *strings.Reader:
		return true
	case *os.File:
		return isRegular(b)
	}
	return false
}

// A flusher sends every piece at once: the next may come much later.
type flusher struct{ http.ResponseWriter }

func (f flusher) Write(p []byte) (int, error) {
	n, err := f.ResponseWriter.Write(p)
	http.NewResponseController(f.ResponseWriter).Flush() //nolint:errcheck // a writer that cannot need not
	return n, err
}

func (r Reply) close() {
	if c, ok := r.Body.(io.Closer); ok {
		c.Close() //nolint:errcheck // it has been read, or nobody will
	}
}

// What HTTPServe waits for from a client, without limits that would end long uploads and
// replies.
const (
	headTimeout = time.Minute     // the whole head of a request
	idleTimeout = 2 * time.Minute // the next request
)

// HTTPServe serves the connections of a listener until the context ends. It then
// waits for the replies under way and is fulfilled. Clients that take more than a minute to
// send the head of a request, or send none for two, are left. For other limits, give a
// server of your own an [HTTPHandler].
func HTTPServe(
	ctx context.Context, ln net.Listener, f func(*http.Request) *promise.Promise[Reply],
) *promise.Promise[promise.Unit] {
	return promisedUnit(loopOf(ctx), func(k func(error)) { HTTPServeThen(ctx, ln, f, k) })
}

// HTTPServeThen is [HTTPServe] with a continuation.
//
//unnest:once k
func HTTPServeThen(
	ctx context.Context, ln net.Listener, f func(*http.Request) *promise.Promise[Reply], k func(error),
) {
	if ln == nil {
		panic("aio: nil listener")
	}
	server := &http.Server{
		Handler: HTTPHandler(ctx, f), ReadHeaderTimeout: headTimeout, IdleTimeout: idleTimeout,
	}
	// The context ends the serving, not the operation.
	work(context.WithoutCancel(ctx), &freePool, nothing(func() error {
		drained := make(chan error, 1)
		stop := context.AfterFunc(ctx, func() { drained <- server.Shutdown(context.WithoutCancel(ctx)) })
		err := server.Serve(ln)
		if stop() || !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return <-drained
	}), nil, unit(k))
}
