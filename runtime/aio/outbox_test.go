package aio

import (
	"context"
	"io"
	"runtime"
	"testing"
)

func TestOutboxThatIsNeverEmptyDoesNotGrow(t *testing.T) {
	o := &outbox{}
	const waiting, writes = 10, 10_000
	for i := range writes {
		o.add(part{rest: []byte{byte(i)}})
		if i >= waiting {
			if got := o.parts[o.first].rest[0]; got != byte(i-waiting) {
				t.Fatalf("%d comes behind %d writes", got, i)
			}
			o.sent(1)
		}
	}
	if o.bytes != waiting || cap(o.parts) > 8*waiting {
		t.Errorf("%d bytes in room for %d parts", o.bytes, cap(o.parts))
	}
}

// What nobody waits for is joined, as long as it is small, and never to what somebody does.
func TestOutboxJoinsSmallParts(t *testing.T) {
	o := &outbox{}
	want := []string{"abc", "d", "e", string(make([]byte, maxJoined)), "f"}
	o.addCopy([]byte("xab"))
	o.sent(1)
	o.addCopy([]byte("c"))
	o.add(part{rest: []byte("d"), op: &op[int]{}})
	o.addCopy([]byte("e"))
	o.addCopy(make([]byte, maxJoined))
	o.addCopy([]byte("f"))
	bytes := 0
	for i, p := range o.parts {
		if bytes += len(p.rest); i < len(want) && string(p.rest) != want[i] {
			t.Errorf("part %d is %.10q", i, p.rest)
		}
	}
	if len(o.parts) != len(want) || bytes != o.bytes {
		t.Errorf("%d parts of %d bytes, %d counted", len(o.parts), bytes, o.bytes)
	}
}

// What has been waiting goes out in more than one task.
func TestFlushHasABudget(t *testing.T) {
	linked(t, func(l link) {
		const parts = 2*sendBudget + 1
		for range parts {
			l.out.add(part{rest: []byte("x")})
		}
		l.flush()
		if l.out.bytes != parts-sendBudget {
			l.Errorf("%d of %d are left", l.out.bytes, parts)
		}
		l.DrainedThen(l.ctx, func(err error) {
			n, failed := io.ReadFull(l.peer, make([]byte, parts))
			if n != parts || failed != nil || err != nil {
				l.Errorf("sent %d, %v, %v", n, failed, err)
			}
			l.Abort()
		})
	})
}

// What a loop that was shut down posts is dropped: all has to go out in the last task.
func TestFlushWithoutABudget(t *testing.T) {
	linked(t, func(l link) {
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		go func() { _ = l.reactor.loop.Shutdown(ended) }()
		for l.reactor.loop.Post(func() {}) {
			runtime.Gosched()
		}
		for range 2 * sendBudget {
			l.out.add(part{rest: []byte("x")})
		}
		l.flush()
		if l.out.bytes != 0 {
			l.Errorf("%d are left", l.out.bytes)
		}
		l.Abort()
	})
}
