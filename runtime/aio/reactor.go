package aio

import (
	"fmt"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/sock"
	"github.com/unnest-go/unnest/runtime/loop"
)

// A reactor is a loop's demultiplexer and what the sockets of the loop share.
type reactor struct {
	poll.Demultiplexer
	sender poll.Sender // the same, if it can; else nil
	loop   *loop.Loop
	buf    []byte // what is read, until its handler has returned; owned by the loop

	dialing map[*attempt]struct{} // sockets that connect; owned by the loop, and then by Close
}

// bufferSize is what one read takes at most.
const bufferSize = 64 << 10

func reactorOf(l *loop.Loop) (*reactor, error) {
	p, err := l.Inner().Poller(func() (poll.Poller, error) {
		d, err := poll.Open()
		if err != nil {
			return nil, err
		}
		return newReactor(d, l), nil
	})
	if err != nil {
		return nil, err
	}
	r, ok := p.(*reactor)
	if !ok {
		return nil, fmt.Errorf("aio: the loop has a poller of another kind, %T", p)
	}
	return r, nil
}

func newReactor(d poll.Demultiplexer, l *loop.Loop) *reactor {
	sender, _ := d.(poll.Sender)
	return &reactor{
		Demultiplexer: d, sender: sender, loop: l,
		buf: make([]byte, bufferSize), dialing: map[*attempt]struct{}{},
	}
}

// Close implements poll.Poller. It gives up what connects: the loop, which would tell of
// it, was shut down. Other sockets are closed by those who have them.
func (r *reactor) Close() error {
	for a := range r.dialing {
		sock.Close(a.leave()) //nolint:errcheck // nothing is lost
	}
	return r.Demultiplexer.Close()
}
