package aio

import (
	"testing"
	"time"
)

// TestReadingTheBacklogIsNoIdleness reads what has arrived before, of which the
// demultiplexer does not tell again.
func TestReadingTheBacklogIsNoIdleness(t *testing.T) {
	ways := map[string]func(l link, got func(n int)){
		"Read": func(l link, got func(n int)) {
			l.ReadThen(l.ctx, make([]byte, 1), func(n int, _ error) { got(n) })
		},
		"Stream": func(l link, got func(n int)) {
			_ = l.Stream(func(p []byte) { l.Pause(); got(len(p)) }, func(error) {}) // the first counts
			_ = l.Resume()
		},
	}
	for name, read := range ways {
		t.Run(name, func(t *testing.T) {
			linked(t, func(l link) {
				if _, err := l.peer.Write([]byte("ab")); err != nil {
					l.Error(err)
				}
				l.reactor.buf = make([]byte, 1)
				pieces := 0
				var got func(n int)
				got = func(n int) {
					if pieces++; pieces == 1 {
						l.reactor.loop.Post(func() { l.active.Store(false); read(l, got) })
						return
					}
					if n != 1 || !l.active.Load() {
						l.Errorf("read %d bytes of an idle connection", n)
					}
					l.Abort()
				}
				read(l, got)
			})
		})
	}
}

// TestIdleTimeoutThatIsLifted lifts it when the timer has fired and what it does has not
// begun.
func TestIdleTimeoutThatIsLifted(t *testing.T) {
	linked(t, func(l link) {
		l.SetIdleTimeout(time.Hour)
		fired := l.idle.run
		l.SetIdleTimeout(0)
		fired()
		if _, err := l.Send([]byte("x")); err != nil {
			l.Error(err)
		}
		l.Abort()
	})
}
