package promise

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"
)

var (
	tracing atomic.Bool
	sites   sync.Map // address of a promise -> *site
)

// Trace turns the recording of where promises are made on or off. Reports of
// unhandled rejections then tell how the promise that failed came to be. It
// costs about a microsecond and half a kilobyte per promise.
func Trace(on bool) { tracing.Store(on) }

// A site is the stack that made a promise.
type site struct {
	address uintptr
	pcs     []uintptr
}

// forget is called when the promise is garbage. Another one may have taken its
// address by then.
func (s *site) forget() { sites.CompareAndDelete(s.address, s) }

// record remembers the present stack as the place where p was made, if that is wanted.
func (p *core) record() {
	if tracing.Load() {
		p.recordStack()
	}
}

func (p *core) recordStack() {
	s := &site{address: uintptr(unsafe.Pointer(p)), pcs: make([]uintptr, 32)}
	s.pcs = s.pcs[:runtime.Callers(2, s.pcs)]
	sites.Store(s.address, s)
	runtime.AddCleanup(p, (*site).forget, s)
}

// trace is where p was made, innermost call first; empty if not recorded.
func (p *core) trace() string {
	if !tracing.Load() {
		return ""
	}
	s, ok := sites.Load(uintptr(unsafe.Pointer(p)))
	if !ok {
		return ""
	}
	var lines []string
	frames := runtime.CallersFrames(s.(*site).pcs)
	for {
		frame, more := frames.Next()
		if !isOwn(frame.Function) {
			lines = append(lines, fmt.Sprintf("%s (%s:%d)", frame.Function, frame.File, frame.Line))
		}
		if !more {
			return strings.Join(lines, "\n\t           ")
		}
	}
}
