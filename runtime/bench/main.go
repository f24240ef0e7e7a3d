// Bench compares the promises and the loop with their peers: callbacks,
// goroutines, Go's promise libraries, Node and libuv. Then it has its neighbor
// io do so with sockets, files and HTTP.
//
// Every number is the CPU time of a process of its own, user and system, all
// threads, garbage collection included, divided by the units of work it did; its
// start-up is not counted. The processes of a measure take turns, so that a busy
// machine slows all of them, and medians are compared.
//
//	go run . [-rounds 9] [-measure regexp] [-raw file]
//
// After the tables of each measure it prints one of all targets: the cost of
// ours and of the peer, their ratio, and what the ratio must not exceed; where
// there is no peer, the limit is of the cost itself.
//
// The raw file gets every single result, for benchstat.
//
// Peers that are not installed are left out.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/unnest-go/unnest/runtime/bench/verdict"
)

func main() {
	mode := flag.String("mode", "", "do one piece of work and print its cost")
	rounds := flag.Int("rounds", 9, "how often each piece of work is done")
	raw := flag.String("raw", "", "file for all results in the format of go test -bench")
	only := flag.String("measure", "", "measures to take, a regular expression")
	flag.Parse()
	if *mode != "" {
		if err := child(*mode); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := report(*rounds, *only, *raw); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// report compares everything and prints what was reached.
func report(rounds int, only, raw string) error {
	chosen, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "unnest-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	neighbor, err := buildIO(dir) // first, because a mistake in it must not come after many minutes
	if err != nil {
		return err
	}
	all, err := compare(rounds, chosen, raw)
	if err != nil {
		return err
	}
	rest, err := neighbor.compare(rounds, only)
	if err != nil {
		return err
	}
	return verdict.Print(os.Stdout, append(all, rest...))
}

// A cost is what one unit of work takes: CPU time; bytes held while it is
// pending or, in works where nothing is, allocated; and allocations.
type cost struct{ cpu, bytes, allocs float64 }

func compare(rounds int, only *regexp.Regexp, raw string) (verdicts []verdict.Verdict, err error) {
	tools, err := build()
	if err != nil {
		return nil, err
	}
	log := io.Discard
	if raw != "" {
		f, err := os.Create(raw)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		log = f
	}
	for _, m := range measures {
		if !only.MatchString(m.name) {
			continue
		}
		costs := map[string][]cost{}
		for range rounds {
			for _, c := range m.contestants {
				got, err := tools.run(c)
				if err != nil {
					return nil, err
				}
				if got != nil {
					costs[c.name] = append(costs[c.name], *got)
					fmt.Fprintf(log, "Benchmark%s 1 %.1f ns/op %.0f B/op %.0f allocs/op\n",
						c.id(), got.cpu, got.bytes, got.allocs)
				}
			}
		}
		medians := mediansOf(costs)
		show(m, medians)
		verdicts = append(verdicts, m.judge(medians)...)
	}
	return verdicts, nil
}

func mediansOf(costs map[string][]cost) map[string]cost {
	medians := map[string]cost{}
	for name, all := range costs {
		medians[name] = cost{
			cpu:    median(all, func(c cost) float64 { return c.cpu }),
			bytes:  median(all, func(c cost) float64 { return c.bytes }),
			allocs: median(all, func(c cost) float64 { return c.allocs }),
		}
	}
	return medians
}

func show(m measure, medians map[string]cost) {
	fmt.Printf("\n%s\n", m.name)
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "\tCPU ns\tbytes\tratio of ours\n")
	ours := map[string]cost{}
	for _, c := range m.contestants {
		got, ok := medians[c.name]
		if !ok {
			continue
		}
		if strings.HasPrefix(c.name, "ours") {
			ours[c.name] = got
		}
		fmt.Fprintf(w, "%s\t%.1f\t%.0f\t%s\n", c.name, got.cpu, got.bytes, ratios(got, m, ours))
	}
	_ = w.Flush()
}

// ratios says what part of the cost of a peer ours is.
func ratios(peer cost, m measure, ours map[string]cost) string {
	var parts []string
	for _, c := range m.contestants {
		own, ok := ours[c.name]
		if !ok || peer == own {
			continue
		}
		s := fmt.Sprintf("%.2f", own.cpu/peer.cpu)
		if own.bytes > 0 && peer.bytes > 0 {
			s += fmt.Sprintf(" (bytes %.2f)", own.bytes/peer.bytes)
		}
		parts = append(parts, strings.TrimPrefix(c.name, "ours ")+" "+s)
	}
	return strings.Join(parts, ", ")
}

func median(all []cost, of func(cost) float64) float64 {
	values := make([]float64, len(all))
	for i, c := range all {
		values[i] = of(c)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// toolchain is how the peers are run; empty where they are not installed.
type toolchain struct{ self, node, uv string }

func build() (t toolchain, err error) {
	if t.self, err = os.Executable(); err != nil {
		return t, err
	}
	t.node, _ = exec.LookPath("node")
	uv := filepath.Join(os.TempDir(), "unnest-bench-uv")
	if exec.Command("cc", "-O2", "-o", uv, "peers/uv.c", "-luv", "-lpthread").Run() == nil {
		t.uv = uv
	}
	return t, nil
}

// run does the work of a contestant; nil if it cannot take part.
func (t toolchain) run(c contestant) (*cost, error) {
	cmd := exec.Command(t.self, "-mode", c.mode)
	switch {
	case strings.HasPrefix(c.mode, "node-"):
		cmd = exec.Command(t.node, "--expose-gc", "peers/node.js", c.mode)
	case strings.HasPrefix(c.mode, "uv-"):
		cmd = exec.Command(t.uv, c.mode)
	}
	if cmd.Path == "" {
		return nil, nil
	}
	cmd.Env = append(os.Environ(), c.env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", c.mode, err, errs.String())
	}
	got := &cost{}
	n, err := fmt.Sscan(out.String(), &got.cpu, &got.bytes, &got.allocs)
	if n < 2 { // peers do not count allocations
		return nil, fmt.Errorf("%s: %w in %q", c.mode, err, out.String())
	}
	return got, nil
}
