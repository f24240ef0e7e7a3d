package loop

import (
	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/internal/poll"
)

// An inner is a loop as promises and sockets see it.
type inner Loop

// Inner is for the other packages of this module: what they do with a loop is none of the
// business of programs.
func (l *Loop) Inner() *inner { return (*inner)(l) } //nolint:revive // nobody else is to name it

// Kinds has what all promises, and reactions to promises, of a type have in common that are
// at home on the loop.
func (i *inner) Kinds() *micro.Family { return &i.kinds }

// Enqueue queues a microtask from any goroutine. It reports false, and drops it, after
// Shutdown.
func (i *inner) Enqueue(r ready) bool { return (*Loop)(i).enqueue(r) }

// Append is Enqueue from inside a task or microtask of the loop.
func (i *inner) Append(r ready) { (*Loop)(i).push(r) }

// Suspect asks for a rejected promise that nobody handles yet to be looked at
// when the time of grace has passed, or when the loop has nothing left to do;
// from any goroutine. After Shutdown there is no such time.
func (i *inner) Suspect(look func()) {
	l := (*Loop)(i)
	l.mu.Lock()
	if l.closed && l.state == stopped {
		l.mu.Unlock()
		look()
		return
	}
	w := l.suspect(look)
	l.mu.Unlock()
	l.deliver(w)
}

// PostCompletions is [Loop.Post] for what are objects already, like operations; several
// cost no more than one.
func (i *inner) PostCompletions(cs ...poll.Completion) bool { return (*Loop)(i).postAll(cs...) }

// Progress says that a task which calls several handlers begins with another one.
func (i *inner) Progress() { i.watch.progress() }

// AtEnd has f called when the loop has been shut down, before Shutdown returns, or at once if
// that was before. After forget it is not called any more, but may be about to be.
func (i *inner) AtEnd(f func()) (forget func()) {
	l := (*Loop)(i)
	l.mu.Lock()
	if l.closed {
		l.mu.Unlock()
		f()
		return func() {}
	}
	if l.endings == nil {
		l.endings = map[*func()]struct{}{}
	}
	l.endings[&f] = struct{}{}
	l.mu.Unlock()
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.endings, &f)
	}
}

// Poller returns the demultiplexer of the loop. If it has none, open makes one, which is
// attached.
func (i *inner) Poller(open func() (poll.Poller, error)) (poll.Poller, error) {
	l := (*Loop)(i)
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.closed:
		return nil, ErrClosed
	case l.poller.p != nil:
		return l.poller.p, nil
	}
	p, err := open()
	if err != nil {
		return nil, err
	}
	l.attach(p)
	return p, nil
}
