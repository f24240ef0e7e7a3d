//go:build unix && !aix

package examples

import (
	"fmt"

	"golang.org/x/sys/unix"

	"github.com/unnest-go/unnest/runtime/internal/poll"
)

// A waitList is what the first event loops were written with: operations to
// wait for, and a wait that returns those of them that are ready.
type waitList struct {
	mux     poll.Demultiplexer
	waiting int
	ready   []*operation
}

// An operation reads from a socket that may have nothing yet.
type operation struct {
	poll.Desc
	list *waitList
	name string
	fd   int
}

// Ready implements poll.Handler.
func (o *operation) Ready(poll.Event) { o.list.ready = append(o.list.ready, o) }

func newWaitList() *waitList {
	mux, err := poll.Open()
	if err != nil {
		panic(err)
	}
	return &waitList{mux: mux}
}

func (w *waitList) add(name string, fd int) {
	o := &operation{list: w, name: name, fd: fd}
	if err := w.mux.Add(&o.Desc, uintptr(fd), o); err != nil {
		panic(err)
	}
	if err := w.mux.Arm(&o.Desc, poll.Readable); err != nil {
		panic(err)
	}
	w.waiting++
}

// waitUntilSomeAreReady suspends the goroutine until at least one of the
// operations is ready, and returns those that are: none if none is left.
func (w *waitList) waitUntilSomeAreReady() []*operation {
	w.ready = w.ready[:0]
	for w.waiting > 0 && len(w.ready) == 0 {
		batch, err := w.mux.Wait(nil, -1)
		if err != nil {
			panic(err)
		}
		for _, c := range batch {
			c.Complete()
		}
	}
	w.waiting -= len(w.ready)
	return w.ready
}

func (o *operation) result() string {
	buf := make([]byte, 64)
	n, err := unix.Read(o.fd, buf)
	if err != nil {
		panic(err)
	}
	return string(buf[:n])
}

// socketPair returns an end to read from and a function that writes to the other.
func socketPair() (fd int, send func(string)) {
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		panic(err)
	}
	if err := unix.SetNonblock(fds[0], true); err != nil {
		panic(err)
	}
	return fds[0], func(s string) {
		if _, err := unix.Write(fds[1], []byte(s)); err != nil {
			panic(err)
		}
	}
}

// The event loop, written by hand: it waits for whatever is ready, and finds out
// which operation that is, to go on with what comes after it. With 10,000
// operations it has 10,000 cases.
func Example_waitList() {
	question, ask := socketPair()
	answer, reply := socketPair()
	list := newWaitList()
	list.add("question", question)
	ask("how are you?")
	for ready := list.waitUntilSomeAreReady(); len(ready) > 0; ready = list.waitUntilSomeAreReady() {
		for _, op := range ready {
			switch op.name {
			case "question":
				fmt.Println("asked:", op.result())
				list.add("answer", answer)
				reply("fine")
			case "answer":
				fmt.Println("answered:", op.result())
			}
		}
	}
	fmt.Println("nothing left to wait for")

	// Output:
	// asked: how are you?
	// answered: fine
	// nothing left to wait for
}
