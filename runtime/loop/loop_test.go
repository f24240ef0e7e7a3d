package loop_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
)

func run(t *testing.T, l *loop.Loop) {
	t.Helper()
	if err := l.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestOrder(t *testing.T) {
	l := loop.New()
	var log []string
	add := func(s string) { log = append(log, s) }
	l.Post(func() {
		add("task 1")
		l.Post(func() { add("task 3") })
		l.Soon(func() {
			add("micro 1")
			l.Soon(func() { add("micro 3") })
		})
		l.Soon(func() { add("micro 2") })
	})
	l.Post(func() { add("task 2") })
	run(t, l)
	want := "task 1, micro 1, micro 2, micro 3, task 2, task 3"
	if got := strings.Join(log, ", "); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestRunReturnsWhenIdle(t *testing.T) {
	var l loop.Loop
	run(t, &l)
	n := 0
	l.Post(func() { n++ })
	run(t, &l)
	l.SetTimeout(time.Millisecond, func() { n++ })
	run(t, &l)
	if n != 2 {
		t.Errorf("%d handlers ran, want 2", n)
	}
}

func TestHoldKeepsRunGoing(t *testing.T) {
	l := loop.New()
	l.Hold()
	ran := false
	go l.Post(func() { ran = true; l.Release() })
	run(t, l)
	if !ran {
		t.Error("Run returned while an operation was pending")
	}
}

func TestRunIsExclusive(t *testing.T) {
	l := loop.New()
	var err error
	l.Post(func() { err = l.Run(t.Context()) })
	run(t, l)
	if !errors.Is(err, loop.ErrRunning) {
		t.Errorf("got %v", err)
	}
}

func TestContextEndsRun(t *testing.T) {
	l := loop.New()
	l.Hold()
	stop := errors.New("stop")
	ctx, cancel := context.WithCancelCause(t.Context())
	l.Post(func() { cancel(stop) })
	if err := l.Run(ctx); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

func TestPostsFromManyGoroutines(t *testing.T) {
	l := loop.New()
	const goroutines, posts = 8, 2_000
	l.Hold()
	last := make([]int, goroutines)
	count := 0
	for g := range goroutines {
		go func() {
			for i := 1; i <= posts; i++ {
				l.Post(func() {
					if last[g] != i-1 {
						t.Errorf("goroutine %d: %d ran after %d", g, i, last[g])
					}
					last[g] = i
					if count++; count == goroutines*posts {
						l.Release()
					}
				})
			}
		}()
	}
	run(t, l)
	if count != goroutines*posts {
		t.Errorf("%d posts ran", count)
	}
}

func TestDefaultStartsAndEndsByItself(*testing.T) {
	before := runtime.NumGoroutine()
	for range 100 {
		done := make(chan struct{})
		loop.Default().Post(func() { close(done) })
		<-done
	}
	for runtime.NumGoroutine() > before {
		runtime.Gosched()
	}
}

func TestTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		start := time.Now()
		var log []string
		at := func(name string) func() {
			return func() { log = append(log, fmt.Sprint(name, " ", time.Since(start))) }
		}
		l.SetTimeout(20*time.Millisecond, at("b"))
		l.SetTimeout(10*time.Millisecond, at("a"))
		l.SetTimeout(20*time.Millisecond, at("c"))
		l.SetTimeout(10500*time.Microsecond, at("rounded up"))
		l.SetTimeout(0, at("now"))
		l.SetTimeout(-time.Hour, at("past"))
		l.SetTimeout(48*time.Hour, at("far"))
		stopped := l.SetTimeout(5*time.Millisecond, at("stopped"))
		n := 0
		var tick loop.Timer
		tick = l.SetInterval(4*time.Millisecond, func() {
			at("tick")()
			if n++; n == 3 {
				if !tick.Stop() || tick.Stop() {
					t.Error("Stop of a running interval")
				}
			}
		})
		if !stopped.Stop() || stopped.Stop() {
			t.Error("Stop of a pending timer")
		}
		run(t, l)
		want := "now 0s, past 0s, tick 4ms, tick 8ms, a 10ms, rounded up 11ms, tick 12ms, " +
			"b 20ms, c 20ms, far 48h0m0s"
		if got := strings.Join(log, ", "); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

func TestTimerStoppedByTheOneBeforeIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		var second loop.Timer
		l.SetTimeout(time.Millisecond, func() { second.Stop() })
		second = l.SetTimeout(time.Millisecond, func() { t.Error("a stopped timer fired") })
		run(t, l)
	})
}

func TestIntervalSkipsWhatItMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		start := time.Now()
		var log []string
		var tick loop.Timer
		tick = l.SetInterval(10*time.Millisecond, func() {
			log = append(log, time.Since(start).String())
			time.Sleep(25 * time.Millisecond)
			if len(log) == 3 {
				tick.Stop()
			}
		})
		run(t, l)
		if got := strings.Join(log, " "); got != "10ms 40ms 70ms" {
			t.Errorf("got %s", got)
		}
	})
}

func TestIntervalOfNoWholeMilliseconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		start := time.Now()
		var log []string
		var tick loop.Timer
		tick = l.SetInterval(1900*time.Microsecond, func() {
			log = append(log, time.Since(start).String())
			if len(log) == 10 {
				tick.Stop()
			}
		})
		run(t, l)
		if got := strings.Join(log, " "); got != "2ms 4ms 6ms 8ms 10ms 12ms 14ms 16ms 18ms 19ms" {
			t.Errorf("got %s", got)
		}
	})
}

func TestEarlierTimerWakesTheLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		l.SetTimeout(time.Hour, func() {})
		start := time.Now()
		var fired time.Duration
		go func() {
			time.Sleep(time.Second) // the loop is parked by now
			l.SetTimeout(time.Second, func() { fired = time.Since(start) })
		}()
		run(t, l)
		if fired != 2*time.Second {
			t.Errorf("fired after %v", fired)
		}
	})
}

func TestPanicOfATaskLeavesRun(t *testing.T) {
	l := loop.New()
	ran := false
	l.Post(func() { panic("boom") })
	l.Post(func() { ran = true })
	func() {
		defer func() {
			if r := recover(); r != "boom" {
				t.Errorf("recovered %v", r)
			}
		}()
		run(t, l)
	}()
	run(t, l)
	if !ran {
		t.Error("the task behind the panic was lost")
	}
}

func TestMicrotaskThatDoesNotReturnIsLikeATask(t *testing.T) {
	for name, end := range map[string]struct {
		with func()
		want any
	}{
		"panic":  {func() { panic("boom") }, "boom"},
		"Goexit": {runtime.Goexit, nil},
	} {
		l := loop.New()
		ran := false
		l.Soon(end.with)
		l.Soon(func() { ran = true })
		cause := make(chan any)
		go func() {
			defer func() { cause <- recover() }()
			_ = l.Run(t.Context())
			t.Errorf("%s: Run has returned", name)
		}()
		if got := <-cause; got != end.want {
			t.Errorf("%s: got %v", name, got)
		}
		if run(t, l); !ran {
			t.Errorf("%s: the microtask behind it was lost", name)
		}
	}
}

func TestOnPanic(t *testing.T) {
	l := loop.New()
	var causes []error
	l.OnPanic(func(err error) { causes = append(causes, err) })
	reason := errors.New("reason")
	l.Post(func() { panic(reason) })
	l.Soon(func() { panic(reason) })
	l.SetTimeout(0, func() { panic(reason) })
	run(t, l)
	if len(causes) != 3 {
		t.Fatalf("%d causes", len(causes))
	}
	for _, cause := range causes {
		var p *loop.PanicError
		if !errors.Is(cause, reason) || !errors.As(cause, &p) {
			t.Fatalf("got %v", cause)
		}
		if !strings.Contains(string(p.Stack), "TestOnPanic") {
			t.Errorf("stack %s", p.Stack)
		}
	}
}

// A panic may have the value nil, and is none the less one.
func TestPanicOfNil(t *testing.T) {
	t.Setenv("GODEBUG", "panicnil=1")
	l := loop.New()
	var causes []error
	l.OnPanic(func(err error) { causes = append(causes, err) })
	l.Post(func() { panic(any(nil)) })
	run(t, l)
	if len(causes) != 1 {
		t.Fatalf("%d causes", len(causes))
	}
	if p, ok := errors.AsType[*loop.PanicError](causes[0]); !ok || p.Value != nil {
		t.Errorf("got %v", causes[0])
	}
}

func TestGoexitOfATask(t *testing.T) {
	l := loop.New()
	ran := false
	l.Post(func() { runtime.Goexit() })
	l.Post(func() { ran = true })
	var wg sync.WaitGroup
	wg.Go(func() { _ = l.Run(t.Context()) })
	wg.Wait()
	run(t, l) // another goroutine takes over
	if !ran {
		t.Error("the task behind Goexit was lost")
	}

	done := make(chan struct{})
	loop.Default().Post(func() {
		loop.Default().Post(func() { close(done) })
		runtime.Goexit()
	})
	<-done // the default loop goes on by itself
}

func TestShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		var log []string
		n := 0
		l.SetInterval(time.Second, func() { n++; log = append(log, fmt.Sprint("interval ", n)) })
		l.SetTimeout(2500*time.Millisecond, func() {
			log = append(log, "timeout")
			l.Post(func() { log = append(log, "task") })
		})
		result := make(chan error)
		go func() { result <- l.Run(t.Context()) }()
		time.Sleep(1500 * time.Millisecond)
		if err := l.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		if err := <-result; err != nil {
			t.Error(err)
		}
		if got := strings.Join(log, " "); got != "interval 1 timeout task" {
			t.Errorf("got %s", got)
		}
		if l.Post(func() {}) {
			t.Error("Post was accepted after Shutdown")
		}
		if err := l.Run(t.Context()); !errors.Is(err, loop.ErrClosed) {
			t.Errorf("Run after Shutdown: %v", err)
		}
	})
}

