package loop_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/loop"
)

// driven is a loop of a host and what it has been asked with.
func driven(p fakePoller) (l *loop.Loop, asked chan struct{}) {
	l, asked = loop.New(), make(chan struct{}, 1)
	l.Drive(func() { asked <- struct{}{} })
	if p != nil {
		_, _ = l.Inner().Poller(func() (poll.Poller, error) { return p, nil })
	}
	return l, asked
}

func TestHoldBetweenPumpsIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := make(fakePoller, 1)
		l, asked := driven(p)
		l.Hold()
		p <- completion(l.Release)
		<-asked
		if next, more := l.Pump(); next >= 0 || more {
			t.Errorf("got %v, %v", next, more)
		}
		if err := l.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestDriveTellsOfWhatIsPending(t *testing.T) {
	for name, begin := range map[string]func(*loop.Loop){
		"a timer":      func(l *loop.Loop) { l.SetTimeout(time.Hour, func() {}) },
		"an operation": (*loop.Loop).Hold,
	} {
		l := loop.New()
		begin(l)
		asked := 0
		l.Drive(func() { asked++ })
		if asked != 1 {
			t.Errorf("with %s the host was asked %d times", name, asked)
		}
	}
}

func TestHostIsAskedWhenNothingIsLeft(t *testing.T) {
	for name, begin := range map[string]func(*loop.Loop) (end func()){
		"a timer": func(l *loop.Loop) func() {
			timer := l.SetTimeout(time.Hour, func() {})
			return func() { timer.Stop() }
		},
		"an operation": func(l *loop.Loop) func() {
			l.Hold()
			return l.Release
		},
	} {
		l, asked := driven(nil)
		first, second := begin(l), begin(l)
		l.Pump()
		for len(asked) > 0 {
			<-asked
		}
		if first(); len(asked) != 0 {
			t.Errorf("%s: the host was asked, but the second is pending", name)
		}
		if second(); len(asked) != 1 {
			t.Errorf("%s: the host was not asked", name)
		}
	}
}

func TestPumpAgainForTheReview(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, _ := driven(nil)
		looked := 0
		l.Inner().Suspect(func() { looked++ })
		for next, more := l.Pump(); more; next, more = l.Pump() {
			time.Sleep(next)
		}
		if looked != 1 {
			t.Errorf("looked %d times", looked)
		}
	})
}

func TestShutdownGoesOnBehindPump(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, _ := driven(nil)
		fired := false
		l.SetTimeout(time.Second, func() { fired = true })
		result := make(chan error, 1)
		l.Post(func() {
			go func() { result <- l.Shutdown(t.Context()) }()
			synctest.Wait()
		})
		l.Pump()
		if err := <-result; err != nil || !fired {
			t.Errorf("got %v; fired: %v", err, fired)
		}
	})
}
