package loop_test

import (
	"strings"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// watched runs a loop, with a handler that blocks until the Watch of l names one, which
// is returned.
func watched(t *testing.T, running, l *loop.Loop, begin func(block func())) (handler string) {
	t.Helper()
	found := make(chan struct{})
	stop := l.Watch(time.Millisecond, func(b loop.Blocked) {
		if handler == "" && strings.Contains(b.Stack, "loop_test.blocksTheLoop") {
			handler = b.Handler
			close(found)
		}
	})
	defer stop()
	begin(func() { blocksTheLoop(found) })
	run(t, running)
	return handler
}

// A handler is named by the function that was given to the loop, however it came there.
func TestWatchNamesHandlersOfAllKinds(t *testing.T) {
	one := func(k func(int, error)) { k(1, nil) }
	for name, begin := range map[string]func(l *loop.Loop, block func()){
		"Post":       func(l *loop.Loop, block func()) { l.Post(block) },
		"Soon":       func(l *loop.Loop, block func()) { l.Soon(block) },
		"SetTimeout": func(l *loop.Loop, block func()) { l.SetTimeout(0, block) },
		"Do": func(l *loop.Loop, block func()) {
			promise.Call(one).On(l).Do(func(int) { block() }).Start()
		},
		"Settle": func(l *loop.Loop, block func()) {
			promise.Call(one).On(l).Settle(func(int, error) { block() })
		},
		"SleepThen": func(l *loop.Loop, block func()) {
			aio.SleepThen(aio.On(t.Context(), l), 0, func(error) { block() })
		},
		"GoThen": func(l *loop.Loop, block func()) {
			nothing := func() (int, error) { return 0, nil }
			aio.GoThen(aio.On(t.Context(), l), nothing, func(int, error) { block() })
		},
	} {
		l := loop.New()
		handler := watched(t, l, l, func(block func()) { begin(l, block) })
		if !strings.Contains(handler, "loop_test.") {
			t.Errorf("%s: the handler is %q", name, handler)
		}
	}
}

func TestWatchOfALoopInsideOfAnother(t *testing.T) {
	outer, inner := loop.New(), loop.New()
	for name, test := range map[string]struct {
		l    *loop.Loop
		want string
	}{
		"inner": {inner, "loop_test.watched."},
		"outer": {outer, "loop_test.TestWatchOfALoopInsideOfAnother."},
	} {
		handler := watched(t, outer, test.l, func(block func()) {
			outer.Post(func() { run(t, inner) })
			inner.Post(block)
		})
		if !strings.Contains(handler, test.want) {
			t.Errorf("the handler of the %s loop is %q", name, handler)
		}
	}
}
