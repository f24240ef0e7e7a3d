package blockedloop

import (
	"context"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// A loop has as many rounds as there is something to receive.
func counted(l *loop.Loop, in chan int) {
	l.Post(func() {
		for range len(in) {
			println(<-in)
		}
		for i := range len(in) {
			println(i, <-in)
		}
		for n := len(in); n > 0; n-- {
			println(<-in)
		}
		for i := 0; i < len(in); i++ {
			println(<-in)
		}
		for range cap(in) {
			println(<-in) // want `a receive blocks the event loop`
		}
	})
}

// A variable of one value is that.
func byVariable(l *loop.Loop, in chan int) {
	l.Post(func() {
		if n := len(in); n > 0 {
			println(<-in)
		}
		var more = len(in) > 0
		if more {
			println(<-in)
		}
		if !more {
			println(<-in) // want `a receive blocks the event loop`
		}
	})
	l.Post(func() {
		n := len(in)
		if n == 0 {
			return
		}
		println(<-in)
	})
	l.Post(func() {
		n := len(in)
		if n == 0 {
			n = 1
		}
		if n > 0 {
			println(<-in) // want `a receive blocks the event loop`
		}
	})
}

// A condition may be computed.
func byNumber(l *loop.Loop, in chan int) {
	l.Post(func() {
		for min(len(in), 5) > 0 {
			println(<-in)
		}
		if len(in)-1 >= 0 {
			println(<-in)
		}
		if 0 != int64(len(in)) {
			println(<-in)
		}
		if len(in) > 0 == true {
			println(<-in)
		}
		if max(len(in), 5) > 0 {
			println(<-in) // want `a receive blocks the event loop`
		}
		if len(in)+1 > 0 {
			println(<-in) // want `a receive blocks the event loop`
		}
		if len(in) > 0 == false {
			println(<-in) // want `a receive blocks the event loop`
		}
	})
}

func byClause(l *loop.Loop, in chan int) {
	l.Post(func() {
		switch {
		case len(in) > 0:
			println(<-in)
		default:
			println(<-in) // want `a receive blocks the event loop`
		}
		switch len(in) {
		case 0:
			println(<-in) // want `a receive blocks the event loop`
		case 1, 2:
			println(<-in)
		default:
			println(<-in)
		}
	})
	l.Post(func() {
		switch {
		case len(in) == 0:
			return
		}
		println(<-in)
	})
	l.Post(func() {
		switch len(in) {
		case 0:
			break
		}
		println(<-in) // want `a receive blocks the event loop`
	})
}

// A statement before leaves, or goes on until there is something.
func behindOthers(l *loop.Loop, in chan int) {
	l.Post(func() {
		if in == nil {
			return
		} else if len(in) == 0 {
			panic("nothing")
		}
		println(<-in)
	})
	l.Post(func() {
		if len(in) > 0 {
			println("more")
		} else {
			return
		}
		println(<-in)
	})
	l.Post(func() {
		for len(in) == 0 {
			println("nothing yet")
		}
		println(<-in)
	})
	l.Post(func() {
		for len(in) == 0 {
			if cap(in) == 0 {
				break
			}
		}
		println(<-in) // want `a receive blocks the event loop`
	})
}

// Nothing is left in the channel of a timer that was stopped.
func stopped(l *loop.Loop, timer *time.Timer) {
	l.Post(func() {
		if timer.Stop() == false {
			<-timer.C // want `a receive blocks the event loop`
		}
		if stopped := timer.Stop(); !stopped {
			<-timer.C // want `a receive blocks the event loop`
		}
	})
}

func ended(ctx context.Context, l *loop.Loop) {
	l.Post(func() {
		if err := ctx.Err(); err != nil {
			<-ctx.Done()
		}
		if context.Cause(ctx) != nil {
			<-ctx.Done()
		}
		switch ctx.Err() {
		case nil:
			<-ctx.Done() // want `a receive blocks the event loop`
		default:
			<-ctx.Done()
		}
		end := ctx.Done()
		if nil != ctx.Err() {
			<-end
		}
		if err := ctx.Err(); err == nil {
			<-end // want `a receive blocks the event loop`
		}
	})
}

func askedFirst(ctx context.Context, l *loop.Loop, a *promise.Promise[int]) {
	l.Post(func() {
		if settled := a.Settled(); settled {
			a.Await(ctx)
		}
		if a.Settled() == true {
			a.Await(ctx)
		}
		if _, _, ok := a.Result(); ok {
			a.Await(ctx)
		}
		if _, _, ok := a.Result(); !ok {
			a.Await(ctx) // want `Await blocks the event loop`
		}
		if _, err, _ := a.Result(); err == nil {
			a.Await(ctx) // want `Await blocks the event loop`
		}
		switch {
		case a.Settled():
			a.Await(ctx)
		}
		switch {
		case !a.Settled():
			return
		}
		a.Await(ctx)
	})
}

// A variable is the promise that it has, and what is given a slice waits for its elements.
func waitsForAll(ctx context.Context, l *loop.Loop, ps, qs []*promise.Promise[int]) {
	a, b := aio.ReadFile(ctx, "a"), aio.ReadFile(ctx, "b")
	both := promise.All(a, b).On(l)
	both.Do(func([][]byte) { a.Await(ctx) })
	length := a.Map(func(data []byte) (int, error) { return len(data), nil })
	length.Do(func(int) {
		a.Await(ctx)
		b.Await(ctx) // want `Await blocks the event loop`
	})
	promise.All(ps...).On(l).Do(func([]int) {
		for _, p := range ps {
			p.Await(ctx)
		}
		ps[0].Await(ctx)
		for _, q := range qs {
			q.Await(ctx) // want `Await blocks the event loop`
		}
	})
	promise.Race(ps...).On(l).Do(func(int) {
		ps[0].Await(ctx) // want `Await blocks the event loop`
	})
}

// What was asked before says nothing of later, and what was there has been received since.
func emptied(l *loop.Loop, in chan int) {
	if len(in) == 0 {
		return
	}
	l.SetTimeout(time.Second, func() {
		println(<-in) // want `a receive blocks the event loop`
	})
	n := len(in)
	l.Post(func() {
		if n > 0 {
			println(<-in) // want `a receive blocks the event loop`
		}
		if len(in) > 0 {
			func() { println(<-in) }()
			for len(in) > 0 {
				<-in
			}
			println(<-in) // want `a receive blocks the event loop`
		}
	})
	l.Post(func() {
		in <- 1
		in <- 2
		<-in
		println(<-in)
	})
	l.Post(func() {
		in <- 1
		<-in
		m := <-in // want `a receive blocks the event loop`
		println(m)
	})
}

// What is counted elsewhere has several values.
func countedUp(l *loop.Loop, in chan int) {
	l.Post(func() {
		n := len(in)
		n++
		if n > 0 {
			println(<-in) // want `a receive blocks the event loop`
		}
	})
	l.Post(func() {
		n := len(in)
		for n > 0 {
			n--
			println(<-in)
		}
	})
}
