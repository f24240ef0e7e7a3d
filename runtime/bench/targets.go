package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/unnest-go/unnest/runtime/bench/verdict"
)

// A target is what ours has to reach: at most limit times the cost of a peer
// or, without a peer, at most limit.
type target struct {
	ours, peer string
	what       quantity
	limit      float64
}

// A quantity is one of those that a cost consists of.
type quantity struct {
	unit string
	of   func(cost) float64
}

var (
	ns     = quantity{"ns", func(c cost) float64 { return c.cpu }}
	held   = quantity{"B", func(c cost) float64 { return c.bytes }}
	allocs = quantity{"allocs", func(c cost) float64 { return c.allocs }}
)

// judge compares what was measured with the targets. Where a peer could not
// take part there is nothing to tell.
func (m measure) judge(medians map[string]cost) (all []verdict.Verdict) {
	for _, t := range m.targets {
		ours, ok := medians[t.ours]
		if !ok {
			continue
		}
		v := verdict.Verdict{
			Measure: m.name, Ours: t.ours, Cost: t.what.of(ours), Unit: t.what.unit, Limit: t.limit,
		}
		if t.peer != "" {
			peer, ok := medians[t.peer]
			if !ok {
				continue
			}
			v.Peer, v.Than = t.peer, t.what.of(peer)
		}
		all = append(all, v)
	}
	return all
}

// A neighbor is the program io, and the file for its verdicts.
type neighbor struct{ program, verdicts string }

func buildIO(dir string) (neighbor, error) {
	n := neighbor{filepath.Join(dir, "io"), filepath.Join(dir, "verdicts")}
	return n, run("go", "build", "-o", n.program, "./io")
}

// compare has the program take its measures and returns its verdicts.
func (n neighbor) compare(rounds int, only string) ([]verdict.Verdict, error) {
	err := run(n.program, "-rounds", strconv.Itoa(rounds), "-measure", only, "-verdicts", n.verdicts)
	if err != nil {
		return nil, err
	}
	return verdict.Read(n.verdicts)
}

func run(program string, args ...string) error {
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", cmd, err)
	}
	return nil
}
