// Io compares the sockets, files and HTTP of the runtime with their peers: net,
// libuv, gnet, nbio and Node, and prints what was reached of the targets.
//
// Every number is CPU time, user and system, all threads, garbage collection
// included. Servers are processes of their own, on a processor of their own if
// taskset is installed, and only what they spend between the first and the last
// request counts. Contestants take turns; medians are compared.
//
//	go run ./io [-rounds 7] [-measure regexp] [-who regexp] [-verdicts file]
//
// With -verdicts what was reached is written to a file instead, for the bench of
// everything. Peers that are not installed are left out.
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"text/tabwriter"

	"github.com/unnest-go/unnest/runtime/bench/verdict"
)

var requests *int

func main() {
	mode := flag.String("mode", "", "be one of the contestants (what the processes are started with)")
	rounds := flag.Int("rounds", 7, "how often each piece of work is done")
	requests = flag.Int("requests", 200_000, "echo requests")
	only := flag.String("measure", "", "measures to take, a regular expression")
	some := flag.String("who", "", "contestants to compare, a regular expression")
	file := flag.String("verdicts", "", "file for what was reached")
	flag.Parse()
	err := error(nil)
	if *mode != "" {
		err = contestants[*mode]()
	} else {
		err = present(*rounds, regexp.MustCompile(*only), regexp.MustCompile(*some), *file)
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
	what  quantity
	who   string
	than  string // empty: the limit is absolute
	limit float64
}

// A quantity is one of those that a cost consists of.
type quantity struct {
	unit string
	of   func(cost) float64
}

var (
	us      = quantity{"us", cpu}
	elapsed = quantity{"ms", wall}
	memory  = quantity{"B", bytes}
)

var measures = []measure{
	{"echo, 1,000 connections", echoServers, echoOver(1_000), nil},
	{"echo, 10,000 connections", echoServers, echoOver(10_000), []target{
		{us, "ours epoll", "libuv", 1.1},
		{us, "ours io_uring", "libuv", 1},
		{us, "ours epoll", "gnet", 1},
		{us, "ours epoll", "nbio", 1},
		{us, "ours epoll", "net", 1},
		{memory, "ours epoll", "", 600},
	}},
	{"10,000 files", fileReaders, files, []target{
		{us, "ours promises", "os.ReadFile", 0.6},
		{us, "ours callbacks", "os.ReadFile", 0.6},
		{us, "ours promises", "Node promises", 0.12},
	}},
	{"1,000 HTTP GETs of 50 ms", []string{"ours", "goroutines", "Node"}, fanOf(1_000), fanTargets},
	{"9,000 HTTP GETs of 50 ms", []string{"ours", "goroutines", "Node"}, fanOf(9_000), fanTargets},
}

var echoServers = []string{"ours epoll", "ours io_uring", "net", "gnet", "nbio", "libuv", "Node"}

var fileReaders = []string{"ours promises", "ours callbacks", "os.ReadFile", "64 goroutines", "Node promises"}

var fanTargets = []target{
	{elapsed, "ours", "goroutines", 1.05},
	{memory, "ours", "goroutines", 1.05},
	{elapsed, "ours", "Node", 0.5},
}

func echoOver(n int) func(string) (*cost, error) {
	return func(who string) (*cost, error) { return echo(who, n, *requests) }
}

func fanOf(n int) func(string) (*cost, error) {
	return func(who string) (*cost, error) { return fan(who, n) }
}

func present(rounds int, only, some *regexp.Regexp, file string) error {
	all, err := compare(rounds, only, some)
	if err != nil {
		return err
	}
	if file != "" {
		return verdict.Write(file, all)
	}
	return verdict.Print(os.Stdout, all)
}

func compare(rounds int, only, some *regexp.Regexp) (verdicts []verdict.Verdict, err error) {
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
					return nil, fmt.Errorf("%s: %s: %w", m.name, who, err)
				}
				if c != nil {
					costs[who] = append(costs[who], *c)
				}
			}
		}
		print(m, costs)
		verdicts = append(verdicts, m.judge(costs)...)
	}
	return verdicts, nil
}

// judge compares what was measured with the targets.
func (m measure) judge(costs map[string][]cost) (all []verdict.Verdict) {
	for _, t := range m.targets {
		if len(costs[t.who]) == 0 || t.than != "" && len(costs[t.than]) == 0 {
			continue
		}
		all = append(all, verdict.Verdict{
			Measure: m.name, Ours: t.who, Cost: median(costs[t.who], t.what.of), Unit: t.what.unit,
			Peer: t.than, Than: median(costs[t.than], t.what.of), Limit: t.limit,
		})
	}
	return all
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
