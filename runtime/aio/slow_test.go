package aio_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// Clients that send next to nothing do not keep a server busy for ever.
func TestServerLeavesSlowClients(t *testing.T) {
	sent := map[string]string{
		"nothing at all":           "",
		"half of a head":           "GET / HTTP/1.1\r\nHost:",
		"nothing behind a request": "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
	}
	for name, request := range sent {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := loop.New()
				ctx, cancel := context.WithCancel(aio.On(t.Context(), l))
				client, server := net.Pipe()
				aio.HTTPServe(ctx, newSingle(server), func(*http.Request) *promise.Promise[aio.Reply] {
					return promise.Resolve(aio.Reply{})
				}).Settle(func(_ promise.Unit, err error) {
					if err != nil {
						t.Error(err)
					}
				})
				go func() {
					defer cancel()
					_, sent := io.WriteString(client, request)
					if _, err := io.Copy(io.Discard, client); err != nil || sent != nil {
						t.Error(err, sent)
					}
				}()
				if err := l.Shutdown(t.Context()); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// A single is a listener for one connection.
type single struct {
	conns chan net.Conn
	over  chan struct{}
}

func newSingle(c net.Conn) single {
	s := single{make(chan net.Conn, 1), make(chan struct{})}
	s.conns <- c
	return s
}

func (s single) Accept() (net.Conn, error) {
	select {
	case c := <-s.conns:
		return c, nil
	case <-s.over:
		return nil, net.ErrClosed
	}
}

func (s single) Close() error { close(s.over); return nil }

func (single) Addr() net.Addr { return &net.TCPAddr{} }
