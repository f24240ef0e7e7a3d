//go:build unix

// Speed measures what it costs to run unnest on the module in a directory, beside
// loading the same packages with the same loader and doing nothing else, beside
// finding mistakes as well, and beside other tools.
//
//	go run ./scripts/speed [-n runs] [-others] [-cold] directory [flags of unnest]
//
// It prints medians of alternating runs of these, and their ratios beside what
// the project demands of them. With -others, golangci-lint with unnest as its only
// linter and staticcheck run once, with nothing in caches of their own, and go
// vet runs twice with unnest, the first time as a tool that it has not seen
// before. With -cold all begin with an empty cache of the go command, too, and
// run once.
//
// Processor time counts the go command and all else that a tool starts. Memory
// is that of the largest process.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	var m measurement
	flag.IntVar(&m.runs, "n", 5, "number of runs of unnest and its loader")
	flag.BoolVar(&m.others, "others", false, "measure other tools as well")
	flag.BoolVar(&m.cold, "cold", false, "begin with an empty build cache, and run once")
	flag.Parse()
	if flag.NArg() == 0 || m.runs < 1 {
		fmt.Fprintln(os.Stderr, "usage: speed [-n runs] [-others] [-cold] directory [flags of unnest]")
		os.Exit(2)
	}
	m.dir, m.flags = flag.Arg(0), flag.Args()[1:]
	if err := m.run(); err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

// A measurement is one run of this command.
type measurement struct {
	dir          string
	flags        []string // of unnest
	runs         int
	others, cold bool
	temporary    string
}

func (m *measurement) run() (err error) {
	if m.temporary, err = os.MkdirTemp("", "speed"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(m.temporary) }() // the system cleans up what stays
	if err := m.build(); err != nil {
		return err
	}
	all := m.contenders()
	if m.cold {
		m.runs = 1
	}
	for i := range m.runs {
		for _, c := range all {
			if i > 0 && c.once {
				continue
			}
			u, err := m.measure(c)
			if err != nil {
				return err
			}
			c.usages = append(c.usages, u)
		}
	}
	printTable(all)
	return nil
}
