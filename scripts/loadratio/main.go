//go:build unix

// Loadratio measures what analysis adds to loading: processor time and peak
// memory of "unnest ./..." in a directory, beside those of loading the same
// packages with the same loader and doing nothing else.
//
//	go run ./scripts/loadratio [-n runs] directory [flags of unnest]
//
// It prints medians of alternating runs, and their ratios.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"
)

func main() {
	runs := flag.Int("n", 5, "number of runs of each")
	flag.Parse()
	if flag.NArg() == 0 || *runs < 1 {
		fmt.Fprintln(os.Stderr, "usage: loadratio [-n runs] directory [flags of unnest]")
		os.Exit(2)
	}
	if err := measure(flag.Arg(0), *runs, flag.Args()[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "loadratio:", err)
		os.Exit(1)
	}
}

// A usage is what one run needs.
type usage struct {
	processor, elapsed time.Duration
	memory             int64 // bytes
}

func measure(dir string, runs int, args []string) error {
	temporary, err := os.MkdirTemp("", "loadratio")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(temporary) }() // the system cleans up what stays
	tool := filepath.Join(temporary, "unnest")
	build := exec.Command("go", "build", "-o", tool, "github.com/unnest-go/unnest/cmd/unnest")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build unnest: %w\n%s", err, out)
	}
	var load, all []usage
	for range runs {
		l, err := run(dir, tool, append([]string{"-debug.load"}, args...))
		if err != nil {
			return err
		}
		a, err := run(dir, tool, args)
		if err != nil {
			return err
		}
		load, all = append(load, l), append(all, a)
	}
	printTable(median(load), median(all))
	return nil
}

// run runs the tool once. Pyramids are no error.
func run(dir, tool string, args []string) (usage, error) {
	const findings = 3
	cmd := exec.Command(tool, args...)
	cmd.Dir = dir
	start := time.Now()
	out, err := cmd.CombinedOutput()
	elapsed := time.Since(start)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != findings) {
		return usage{}, fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	state := cmd.ProcessState
	resources := state.SysUsage().(*syscall.Rusage)
	memory := int64(resources.Maxrss) //nolint:unconvert // some platforms have 32 bits
	if runtime.GOOS != "darwin" {
		memory *= 1024 // elsewhere it counts kilobytes
	}
	return usage{state.UserTime() + state.SystemTime(), elapsed, memory}, nil
}

// median takes each figure's own: a run with little memory need not be fast.
func median(all []usage) usage {
	return usage{
		middle(all, func(u usage) time.Duration { return u.processor }),
		middle(all, func(u usage) time.Duration { return u.elapsed }),
		middle(all, func(u usage) int64 { return u.memory }),
	}
}

func middle[T cmp.Ordered](all []usage, figure func(usage) T) T {
	var figures []T
	for _, u := range all {
		figures = append(figures, figure(u))
	}
	slices.Sort(figures)
	return figures[len(figures)/2]
}

func printTable(load, all usage) {
	const mega = 1 << 20
	fmt.Printf("%-14s %12s %12s %12s\n", "", "processor", "elapsed", "memory")
	for _, row := range []struct {
		name string
		usage
	}{{"load only", load}, {"unnest", all}} {
		fmt.Printf("%-14s %10.2f s %10.2f s %9d MB\n",
			row.name, row.processor.Seconds(), row.elapsed.Seconds(), row.memory/mega)
	}
	fmt.Printf("%-14s %12.2f %12.2f %12.2f\n", "ratio",
		all.processor.Seconds()/load.processor.Seconds(),
		all.elapsed.Seconds()/load.elapsed.Seconds(),
		float64(all.memory)/float64(load.memory))
}
