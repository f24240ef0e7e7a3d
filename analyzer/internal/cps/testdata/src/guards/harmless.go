package guards

import (
	"context"
	"errors"
	"os/signal"
	"sync"

	"lib"
)

// What looks harmless by its name between the test of a flag and the statement that sets it.

// withCancel makes what ends a context and tells of it.
func withCancel(ctx context.Context, tell func()) (context.Context, context.CancelFunc) { // want withCancel:"^tell lost: is returned$"
	ctx, cancel := context.WithCancel(ctx)
	return ctx, func() { cancel(); tell() }
}

func madeCancel(ctx context.Context, k func(error)) { // want madeCancel:"^k many: may be called twice on one path: cancel may set fired after that is tested$"
	fired := false
	_, cancel := withCancel(ctx, func() {
		if !fired {
			fired = true
			k(errors.New("canceled"))
		}
	})
	go func() {
		if fired {
			return
		}
		cancel()
		fired = true
		k(nil)
	}()
}

func drawnCancel(list []context.CancelFunc, k func(error)) { // want drawnCancel:"^k many: may be called twice on one path: cancel may set fired after that is tested$"
	fired := false
	list = append(list, func() {
		if !fired {
			fired = true
			k(errors.New("canceled"))
		}
	})
	go func() {
		for _, cancel := range list {
			if fired {
				return
			}
			cancel()
			fired = true
			k(nil)
			return
		}
	}()
}

// limited makes what ends a context, and nothing else.
func limited(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, 1)
}

func limitedCancel(ctx context.Context, c Conn, k func(error)) { // want limitedCancel:"^k once at an unknown time$"
	ctx, cancel := limited(ctx)
	_ = ctx
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		cancel()
		fired = true
		k(err)
	})
}

func signals(c Conn, k func(error)) { // want signals:"^k once at an unknown time$"
	ctx, stop := signal.NotifyContext(context.Background())
	var cancel context.CancelFunc
	ctx, cancel = context.WithTimeout(ctx, 1)
	_ = ctx
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		stop()
		cancel()
		fired = true
		k(err)
	})
}

func unlocks(mu sync.Locker, c Conn, k func(error)) { // want unlocks:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		mu.Unlock()
		fired = true
		k(err)
	})
}

func backlog(b *lib.Backlog, c Conn, k func(error)) { // want backlog:"^b.Full kept: is passed on to OnClose, where it is a handler by the name of the callee; k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		b.Print()
		fired = true
		k(err)
	})
}

func eventLog(l *lib.EventLog, c Conn, k func(error)) { // want eventLog:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		l.Print()
		fired = true
		k(err)
	})
}

func stopsRuntime(c Conn, k func(error)) { // want stopsRuntime:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		lib.Runtime.Stop()
		fired = true
		k(err)
	})
}
