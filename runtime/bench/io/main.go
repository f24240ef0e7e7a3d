// Io compares the sockets, files and HTTP of the runtime with their peers: net,
// libuv and Node.
//
// Every number is CPU time, user and system, all threads, garbage collection
// included. Servers are processes of their own, on a processor of their own if
// taskset is installed, and only what they spend between the first and the last
// request counts. Contestants take turns; medians are compared.
//
//	go run ./io [-rounds 7] [-measure regexp]
//
// Peers that are not installed are left out.
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"text/tabwriter"
)

func main() {
	mode := flag.String("mode", "", "be one of the contestants (what the processes are started with)")
	rounds := flag.Int("rounds", 7, "how often each piece of work is done")
	only := flag.String("measure", "", "measures to take, a regular expression")
	flag.Parse()
	err := error(nil)
	if *mode != "" {
		err = contestants[*mode]()
	} else {
		err = compare(*rounds, regexp.MustCompile(*only))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// A cost is what one request or one file takes.
type cost struct {
	cpu   float64 // microseconds
	wall  float64 // milliseconds for all of them
	bytes float64 // of memory per connection; zero if not measured
}

// A measure is a piece of work that several contestants do.
type measure struct {
	name string
	who  []string
	run  func(who string) (*cost, error) // nil: cannot take part
}

var echoServers = []string{"ours epoll", "ours io_uring", "net", "libuv", "Node"}

var measures = []measure{
	{"echo, 1,000 connections", echoServers, func(who string) (*cost, error) { return echo(who, 1_000, 200_000) }},
	{"echo, 9,900 connections", echoServers, func(who string) (*cost, error) { return echo(who, 9_900, 200_000) }},
	{"10,000 files", []string{"ours promises", "ours callbacks", "os.ReadFile", "64 goroutines", "Node promises"}, files},
	{"1,000 HTTP GETs of 50 ms", []string{"ours", "goroutines", "Node"}, func(who string) (*cost, error) {
		return fan(who, 1_000)
	}},
}

func compare(rounds int, only *regexp.Regexp) error {
	for _, m := range measures {
		if !only.MatchString(m.name) {
			continue
		}
		costs := map[string][]cost{}
		for range rounds {
			for _, who := range m.who {
				c, err := m.run(who)
				if err != nil {
					return fmt.Errorf("%s: %s: %w", m.name, who, err)
				}
				if c != nil {
					costs[who] = append(costs[who], *c)
				}
			}
		}
		print(m, costs)
	}
	return nil
}

func print(m measure, costs map[string][]cost) {
	fmt.Printf("\n%s\n", m.name)
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "\tCPU us each\twall ms\tbytes per connection\t%s is ... of it\n", m.who[0])
	first := median(costs[m.who[0]], func(c cost) float64 { return c.cpu })
	for _, who := range m.who {
		all := costs[who]
		if len(all) == 0 {
			continue
		}
		cpu := median(all, func(c cost) float64 { return c.cpu })
		fmt.Fprintf(w, "%s\t%.2f\t%.0f\t%.0f\t%.2f\n", who, cpu,
			median(all, func(c cost) float64 { return c.wall }),
			median(all, func(c cost) float64 { return c.bytes }), first/cpu)
	}
	w.Flush()
}

func median(all []cost, of func(cost) float64) float64 {
	if len(all) == 0 {
		return 0
	}
	values := make([]float64, len(all))
	for i, c := range all {
		values[i] = of(c)
	}
	slices.Sort(values)
	return values[len(values)/2]
}
