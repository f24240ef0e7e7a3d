package loop

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A Blocked tells of a handler that keeps the loop from everything else.
type Blocked struct {
	Handler string        // the function and the line it is at: name (file:line)
	For     time.Duration // how long at least
	Stack   string        // of the loop's goroutine
}

// A watch is what the loop tells its watchdog.
type watch struct {
	on     atomic.Int32  // watchdogs
	steps  atomic.Uint64 // handlers begun
	asleep atomic.Bool
}

// progress says that another handler begins.
func (w *watch) progress() {
	if w.on.Load() > 0 {
		w.steps.Add(1)
	}
}

// Watch reports, from a goroutine of its own and once for each, handlers that run for
// longer than limit: every one that runs for half as long again, or for two milliseconds
// longer if that is more, and none that is quicker. It looks from time to time, because the
// loop would have to look at the clock for every handler. It ends when stop is called.
func (l *Loop) Watch(limit time.Duration, report func(Blocked)) (stop func()) {
	if report == nil {
		panic("loop: Watch without a function")
	}
	l.watch.on.Add(1)
	end := make(chan struct{})
	go l.guard(limit, report, end)
	return sync.OnceFunc(func() { l.watch.on.Add(-1); close(end) })
}

func (l *Loop) guard(limit time.Duration, report func(Blocked), end <-chan struct{}) {
	ticker := time.NewTicker(max(limit/4, time.Millisecond))
	defer ticker.Stop()
	last, since, told := l.watch.steps.Load(), time.Now(), false
	for {
		select {
		case <-end:
			return
		case <-ticker.C:
			now := time.Now() // a tick may be old: it waits for report
			steps := l.watch.steps.Load()
			if steps != last || l.watch.asleep.Load() || !l.isRunning() {
				last, since, told = steps, time.Now(), false
				continue
			}
			if now.Sub(since) < limit || told {
				continue
			}
			told = true
			stack := l.stack()
			report(Blocked{Handler: l.handlerIn(stack), For: now.Sub(since), Stack: stack})
		}
	}
}

// isRunning reports whether a goroutine runs the loop: one that is about to does not yet.
func (l *Loop) isRunning() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state == running && l.goroutine.Load() != 0
}

// Inside reports whether the caller is on the goroutine that runs the loop.
func (l *Loop) Inside() bool { return l.owner.Load() == self() }

// stack is the stack of the goroutine that runs the loop.
func (l *Loop) stack() string {
	header := "goroutine " + strconv.FormatUint(l.goroutine.Load(), 10) + " "
	for s := range strings.SplitSeq(stacks(), "\n\n") {
		if strings.HasPrefix(s, header) {
			return s
		}
	}
	return ""
}

// stacks are those of all goroutines.
func stacks() string {
	for size := 64 << 10; ; size *= 2 {
		buf := make([]byte, size)
		if n := runtime.Stack(buf, true); n < size {
			return string(buf[:n])
		}
	}
}

// goroutineID reads the number of the calling goroutine from its stack trace:
// there is no other way to tell goroutines apart.
func goroutineID() uint64 {
	var buf [32]byte
	n := runtime.Stack(buf[:], false)
	digits, _, _ := strings.Cut(strings.TrimPrefix(string(buf[:n]), "goroutine "), " ")
	id, _ := strconv.ParseUint(digits, 10, 64)
	return id
}

var ownPackages = []string{
	"github.com/unnest-go/unnest/runtime/loop.",
	"github.com/unnest-go/unnest/runtime/promise.",
	"github.com/unnest-go/unnest/runtime/aio.",
	"github.com/unnest-go/unnest/runtime/internal/",
}

// handlerIn finds the handler in a stack trace, which lists callers last: the
// function that l, or a promise or an operation on its behalf, has called. Where l runs
// inside a handler of another loop, or the other way round, its own frame is told from
// that of the other by what it was called with.
func (l *Loop) handlerIn(stack string) string {
	lines := strings.Split(stack, "\n")
	frame := fmt.Sprintf("(*Loop).runReady(%p", l)
	i := len(lines) - 1
	for i > 0 && !strings.Contains(lines[i], frame) {
		i--
	}
	if i == 0 {
		return "unknown"
	}
	for i > 2 && isOwn(lines[i]) {
		i -= 2
	}
	return place(lines[i], lines[i+1])
}

func isOwn(line string) bool {
	for _, own := range ownPackages {
		if strings.HasPrefix(line, own) {
			return true
		}
	}
	return false
}

// place joins the two lines of a frame: "name(args)" and "\tfile:line +0x12".
func place(call, position string) string {
	name := call
	if i := strings.LastIndexByte(call, '('); i > 0 {
		name = call[:i]
	}
	position, _, _ = strings.Cut(strings.TrimSpace(position), " ")
	return name + " (" + position + ")"
}
