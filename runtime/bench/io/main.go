// Io compares the sockets, files and HTTP of the runtime with their peers: net,
// libuv, gnet, nbio and Node. Where there is a target it stands beside the figure.
//
// Every number is CPU time, user and system, all threads, garbage collection
// included. Servers are processes of their own, on a processor of their own if
// taskset is installed, and only what they spend between the first and the last
// request counts. Contestants take turns; medians are compared.
//
//	go run ./io [-rounds 7] [-measure regexp] [-who regexp]
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

var requests *int

func main() {
	mode := flag.String("mode", "", "be one of the contestants (what the processes are started with)")
	rounds := flag.Int("rounds", 7, "how often each piece of work is done")
	requests = flag.Int("requests", 200_000, "echo requests")
	only := flag.String("measure", "", "measures to take, a regular expression")
	some := flag.String("who", "", "contestants to compare, a regular expression")
	flag.Parse()
	err := error(nil)
	if *mode != "" {
		err = contestants[*mode]()
	} else {
		err = compare(*rounds, regexp.MustCompile(*only), regexp.MustCompile(*some))
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
	bytes float64 // of memory, for a connection, a file, a request
}

func cpu(c cost) float64   { return c.cpu }
func wall(c cost) float64  { return c.wall }
func bytes(c cost) float64 { return c.bytes }

// A measure is a piece of work that several contestants do.
type measure struct {
	name    string
	who     []string
	run     func(who string) (*cost, error) // nil: cannot take part
	targets []target
}

// A target limits a quotient of two contestants.
type target struct {
	what  string
	of    func(cost) float64
	who   string
	than  string // empty: the limit is absolute
	limit float64
}

var measures = []measure{
	{"echo, 1,000 connections", echoServers, echoOver(1_000), nil},
	{"echo, 10,000 connections", echoServers, echoOver(10_000), []target{
		{"CPU", cpu, "ours epoll", "libuv", 1.1},
		{"CPU", cpu, "ours io_uring", "libuv", 1},
		{"CPU", cpu, "ours epoll", "gnet", 1},
		{"CPU", cpu, "ours epoll", "nbio", 1},
		{"CPU", cpu, "ours epoll", "net", 1},
		{"bytes", bytes, "ours epoll", "", 600},
	}},
	{"10,000 files", fileReaders, files, []target{
		{"CPU", cpu, "ours promises", "os.ReadFile", 0.6},
		{"CPU", cpu, "ours callbacks", "os.ReadFile", 0.6},
		{"CPU", cpu, "ours promises", "Node promises", 0.12},
	}},
	{"1,000 HTTP GETs of 50 ms", []string{"ours", "goroutines", "Node"}, fanOf(1_000), fanTargets},
	{"9,000 HTTP GETs of 50 ms", []string{"ours", "goroutines", "Node"}, fanOf(9_000), fanTargets},
}

var echoServers = []string{"ours epoll", "ours io_uring", "net", "gnet", "nbio", "libuv", "Node"}

var fileReaders = []string{"ours promises", "ours callbacks", "os.ReadFile", "64 goroutines", "Node promises"}

var fanTargets = []target{
	{"wall", wall, "ours", "goroutines", 1.05},
	{"bytes", bytes, "ours", "goroutines", 1.05},
	{"wall", wall, "ours", "Node", 0.5},
}

func echoOver(n int) func(string) (*cost, error) {
	return func(who string) (*cost, error) { return echo(who, n, *requests) }
}

func fanOf(n int) func(string) (*cost, error) {
	return func(who string) (*cost, error) { return fan(who, n) }
}

func compare(rounds int, only, some *regexp.Regexp) error {
	for _, m := range measures {
		if !only.MatchString(m.name) {
			continue
		}
		costs := map[string][]cost{}
		for range rounds {
			for _, who := range m.who {
				if !some.MatchString(who) {
					continue
				}
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
		for _, t := range m.targets {
			if len(costs[t.who]) > 0 && (t.than == "" || len(costs[t.than]) > 0) {
				t.print(costs)
			}
		}
	}
	return nil
}

func print(m measure, costs map[string][]cost) {
	fmt.Printf("\n%s\n", m.name)
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "\tCPU us each\twall ms\tbytes each\t%s is ... of it\n", m.who[0])
	for _, who := range m.who {
		all := costs[who]
		if len(all) == 0 {
			continue
		}
		fmt.Fprintf(w, "%s\t%.2f\t%.0f\t%.0f\t%.2f\n", who, median(all, cpu), median(all, wall),
			median(all, bytes), median(costs[m.who[0]], cpu)/median(all, cpu))
	}
	w.Flush()
}

func (t target) print(costs map[string][]cost) {
	got, line := median(costs[t.who], t.of), fmt.Sprintf("%s of %s", t.what, t.who)
	if t.than != "" {
		got /= median(costs[t.than], t.of)
		line += " / " + t.than
	}
	verdict := "met"
	if !(got <= t.limit) {
		verdict = "missed"
	}
	fmt.Printf("%-45s %7.2f  target %6.2f  %s\n", line, got, t.limit, verdict)
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
