package aio

import (
	"fmt"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/loop"
)

// A reactor is a loop's demultiplexer and what the sockets of the loop share.
type reactor struct {
	poll.Demultiplexer
	sender poll.Sender // the same, if it can; else nil
	loop   *loop.Loop
	buf    []byte // what is read, until its handler has returned; owned by the loop
}

// bufferSize is what one read takes at most.
const bufferSize = 64 << 10

func reactorOf(l *loop.Loop) (*reactor, error) {
	p, err := l.Poller(func() (poll.Poller, error) {
		d, err := poll.Open()
		if err != nil {
			return nil, err
		}
		sender, _ := d.(poll.Sender)
		return &reactor{Demultiplexer: d, sender: sender, loop: l, buf: make([]byte, bufferSize)}, nil
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
