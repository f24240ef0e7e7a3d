package loop

import (
	"testing"
	"testing/synctest"
	"time"
)

// Who has been started, and does not run yet, blocks nothing.
func TestNoHandlerIsBlockedBeforeTheLoopRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &Loop{auto: true, state: running}
		stop := l.Watch(5*time.Millisecond, func(b Blocked) { t.Errorf("%s is blocked", b.Handler) })
		time.Sleep(time.Second)
		stop()
		go l.runAuto()
		synctest.Wait()
	})
}

// A task that calls several handlers is as quick as the slowest of them.
func TestHandlersOfOneTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		stop := l.Watch(50*time.Millisecond, func(b Blocked) { t.Errorf("%s is blocked", b.Handler) })
		l.Post(func() {
			for range 10 {
				l.Inner().Progress()
				time.Sleep(10 * time.Millisecond)
			}
		})
		if err := l.Run(t.Context()); err != nil {
			t.Error(err)
		}
		stop()
	})
}
