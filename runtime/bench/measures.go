package main

// A measure is a piece of work that several contestants do.
type measure struct {
	name        string
	contestants []contestant
	targets     []target
}

type contestant struct {
	name string
	mode string   // for child, or for a peer: node-, uv-
	env  []string // of the process
}

// id is the name of a contestant for benchstat.
func (c contestant) id() string {
	if c.env != nil {
		return c.mode + "/floor"
	}
	return c.mode
}

// floor is a heap of 64 MB to begin with: with less, Go collects garbage most
// of the time, whatever the program.
var floor = []string{"HEAP_FLOOR=64"}

var measures = []measure{
	{"step of a chain of 1,000, heap floor", []contestant{
		{"ours Map", "chain-map", floor},
		{"ours Then", "chain-then", floor},
		{"nested callbacks", "chain-nest", floor},
		{"Node then", "node-chain-then", nil},
		{"Node then, adopting", "node-chain-adopt", nil},
		{"Node await", "node-chain-await", nil},
	}, []target{
		{"ours Map", "Node then", ns, 1},
		{"ours Then", "Node then, adopting", ns, 0.7},
		{"ours Map", "", allocs, 1.01},
		{"ours Map", "", held, 64.5},
		{"ours Then", "", allocs, 2.01},
		{"ours Then", "", held, 128.5},
	}},
	{"step of a chain of 1,000, default heap", []contestant{
		{"ours Map", "chain-map", nil},
		{"ours Then", "chain-then", nil},
		{"jizhuozhi/go-future", "chain-jizhuozhi", nil},
		{"samber/mo", "chain-mo", nil},
		{"chebyrash/promise", "chain-chebyrash", nil},
		{"goroutine and channel", "chain-goroutine", nil},
		{"Node then", "node-chain-then", nil},
	}, []target{
		{"ours Map", "jizhuozhi/go-future", ns, 0.35},
		{"ours Map", "goroutine and channel", ns, 0.1},
	}},
	{"step of an adapted chain of six", []contestant{
		{"ours ThenCall", "adapted-thencall", nil},
		{"nested callbacks", "adapted-nest", nil},
		{"goroutine and channel", "adapted-goroutine", nil},
	}, nil},
	{"step of 100,000 pending chains of six", []contestant{
		{"ours Map", "pending-map", nil},
		{"ours Then", "pending-then", nil},
		{"ours Map, heap floor", "pending-map", floor},
		{"jizhuozhi/go-future", "pending-jizhuozhi", nil},
		{"goroutine per chain", "pending-goroutine", nil},
		{"Node then", "node-pending-then", nil},
	}, []target{
		{"ours Map", "Node then", ns, 0.3},
		{"ours Map", "Node then", held, 0.5},
	}},
	{"pending operation with its callback, of 1,000,000", []contestant{
		{"ours", "operation", nil},
		{"goroutine", "operation-goroutine", nil},
		{"Node promise", "node-operation", nil},
	}, []target{
		{"ours", "", held, 96},
	}},
	{"element of All, of 1,000", []contestant{
		{"ours All", "all", floor},
		{"Node all", "node-all", nil},
	}, []target{
		{"ours All", "Node all", ns, 0.35},
	}},
	{"timer, of 1,000,000 spread over 2 s", []contestant{
		{"ours", "timers-spread", nil},
		{"time.AfterFunc", "timers-spread-afterfunc", nil},
		{"libuv", "uv-timers-spread", nil},
		{"Node setTimeout", "node-timers-spread", nil},
	}, []target{
		{"ours", "libuv", ns, 0.3},
		{"ours", "time.AfterFunc", ns, 0.2},
		{"ours", "", held, 64},
	}},
	{"timer, of 1,000,000 at the same time", []contestant{
		{"ours", "timers-same", nil},
		{"time.AfterFunc", "timers-same-afterfunc", nil},
		{"libuv", "uv-timers-same", nil},
		{"Node setTimeout", "node-timers-same", nil},
	}, nil},
	{"post from one goroutine", []contestant{
		{"ours", "post-1", nil},
		{"chan, buffer 1,024", "post-1-chan", nil},
		{"libuv, list and uv_async", "uv-post-1", nil},
	}, []target{
		{"ours", "chan, buffer 1,024", ns, 1},
	}},
	{"post from four goroutines", []contestant{
		{"ours", "post-4", nil},
		{"chan, buffer 1,024", "post-4-chan", nil},
		{"libuv, list and uv_async", "uv-post-4", nil},
	}, []target{
		{"ours", "chan, buffer 1,024", ns, 1},
	}},
	{"round trip to an idle loop (median, wall time)", []contestant{
		{"ours", "roundtrip", nil},
		{"chan", "roundtrip-chan", nil},
		{"libuv, uv_async", "uv-roundtrip", nil},
	}, []target{
		{"ours", "libuv, uv_async", ns, 0.2},
	}},
}
