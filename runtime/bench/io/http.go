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

func serveSlowly() error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(ln.Addr().(*net.TCPAddr).Port)
	return http.Serve(ln, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(50 * time.Millisecond)
		io.WriteString(w, "hello, world\n")
	}))
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
