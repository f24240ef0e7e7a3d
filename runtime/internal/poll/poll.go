// Package poll waits for input and output on behalf of an event loop.
//
// This file is the contract between the loop and the demultiplexers: a loop
// that has a Poller is a reactor. There is one Poller per loop and one
// implementation per operating system facility.
package poll

import "time"

// A Completion is a finished operation with its result, or a descriptor with
// its readiness. The loop calls Complete once, as a task, on its goroutine.
type Completion interface{ Complete() }

// A Poller is a demultiplexer.
//
// The loop calls Wait from one goroutine at a time, but not always from the
// same one: while it is busy it calls Wait with timeout 0 between tasks, and
// when it has nothing to do it parks in Go's scheduler and leaves one call of
// Wait without a timeout to a helper goroutine. So posting to an idle loop costs
// no system call, and a batch of completions costs one hand-over.
//
// Operations are registered and cancelled through the methods of the
// implementation, of which the loop knows nothing. They must be safe while
// another goroutine is inside Wait; an implementation that cannot submit then
// queues the operation and interrupts its own Wait.
//
// A pending operation does not keep the loop running by itself: who starts one
// calls Loop.Hold, and Loop.Release when its completion has run.
type Poller interface {
	// Wait appends the completions that are ready to into and returns the
	// extended slice. If none is ready it waits for the first: not at all if
	// timeout is 0, without limit if it is negative. It may return early and
	// with nothing. After an error the loop stops with that error.
	Wait(into []Completion, timeout time.Duration) ([]Completion, error)

	// Wake makes the present or the next Wait return at once, and does what was
	// put off until the next Wait. It may be called from any goroutine; several
	// calls may count as one.
	Wake() error

	// Close releases the poller. Nobody is inside Wait, and nobody calls Wait
	// afterwards. Wake does nothing then.
	Close() error
}

// An Event says what a descriptor is ready for.
type Event uint8

// A descriptor may be ready for several.
const (
	Readable Event = 1 << iota // to read, or to accept a connection
	Writable                   // to write, or its connecting has ended
	HangUp                     // reported beside the others: a short read is not the last one
)

// A Handler is told, as a task of the loop, what its descriptor is ready for.
// A report is a hint: the operation may still have to wait.
type Handler interface{ Ready(Event) }

// A Demultiplexer is a Poller that reports readiness of descriptors. Its methods
// may be called from any goroutine. After Close, Add fails and the others do
// nothing.
//
// One report answers one Arm: there is none before it, and none after it until
// the next. So who reads does so until there is nothing left, and arms then; who
// wants the peer to wait does not arm. What became ready before Arm is reported,
// whether the facility underneath reports levels or edges.
type Demultiplexer interface {
	Poller

	// Add makes the descriptor fd, which does not block, known by d. A Desc is
	// used once.
	Add(d *Desc, fd uintptr, h Handler) error

	// Arm asks for one report when d is ready for one of the events of e, which
	// are Readable, Writable or both. Another Arm before the report adds to it.
	Arm(d *Desc, e Event) error

	// Remove forgets d. It must be called before its descriptor is closed. Called
	// from the loop, it is the end of all reports; otherwise one may be under way.
	Remove(d *Desc) error
}

// A Sender is a Demultiplexer that sends with one system call what many
// descriptors have to send.
//
// Nothing else may be written to a descriptor, nor may it be closed for writing,
// before Sent says that what Send was given is settled. Both are called by who
// owns the descriptor, one at a time.
type Sender interface {
	Demultiplexer

	// Send copies p and sends it with the next Wait. It reports false, and does
	// nothing, if it cannot: p is long, something is not settled, somebody waits.
	Send(d *Desc, p []byte) bool

	// Sent reports whether what Send was given is settled, and returns what the
	// system did not take of it, once. If there is such a rest, d is reported as
	// writable.
	Sent(d *Desc) (rest []byte, ok bool)
}
