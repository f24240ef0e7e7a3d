package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
)

const messageSize = 64

// echo sends requests over n connections, one at a time on each, and measures
// what the server spends on a request.
func echo(who string, n, requests int) (*cost, error) {
	s, err := start(who, 0)
	if errors.Is(err, errMissing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer s.stop()
	empty := s.resident()
	l := loop.New()
	c := &clients{ctx: aio.On(context.Background(), l), want: n, message: make([]byte, messageSize)}
	c.begin = func() {
		c.left = n // warm up
		c.round(func() {
			began, before := time.Now(), s.cpu()
			c.left = requests
			c.round(func() {
				c.cost = cost{
					cpu:   (s.cpu() - before) / 1e3 / float64(requests),
					wall:  float64(time.Since(began)) / 1e6,
					bytes: (s.resident() - empty) / float64(n),
				}
				c.close()
			})
		})
	}
	for range n {
		aio.DialThen(c.ctx, "tcp", "127.0.0.1:"+s.port, c.connected)
	}
	if err := l.Run(c.ctx); err != nil {
		return nil, err
	}
	return &c.cost, c.err
}

// clients are the connections to an echo server.
type clients struct {
	ctx     context.Context
	want    int
	message []byte
	conns   []*aio.Conn
	begin   func()
	left    int // requests that have not been sent yet
	flying  int // requests that have not been answered yet
	done    func()
	cost    cost
	err     error
}

func (c *clients) connected(conn *aio.Conn, err error) {
	if err != nil {
		c.err = err
		return
	}
	got := 0
	conn.Stream(func(p []byte) {
		if got += len(p); got == messageSize {
			got = 0
			c.answered(conn)
		}
	}, func(err error) { c.err = fmt.Errorf("ended early: %v", err) })
	if c.conns = append(c.conns, conn); len(c.conns) == c.want {
		c.begin()
	}
}

// round sends left requests and calls done when all have been answered.
func (c *clients) round(done func()) {
	c.done = done
	for _, conn := range c.conns {
		c.send(conn)
	}
}

func (c *clients) send(conn *aio.Conn) {
	if c.left == 0 {
		return
	}
	c.left--
	c.flying++
	conn.Send(c.message)
}

func (c *clients) answered(conn *aio.Conn) {
	c.flying--
	c.send(conn)
	if c.flying == 0 && c.left == 0 {
		c.done()
	}
}

func (c *clients) close() {
	for _, conn := range c.conns {
		conn.Close()
	}
}

func serveOurs(mux string) func() error {
	return func() error {
		os.Setenv("UNNEST_POLL", mux)
		l := loop.New()
		ctx := aio.On(context.Background(), l)
		ln, err := aio.Listen(ctx, "tcp", "127.0.0.1:0", func(c *aio.Conn) {
			c.Stream(func(p []byte) { c.Send(p) }, func(error) { c.Close() })
		})
		if err != nil {
			return err
		}
		fmt.Println(ln.Addr().(*net.TCPAddr).Port)
		return l.Run(ctx)
	}
}

func serveNet() error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(ln.Addr().(*net.TCPAddr).Port)
	for {
		c, err := ln.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer c.Close()
			buf := make([]byte, 4096)
			for {
				n, err := c.Read(buf)
				if err != nil {
					return
				}
				if _, err := c.Write(buf[:n]); err != nil {
					return
				}
			}
		}()
	}
}
