package promise

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync/atomic"

	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/loop"
)

// A failure is the error of a rejected promise, and its slot. Derived promises
// that pass the error on share it.
//
// Invariant: a failure that tracks is of one promise only, which had nobody to
// handle its error when it was rejected. Who takes it over gets a copy.
type failure struct {
	head   head
	err    error
	origin place // the handler that failed; zero if unknown
	trace  string
	bare   bool // there is no value beside it: see Unwound
	tracks bool
	seen   atomic.Bool // somebody handles it after all
}

// failed is the failure for err; nil for nil.
func failed(err error) *failure {
	if err == nil {
		return nil
	}
	return newFailure(err, 0, "")
}

func newFailure(err error, origin place, trace string) *failure {
	return &failure{head: head{Kind: failureKind}, err: err, origin: origin, trace: trace}
}

// slotOf is the slot of a promise that is settled with f, or with a value if
// that is nil.
func slotOf(f *failure) *head {
	if f == nil {
		return settled
	}
	return &f.head
}

// failureKind has no methods: nobody settles a promise again.
var failureKind = &kind{Role: rejection}

func (f *failure) reason() error {
	if f == nil {
		return nil
	}
	return f.err
}

// owned is f, or the same error, for a promise whose failure is to track or not.
func (f *failure) owned(tracks bool) *failure {
	if !tracks && (f == nil || !f.tracks) {
		return f
	}
	own := newFailure(f.err, f.origin, f.trace)
	own.bare, own.tracks = f.bare, tracks
	return own
}

// observe says that somebody handles the error.
func (f *failure) observe() {
	if f != nil && f.tracks {
		f.seen.Store(true)
	}
}

// observe says that somebody handles the error of p, which has settled, and of nobody
// else in its set.
func (p *core) observe() {
	if a := p.alias(); a != nil {
		a.member.observe()
		return
	}
	p.failure().observe()
}

// checkpoint reports the error if it is still not handled.
func (f *failure) checkpoint() {
	if !f.seen.Swap(true) {
		reportUnhandled(Unhandled{Err: f.err, Origin: f.origin.String(), Created: f.trace})
	}
}

// suspect has the failure looked at when it is decided whether anybody will
// handle it: on a loop a moment later, elsewhere when nobody can reach the
// promise any more.
func (p *core) suspect(f *failure) {
	if l := p.loop(); l != nil {
		l.Inner().Suspect(f.checkpoint)
		return
	}
	runtime.AddCleanup(p, (*failure).checkpoint, f)
}

// isUnobserved reports whether nobody waits for p itself, where s is its slot.
func (p *core) isUnobserved(s *head) bool {
	if s == nil {
		return true
	}
	m := p.memberIn(s)
	return m != nil && !m.seen.Load()
}

// A membership stands for a promise among the reactions of its set, when there
// was nobody to wait for the promise itself: the others who wait do not handle
// its error.
type membership struct {
	head  head
	owner *core
	seen  atomic.Bool
	fail  atomic.Pointer[failure]
}

func newMembership(owner *core) *membership {
	m := &membership{owner: owner}
	m.head.Kind = nowhere.Of(nil, m)
	return m
}

func (m *membership) observe() {
	if m == nil {
		return
	}
	m.seen.Store(true)
	m.fail.Load().observe()
}

func (*membership) Kind() kind {
	k := micro.Runs((*membership).RunOn, unwoundNot)
	k.Role = member
	return k
}

// RunOn suspects the owner. If that is the root, settle has done so.
func (m *membership) RunOn(_ *loop.Loop, root *core) ready {
	fail := root.failure()
	if fail == nil || m.seen.Load() || m.owner.alias() == nil {
		return ready{}
	}
	own := fail.owned(true)
	m.fail.Store(own)
	if m.seen.Load() {
		return ready{}
	}
	m.owner.suspect(own)
	return ready{}
}

// memberIn finds the membership of p itself in s; nil if there is none, or if somebody
// waits for p.
func (p *core) memberIn(s *head) *membership {
	for s.Kind == outerKind {
		s = as[fan](s).prev
	}
	if s.Kind.Role == member {
		if m := as[membership](s); m.owner == p {
			return m
		}
	}
	return nil
}

// memberOf is the membership of p, whose slot is s, when q, a promise of its
// set, is adopted: whoever adopts q handles the error of q and of nobody else.
func memberOf(p, q *core, s *head) *membership {
	var m *membership
	if s != nil {
		m = p.memberIn(s)
	}
	if p == q {
		m.observe()
		return m
	}
	if a := q.alias(); a != nil {
		a.member.observe()
	}
	if s == nil {
		m = newMembership(p)
	}
	return m
}

// An Unhandled tells of a rejected promise whose error nobody handles.
type Unhandled struct {
	Err     error
	Origin  string // the handler that failed: name (file:line); empty if none has
	Created string // where the promise was made, after Trace
}

// String is the report.
func (u Unhandled) String() string {
	s := fmt.Sprintf("promise: unhandled rejection: %v", u.Err)
	if u.Origin != "" {
		s += "\n\tfrom " + u.Origin
	}
	if u.Created != "" {
		s += "\n\tcreated at " + u.Created
	}
	return s
}

var unhandled atomic.Pointer[func(Unhandled)]

// OnUnhandled sets the function that is told of errors that nobody handles, from any
// goroutine and perhaps by several at a time. Nil restores the default, which prints
// the report to standard error and, if the error is the panic of a handler, goes on
// with that panic.
func OnUnhandled(f func(Unhandled)) {
	if f == nil {
		unhandled.Store(nil)
		return
	}
	unhandled.Store(&f)
}

func reportUnhandled(u Unhandled) {
	if f := unhandled.Load(); f != nil {
		(*f)(u)
		return
	}
	fmt.Fprintln(os.Stderr, u)
	if p := (*loop.PanicError)(nil); errors.As(u.Err, &p) {
		panic(p)
	}
}
