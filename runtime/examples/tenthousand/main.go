// Tenthousand holds 10,000 connections on one goroutine and prints what they
// take, beside what goroutines and threads would take.
//
// The clients are a second process, because a process may have fewer descriptors
// than both ends together need.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
)

func main() {
	connections := flag.Int("n", 10_000, "connections")
	rounds := flag.Int("rounds", 10, "messages that each connection sends and gets back")
	connect := flag.String("connect", "", "address; be the clients")
	flag.Parse()
	run := serve
	if *connect != "" {
		run = func(n, rounds int) error { return dial(*connect, n, rounds) }
	}
	if err := run(*connections, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// A server echoes and counts.
type server struct {
	n, open, most int
	messages      int
	listener      *aio.Listener
	before        usage
}

func serve(n, rounds int) error {
	l := loop.New()
	ctx := aio.On(context.Background(), l)
	s := &server{n: n}
	var err error
	if s.listener, err = aio.Listen(ctx, "tcp", "127.0.0.1:0", s.accept); err != nil {
		return err
	}
	s.before = measure()
	clients := exec.Command(os.Args[0], "-connect", s.listener.Addr().String(),
		"-n", fmt.Sprint(n), "-rounds", fmt.Sprint(rounds))
	clients.Stderr = os.Stderr
	var failed error
	aio.CommandThen(ctx, clients, func(_ aio.Output, err error) {
		failed = err
		s.listener.Close() //nolint:errcheck // it ends in any case
	})
	if err := l.Run(ctx); err != nil {
		return err
	}
	fmt.Printf("%d messages echoed on one goroutine\n", s.messages)
	return failed
}

func (s *server) accept(c *aio.Conn) {
	s.open++
	if s.open > s.most {
		s.most = s.open
	}
	if s.open == s.n {
		s.report()
	}
	err := c.Stream(func(p []byte) {
		s.messages++
		if _, err := c.Send(p); err != nil {
			c.Abort()
		}
	}, func(error) {
		s.open--
		c.Close() //nolint:errcheck // it ends in any case
	})
	if err != nil {
		c.Abort()
	}
}

func (s *server) report() {
	now := measure()
	perConn := func(bytes uint64) float64 { return float64(bytes) / 1024 / float64(s.n) }
	fmt.Printf("%d connections, %d goroutines\n", s.open, now.goroutines)
	fmt.Printf("  event loop:        %7.1f MB  %5.2f KB each (heap), resident %.1f MB in all\n",
		float64(now.heap-s.before.heap)/(1<<20), perConn(now.heap-s.before.heap),
		float64(now.resident)/(1<<20))
	goroutines := parkedGoroutines(s.n)
	fmt.Printf("  goroutines:        %7.1f MB  %5.2f KB each (parked, with a 4 KB buffer)\n",
		float64(goroutines)/(1<<20), perConn(goroutines))
	fmt.Printf("  threads:           %7.1f MB  8 MB each: address space of the default stack, of which\n"+
		"                                about 10 KB is resident\n", float64(s.n)*8)
}

type usage struct {
	heap, resident uint64
	goroutines     int
}

func measure() usage {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return usage{heap: m.HeapAlloc + m.StackInuse, resident: resident(), goroutines: runtime.NumGoroutine()}
}

// resident is the memory of the process; zero where the system does not tell.
func resident() uint64 {
	status, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer status.Close() //nolint:errcheck // only read
	for lines := bufio.NewScanner(status); lines.Scan(); {
		if value, ok := strings.CutPrefix(lines.Text(), "VmRSS:"); ok {
			var kb uint64
			fmt.Sscan(value, &kb) //nolint:errcheck // then zero
			return kb << 10
		}
	}
	return 0
}

// parkedGoroutines measures what n goroutines take that wait with a buffer.
func parkedGoroutines(n int) uint64 {
	before := measure()
	release := make(chan struct{})
	for range n {
		go func() {
			buf := make([]byte, 4<<10)
			<-release
			runtime.KeepAlive(buf)
		}()
	}
	for runtime.NumGoroutine() < before.goroutines+n {
		time.Sleep(time.Millisecond)
	}
	after := measure()
	close(release)
	return after.heap - before.heap
}

// A client is all connections of the second process.
type client struct {
	ctx       context.Context
	n, rounds int
	conns     []*aio.Conn
	err       error
}

func dial(address string, n, rounds int) error {
	l := loop.New()
	c := &client{ctx: aio.On(context.Background(), l), n: n, rounds: rounds}
	for range n {
		aio.DialThen(c.ctx, "tcp", address, c.connected)
	}
	if err := l.Run(c.ctx); err != nil {
		return err
	}
	return c.err
}

// connected starts talking when all connections stand.
func (c *client) connected(conn *aio.Conn, err error) {
	if err != nil {
		c.err = err
		c.n--
		return
	}
	c.conns = append(c.conns, conn)
	if len(c.conns) < c.n {
		return
	}
	for _, conn := range c.conns {
		c.talk(conn)
	}
}

func (c *client) talk(conn *aio.Conn) {
	left := c.rounds
	message := make([]byte, 64)
	got := 0
	send := func() {
		if _, err := conn.Send(message); err != nil {
			c.err = err
		}
	}
	err := conn.Stream(func(p []byte) {
		if got += len(p); got < len(message) {
			return
		}
		got = 0
		if left--; left == 0 {
			conn.Close() //nolint:errcheck // it ends in any case
			return
		}
		send()
	}, func(err error) {
		c.err = fmt.Errorf("ended early: %w", err)
		conn.Close() //nolint:errcheck // it ends in any case
	})
	if err != nil {
		c.err = err
	}
	send()
}
