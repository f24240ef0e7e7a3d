package promise

import (
	"sync/atomic"
	"unsafe"

	"github.com/unnest-go/unnest/runtime/loop"
)

// A core is a promise without its value.
type core struct {
	head head // its Kind knows the loop of the handlers; nil: they run where the promise is settled
	slot atomic.Pointer[head]
}

// loop is where handlers run; nil: where the promise is settled.
func (p *core) loop() *loop.Loop { return (*loop.Loop)(p.head.Kind.Loop) }

// settled is the slot of all fulfilled promises.
var settled = &head{Kind: &kind{Role: value}}

// isSettled reports whether s is the slot of a promise that has an outcome.
func isSettled(s *head) bool { return s != nil && s.Kind.Role >= value }

// failureIn is why the promise with the slot s was rejected; nil if it was not.
func failureIn(s *head) *failure {
	if s.Kind.Role != rejection {
		return nil
	}
	return as[failure](s)
}

// failure is why the settled promise p was rejected; nil if it was fulfilled.
func (p *core) failure() *failure { return failureIn(p.slot.Load()) }

// isCold reports whether p waits for somebody to start it.
func (p *core) isCold() bool { return p.isColdIn(p.slot.Load()) }

// isColdIn is isCold where s is the slot of p.
func (p *core) isColdIn(s *head) bool {
	return s == &p.head || s != nil && s.Kind.Role == cold
}

// chill makes p, which nobody else has yet, cold. The kind of p launches it.
func (p *core) chill() { preset(&p.slot, &p.head) }

// preset stores v where nobody else can look yet. That need not be atomic, which
// would take a good part of the time that a step takes.
func preset[X any](p *atomic.Pointer[X], v *X) { *(**X)(unsafe.Pointer(p)) = v }
