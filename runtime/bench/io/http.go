package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
)

// fan measures what a process spends on n GETs at once from a server that takes
// 50 ms to answer.
func fan(who string, n int) (*cost, error) {
	s, err := start("slow", -1)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	return report(who, "http://127.0.0.1:"+s.port, strconv.Itoa(n))
}

// serveSlowly runs a server that answers every GET after 50 ms and does as little as
// it can beside that: what a server spends is in the wall of all contestants alike,
// and hides how they differ.
func serveSlowly() error {
	l := loop.New()
	ctx := aio.On(context.Background(), l)
	ln, err := aio.Listen(ctx, "tcp", "127.0.0.1:0", func(c *aio.Conn) { answerSlowly(l, c) })
	if err != nil {
		return err
	}
	fmt.Println(ln.Addr().(*net.TCPAddr).Port)
	return l.Run(ctx)
}

var helloWorld = []byte("HTTP/1.1 200 OK\r\n" +
	"Content-Type: text/plain\r\nContent-Length: 13\r\n\r\nhello, world\n")

// answerSlowly answers the requests of a connection, which have no body.
func answerSlowly(l *loop.Loop, c *aio.Conn) {
	answer := func() { c.Send(helloWorld) }
	begun := "" // the request of which only a part has come
	c.Stream(func(p []byte) {
		heads := strings.Split(begun+string(p), "\r\n\r\n")
		begun = heads[len(heads)-1]
		for range heads[1:] {
			l.SetTimeout(50*time.Millisecond, answer)
		}
	}, func(error) { c.Close() })
}

// fetch is a contestant that gets with get, which returns how many answers there
// were: once to open the connections, once to measure.
func fetch(get func(url string, n int) int) func() error {
	return func() error {
		url, count, _ := strings.Cut(os.Getenv("BENCH_ARG"), " ")
		n, err := strconv.Atoi(count)
		if err != nil {
			return err
		}
		http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = n
		http.DefaultTransport.(*http.Transport).MaxIdleConns = n
		get(url, n)
		began, before := time.Now(), usage()
		if got := get(url, n); got != n {
			return fmt.Errorf("%d answers", got)
		}
		tell(usage()-before, time.Since(began), 1, float64(n))
		return nil
	}
}

func oursGets(url string, n int) (answers int) {
	l := loop.New()
	ctx := aio.On(context.Background(), l)
	for range n {
		aio.HTTPGetThen(ctx, url, func(resp *aio.Response, err error) {
			if err == nil && len(resp.Body) == 13 {
				answers++
			}
		})
	}
	l.Run(ctx)
	return answers
}

func goroutineGets(url string, n int) (answers int) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			resp, err := http.Get(url)
			if err != nil {
				return
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			if err == nil && len(body) == 13 {
				mu.Lock()
				defer mu.Unlock()
				answers++
			}
		})
	}
	all.Wait()
	return answers
}
