package aio_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/unnest-go/unnest/runtime/aio"
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
