package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

const fileCount, fileSize = 10_000, 1024

// files measures what a process spends on reading 10,000 small files.
func files(who string) (*cost, error) {
	dir := filepath.Join(os.TempDir(), "unnest-bench-files")
	if err := makeFiles(dir); err != nil {
		return nil, err
	}
	return report(who, dir)
}

// report runs a contestant that prints its cost.
func report(who string, args ...string) (*cost, error) {
	cmd, err := command(-1, who)
	if errors.Is(err, errMissing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	cmd.Env = append(os.Environ(), "BENCH_ARG="+strings.Join(args, " "))
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	c := &cost{}
	_, err = fmt.Sscan(string(out), &c.cpu, &c.wall, &c.bytes)
	return c, err
}

func fileName(dir string, i int) string { return filepath.Join(dir, fmt.Sprintf("%05d", i)) }

func makeFiles(dir string) error {
	if _, err := os.Stat(fileName(dir, fileCount-1)); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for i := range fileCount {
		if err := os.WriteFile(fileName(dir, i), make([]byte, fileSize), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// readFiles is a contestant that reads with read, which returns how many bytes
// that were: once to warm up, three times to measure.
func readFiles(read func(names []string) int) func() error {
	return func() error {
		names := make([]string, fileCount)
		for i := range names {
			names[i] = fileName(os.Getenv("BENCH_ARG"), i)
		}
		const rounds = 3
		var began time.Time
		var before time.Duration
		for round := range rounds + 1 {
			if round == 1 {
				began, before = time.Now(), usage()
			}
			if n := read(names); n != fileCount*fileSize {
				return fmt.Errorf("read %d bytes", n)
			}
		}
		tell(usage()-before, time.Since(began), rounds, fileCount)
		return nil
	}
}

// tell prints the cost of so many rounds of n pieces of work, with the largest
// memory that the process ever had.
func tell(cpu, wall time.Duration, rounds, n float64) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	fmt.Println(float64(cpu)/1e3/rounds/n, float64(wall)/1e6/rounds, float64(u.Maxrss)*1024/n)
}

// usage is the CPU time of this process.
func usage() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func oursPromises(names []string) (total int) {
	l := loop.New()
	ctx := aio.On(context.Background(), l)
	reads := make([]*promise.Promise[[]byte], len(names))
	for i, name := range names {
		reads[i] = aio.ReadFile(ctx, name)
	}
	promise.All(reads...).Do(func(all [][]byte) {
		for _, data := range all {
			total += len(data)
		}
	})
	l.Run(ctx)
	return total
}

func oursCallbacks(names []string) (total int) {
	l := loop.New()
	ctx := aio.On(context.Background(), l)
	for _, name := range names {
		aio.ReadFileThen(ctx, name, func(data []byte, _ error) { total += len(data) })
	}
	l.Run(ctx)
	return total
}

func sequential(names []string) (total int) {
	for _, name := range names {
		data, _ := os.ReadFile(name)
		total += len(data)
	}
	return total
}

func goroutines64(names []string) (total int) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for worker := range 64 {
		all.Go(func() {
			n := 0
			for i := worker; i < len(names); i += 64 {
				data, _ := os.ReadFile(names[i])
				n += len(data)
			}
			mu.Lock()
			defer mu.Unlock()
			total += n
		})
	}
	all.Wait()
	return total
}
