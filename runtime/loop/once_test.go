package loop

import (
	"errors"
	"runtime"
	"sync"
	"testing"
)

// A loop that stops may be started by another goroutine before the one that has
// stopped it returns. Still never two run it; the race detector sees it best.

func TestLoopThatStartsByItselfIsRunByOne(t *testing.T) {
	l := &Loop{auto: true}
	const tasks = 20_000
	ran := 0
	for range tasks {
		l.Post(func() { ran++ })
		<-l.whenStopped()
	}
	if ran != tasks {
		t.Errorf("ran %d of %d tasks", ran, tasks)
	}
}

func TestLoopThatManyRunIsRunByOne(t *testing.T) {
	l := New()
	const goroutines, tasks = 4, 5_000
	ran := 0
	var wg sync.WaitGroup
	for range goroutines {
		wg.Go(func() {
			for range tasks {
				l.Post(func() { ran++ })
				for errors.Is(l.Run(t.Context()), ErrRunning) {
					runtime.Gosched()
				}
			}
		})
	}
	wg.Wait()
	if ran != goroutines*tasks {
		t.Errorf("ran %d of %d tasks", ran, goroutines*tasks)
	}
}
