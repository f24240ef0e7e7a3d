// Package timers holds the pending timers of an event loop in a hierarchical
// timing wheel: adding, removing and firing cost the same for ten timers and
// for ten million.
package timers

import "math/bits"

// A Node is a timer in a wheel.
type Node[V any] struct {
	at    **Node[V] // where the wheel holds it; nil if none does
	Value V
	tick  int64 // when it is due
}

// Held reports whether the node is in a wheel.
func (n *Node[V]) Held() bool { return n.at != nil }

// Tick is when the node is due, or was when it was last added.
func (n *Node[V]) Tick() int64 { return n.tick }

const (
	slotBits = 6
	slots    = 1 << slotBits
	levels   = 7

	// MaxTicks is how far ahead a timer can be: 69 years of milliseconds, half
	// of what the levels span, so that no timer passes the end of the highest.
	MaxTicks = 1 << (slotBits*levels - 1)
)

// A Wheel holds nodes by the tick at which they are due. Level 0 has a slot for
// each of the next ticks, a slot of level n stands for as many ticks as the
// whole of level n-1. The zero value is empty.
//
// Invariant: a node at a level agrees with now in all higher digits (of base
// 64) of its tick and is ahead of now in that level's digit; so all nodes of a
// level are due before all nodes of the next, and nodes of the same tick keep
// the order in which they were added.
type Wheel[V any] struct {
	now   int64
	used  [levels]uint64 // which slots may be in use; cleared lazily
	lists [levels][slots]list[V]
	late  list[V] // added with a tick that had already passed
	due   list[V] // to be popped

	held int // nodes in all lists
	gaps int // places in them that nodes were removed from
	pool pool[V]
}

// Len is how many nodes the wheel holds, those that are due included.
func (w *Wheel[V]) Len() int { return w.held }

// Add inserts n, which is in no wheel, to be due at tick.
func (w *Wheel[V]) Add(n *Node[V], tick int64) {
	n.tick = min(tick, w.now+MaxTicks)
	w.held++
	w.place(n)
}

func (w *Wheel[V]) place(n *Node[V]) {
	if n.tick <= w.now {
		w.late.push(n, &w.pool)
		return
	}
	level := (bits.Len64(uint64(n.tick^w.now)) - 1) / slotBits
	slot := n.tick >> (slotBits * level) & (slots - 1)
	w.used[level] |= 1 << slot
	w.lists[level][slot].push(n, &w.pool)
}

// Remove takes out n, which the wheel holds.
func (w *Wheel[V]) Remove(n *Node[V]) {
	*n.at, n.at = nil, nil
	w.held--
	if w.gaps++; w.gaps > w.held+spareGaps {
		w.compact()
	}
}

// spareGaps is how many gaps there may always be: several times as many as lists.
const spareGaps = 8 * levels * slots

// compact closes all gaps. There are more of them than nodes and lists, so for each
// removal that costs little.
func (w *Wheel[V]) compact() {
	for level := range w.lists {
		for slot := range w.lists[level] {
			w.close(&w.lists[level][slot])
		}
	}
	w.close(&w.late)
	w.close(&w.due)
}

func (w *Wheel[V]) close(l *list[V]) {
	old := *l
	*l = list[V]{}
	for n := w.take(&old); n != nil; n = w.take(&old) {
		l.push(n, &w.pool)
	}
}

// take removes the first node of l; nil if there is none.
func (w *Wheel[V]) take(l *list[V]) *Node[V] {
	if w.isEmpty(l) {
		return nil
	}
	l.head.fetch()
	at := l.head.front()
	n := *at
	*at, n.at = nil, nil
	l.skip(&w.pool)
	return n
}

// isEmpty reports whether l has no nodes. It drops the gaps that come first.
func (w *Wheel[V]) isEmpty(l *list[V]) bool {
	for l.head != nil && *l.head.front() == nil {
		l.skip(&w.pool)
		w.gaps--
	}
	return l.head == nil
}

// Next returns a tick before which nothing is due, and false if the wheel holds
// nothing that has not become due.
func (w *Wheel[V]) Next() (int64, bool) {
	if !w.isEmpty(&w.late) {
		return w.now, true
	}
	_, _, tick, ok := w.soonest()
	return tick, ok
}

// Advance moves the wheel to tick. What is due is to be popped, after what was due
// before.
func (w *Wheel[V]) Advance(tick int64) {
	w.due.append(&w.late)
	for {
		level, slot, start, ok := w.soonest()
		if !ok || start > tick {
			break
		}
		w.now = start
		w.used[level] &^= 1 << slot
		l := &w.lists[level][slot]
		if level == 0 {
			w.due.append(l)
			continue
		}
		for n := w.take(l); n != nil; n = w.take(l) {
			w.place(n)
		}
		w.due.append(&w.late)
	}
	w.now = max(w.now, tick)
}

// Pop removes the first node that is due; nil if there is none.
func (w *Wheel[V]) Pop() *Node[V] {
	n := w.take(&w.due)
	if n != nil {
		w.held--
	}
	return n
}

// Due reports whether there is something to pop.
func (w *Wheel[V]) Due() bool { return !w.isEmpty(&w.due) }

// soonest finds the first slot in use and the tick at which it begins.
func (w *Wheel[V]) soonest() (level int, slot int, start int64, ok bool) {
	for level := range levels {
		for w.used[level] != 0 {
			slot := bits.TrailingZeros64(w.used[level])
			if !w.isEmpty(&w.lists[level][slot]) {
				shift := slotBits * level
				higher := w.now &^ (1<<(shift+slotBits) - 1)
				return level, slot, higher | int64(slot)<<shift, true
			}
			w.used[level] &^= 1 << slot // everything in it was removed
		}
	}
	return 0, 0, 0, false
}