// An interval that comes too late is not counted, neither when it is set nor when it
// is stopped: Shutdown would wait for it.
func TestIntervalDuringShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		l.SetTimeout(time.Second, func() {
			late := l.SetInterval(time.Second, func() { t.Error("an interval fired during Shutdown") })
			if late.Stop() {
				t.Error("there was something to stop")
			}
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if err := l.Shutdown(ctx); err != nil {
			t.Error(err)
		}
	})
}

func TestShutdownGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		l.Hold()
		ended := make(chan error)
		go func() { ended <- l.Run(context.Background()) }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := l.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if err := <-ended; !errors.Is(err, loop.ErrClosed) {
			t.Errorf("Run: %v", err)
		}
	})
}

type suspect struct{ looks atomic.Int64 }

func (s *suspect) look() { s.looks.Add(1) }

func (s *suspect) looked() int64 { return s.looks.Load() }

func TestSuspectsAreLookedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		idle, busy, dropped, late := &suspect{}, &suspect{}, &suspect{}, &suspect{}
		l.Inner().Suspect(idle.look)
		run(t, l) // has nothing else to do
		if idle.looked() != 1 {
			t.Errorf("at the end of Run: looked at %d times", idle.looked())
		}
		l.Hold()
		ended := make(chan error)
		go func() { ended <- l.Run(context.Background()) }()
		l.Inner().Suspect(busy.look)
		synctest.Wait()
		if busy.looked() != 0 {
			t.Error("looked at before the time of grace has passed")
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if busy.looked() != 1 {
			t.Errorf("after a second: looked at %d times", busy.looked())
		}
		l.Inner().Suspect(dropped.look)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_ = l.Shutdown(ctx)
		if err := <-ended; !errors.Is(err, loop.ErrClosed) {
			t.Errorf("Run: %v", err)
		}
		l.Inner().Suspect(late.look)
		if dropped.looked() != 1 || late.looked() != 1 || idle.looked() != 1 {
			t.Errorf("after Shutdown: looked at %d, %d, %d times",
				dropped.looked(), late.looked(), idle.looked())
		}
	})
}

func TestHostDriven(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		wakes := make(chan struct{}, 10)
		l.Drive(func() { wakes <- struct{}{} })
		var log []string
		go func() {
			l.Post(func() { log = append(log, "task 1") })
			l.Post(func() { log = append(log, "task 2") }) // no second wake
			l.SetTimeout(time.Second, func() { log = append(log, "timer") })
		}()
		synctest.Wait()
		if len(wakes) != 1 {
			t.Fatalf("%d wakes", len(wakes))
		}
		start := time.Now()
		next, more := l.Pump()
		for more {
			if next <= 0 || next > time.Second {
				t.Fatalf("Pump again in %v", next)
			}
			time.Sleep(next)
			next, more = l.Pump()
		}
		if took := time.Since(start); took != time.Second {
			t.Errorf("fired after %v", took)
		}
		if got := strings.Join(log, " "); got != "task 1 task 2 timer" {
			t.Errorf("got %s", got)
		}
	})
}

func TestHostThatPumpsInsideOfWake(t *testing.T) {
	l := loop.New()
	var log []string
	l.Drive(func() { l.Pump() })
	l.Post(func() {
		log = append(log, "a")
		l.Post(func() { log = append(log, "b") })
		l.Pump()
	})
	l.Post(func() { log = append(log, "c") })
	l.Pump()
	if got := strings.Join(log, " "); got != "a b c" {
		t.Errorf("got %s", got)
	}
}

func TestMetrics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := loop.New()
		l.Post(func() { l.Soon(func() {}) })
		l.SetTimeout(10*time.Millisecond, func() {})
		l.Post(func() { time.Sleep(25 * time.Millisecond) })
		if m := l.Metrics(); m.Posted != 2 || m.Pending != 1 {
			t.Errorf("before: %+v", m)
		}
		run(t, l)
		want := loop.Metrics{Turns: 2, Tasks: 2, Microtasks: 1, Timers: 1, Lag: 15 * time.Millisecond}
		if m := l.Metrics(); m != want {
			t.Errorf("got %+v, want %+v", m, want)
		}
	})
}

func blocksTheLoop(until <-chan struct{}) { <-until }

func TestWatchdogNamesTheHandler(t *testing.T) {
	for name, l := range map[string]*loop.Loop{"own": loop.New(), "default": loop.Default()} {
		t.Run(name, func(t *testing.T) {
			found := make(chan struct{})
			done := make(chan struct{})
			defer l.Watch(5*time.Millisecond, func(b loop.Blocked) {
				if !strings.Contains(b.Handler, "TestWatchdog") {
					t.Errorf("handler %q in\n%s", b.Handler, b.Stack)
				}
				close(found)
			})()
			l.Post(func() { blocksTheLoop(found); close(done) })
			if l != loop.Default() {
				run(t, l)
			}
			<-done
		})
	}
}

func TestInside(t *testing.T) {
	own := loop.New()
	var answers []bool
	ask := func() { answers = append(answers, own.Inside(), loop.Default().Inside()) }
	ask()
	own.Post(ask)
	run(t, own)
	done := make(chan struct{})
	loop.Default().Post(func() { ask(); close(done) })
	<-done
	if got, want := answers, []bool{false, false, true, false, false, true}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
