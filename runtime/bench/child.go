package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// work does n units and is told when it begins and ends to count.
type work struct {
	units int
	run   func(m *meter)
}

// A meter takes the time of a piece of work.
type meter struct {
	began   time.Duration
	spent   time.Duration
	base    uint64
	pending uint64
	before  runtime.MemStats
	allocs  uint64
}

func (m *meter) start() {
	runtime.GC()
	m.base = heap()
	runtime.ReadMemStats(&m.before)
	m.began = cpu()
}

func (m *meter) stop() {
	m.spent = cpu() - m.began
	var after runtime.MemStats
	runtime.ReadMemStats(&after)
	m.allocs = after.Mallocs - m.before.Mallocs
	if m.pending == 0 {
		m.pending = after.TotalAlloc - m.before.TotalAlloc
	}
}

// trips makes many round trips, of which the median of the wall time counts.
func (m *meter) trips(trip func()) {
	took := make([]time.Duration, trips)
	for i := range took {
		start := time.Now()
		trip()
		took[i] = time.Since(start)
	}
	slices.Sort(took)
	m.spent = took[trips/2] * trips
}

// holds notes how much memory is in use now, beyond what was at the start.
func (m *meter) holds() {
	spent := cpu() - m.began
	runtime.GC()
	m.pending = heap() - m.base
	m.began = cpu() - spent // this does not count
}

func heap() uint64 {
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapAlloc + s.StackInuse
}

func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

var ballast []byte

func child(mode string) error {
	w, ok := works[mode]
	if !ok {
		return fmt.Errorf("no mode %q", mode)
	}
	if mb, err := strconv.Atoi(os.Getenv("HEAP_FLOOR")); err == nil {
		ballast = make([]byte, mb<<20)
	}
	m := &meter{}
	w.run(m)
	units := float64(w.units)
	fmt.Println(float64(m.spent)/units, float64(m.pending)/units, float64(m.allocs)/units)
	runtime.KeepAlive(ballast)
	return nil
}

var works = map[string]work{
	"chain-map":       {chains * length, chainMap},
	"chain-then":      {chains * length, chainThen},
	"chain-nest":      {chains * length, chainNest},
	"chain-goroutine": {slowChains * length, chainGoroutine},
	"chain-jizhuozhi": {chains * length, chainJizhuozhi},
	"chain-mo":        {slowChains * length, chainMo},
	"chain-chebyrash": {slowChains * length, chainChebyrash},

	"adapted-thencall":  {adapted * six, adaptedThenCall},
	"adapted-nest":      {adapted * six, adaptedNest},
	"adapted-goroutine": {adapted * six, adaptedGoroutine},

	"pending-map":       {pendings * six, pendingMap},
	"pending-then":      {pendings * six, pendingThen},
	"pending-jizhuozhi": {pendings * six, pendingJizhuozhi},
	"pending-goroutine": {pendings * six, pendingGoroutine},

	"operation":           {million, operation},
	"operation-goroutine": {million, operationGoroutine},

	"all": {alls * length, all},

	"timers-spread":           {million, func(m *meter) { timers(m, spread) }},
	"timers-same":             {million, func(m *meter) { timers(m, same) }},
	"timers-spread-afterfunc": {million, func(m *meter) { timersAfterFunc(m, spread) }},
	"timers-same-afterfunc":   {million, func(m *meter) { timersAfterFunc(m, same) }},

	"post-1":         {2 * million, func(m *meter) { post(m, 1) }},
	"post-4":         {2 * million, func(m *meter) { post(m, 4) }},
	"post-1-chan":    {2 * million, func(m *meter) { postChan(m, 1) }},
	"post-4-chan":    {2 * million, func(m *meter) { postChan(m, 4) }},
	"roundtrip":      {trips, roundtrip},
	"roundtrip-chan": {trips, roundtripChan},
}

const (
	million    = 1_000_000
	length     = 1_000
	six        = 6
	chains     = 3_000
	slowChains = 100
	adapted    = 300_000
	pendings   = 100_000
	alls       = 2_000
	trips      = 50_000
)
