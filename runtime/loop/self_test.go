package loop

import (
	"runtime"
	"testing"
)

func TestIdentityOfGoroutines(t *testing.T) {
	mine := self()
	if mine == 0 || mine != self() {
		t.Fatalf("self is %#x, then %#x", mine, self())
	}
	other := make(chan uintptr)
	go func() { other <- self() }()
	if got := <-other; got == mine {
		t.Errorf("two goroutines are %#x", got)
	}
}

// The identity of a goroutine that has ended goes to another one.
func TestIdentityDoesNotOutliveTheGoroutine(t *testing.T) {
	ends := map[string]func(*Loop){
		"stops":   func(*Loop) {},
		"Goexit":  func(l *Loop) { l.Post(runtime.Goexit) },
		"a panic": func(l *Loop) { l.Post(func() { panic("boom") }) },
	}
	for name, end := range ends {
		l := New()
		end(l)
		await(func() {
			defer func() { _ = recover() }()
			if err := l.Run(t.Context()); err != nil {
				t.Error(err)
			}
		})
		for range 1000 {
			await(func() {
				if l.Inside() {
					t.Errorf("%s: another goroutine is inside of the loop", name)
				}
			})
		}
	}
}

// await runs f on a goroutine of its own.
func await(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	<-done
}
