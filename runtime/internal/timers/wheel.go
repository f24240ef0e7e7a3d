// Package timers holds the pending timers of an event loop in a hierarchical
// timing wheel: adding, removing and firing cost the same for ten timers and
// for ten million.
package timers

import "math/bits"

// A Node is a timer in a wheel, linked in place: a wheel allocates nothing.
//
// Invariant: a node is in at most one list; next and prev are nil if it is in
// none.
type Node[V any] struct {
	next, prev *Node[V]
	tick       int64 // when it is due
	Value      V
}

// Linked reports whether the node is in a wheel or in a list of due timers.
func (n *Node[V]) Linked() bool { return n.next != nil }

// Tick is when the node is due, or was when it was last added.
func (n *Node[V]) Tick() int64 { return n.tick }

// Unlink removes the node from whatever list it is in. The wheel finds out
// when it comes to the slot.
func (n *Node[V]) Unlink() {
	n.prev.next, n.next.prev = n.next, n.prev
	n.next, n.prev = nil, nil
}

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
// whole of level n-1.
//
// Invariant: a node at a level agrees with now in all higher digits (of base
// 64) of its tick and is ahead of now in that level's digit; so all nodes of a
// level are due before all nodes of the next, and nodes of the same tick keep
// the order in which they were added.
type Wheel[V any] struct {
	now   int64
	used  [levels]uint64 // which slots may be in use; cleared lazily
	lists [levels][slots]List[V]
	due   List[V] // nodes added with a tick that had already passed
}

// Add inserts n, which is in no list, to be due at tick.
func (w *Wheel[V]) Add(n *Node[V], tick int64) {
	n.tick = min(tick, w.now+MaxTicks)
	w.place(n)
}

func (w *Wheel[V]) place(n *Node[V]) {
	if n.tick <= w.now {
		w.due.push(n)
		return
	}
	level := (bits.Len64(uint64(n.tick^w.now)) - 1) / slotBits
	slot := n.tick >> (slotBits * level) & (slots - 1)
	w.used[level] |= 1 << slot
	w.lists[level][slot].push(n)
}

// Next returns a tick before which nothing is due, and false if the wheel is
// empty.
func (w *Wheel[V]) Next() (int64, bool) {
	if !w.due.Empty() {
		return w.now, true
	}
	_, _, tick, ok := w.soonest()
	return tick, ok
}

// Advance moves the wheel to tick and appends what is due to due, in order.
func (w *Wheel[V]) Advance(tick int64, due *List[V]) {
	due.take(&w.due)
	for {
		level, slot, start, ok := w.soonest()
		if !ok || start > tick {
			break
		}
		w.now = start
		w.used[level] &^= 1 << slot
		list := &w.lists[level][slot]
		if level == 0 {
			due.take(list)
			continue
		}
		for n := list.Pop(); n != nil; n = list.Pop() {
			w.place(n)
		}
		due.take(&w.due)
	}
	w.now = max(w.now, tick)
}

// soonest finds the first slot in use and the tick at which it begins.
func (w *Wheel[V]) soonest() (level int, slot int, start int64, ok bool) {
	for level := range levels {
		for w.used[level] != 0 {
			slot := bits.TrailingZeros64(w.used[level])
			if !w.lists[level][slot].Empty() {
				shift := slotBits * level
				higher := w.now &^ (1<<(shift+slotBits) - 1)
				return level, slot, higher | int64(slot)<<shift, true
			}
			w.used[level] &^= 1 << slot // everything in it was unlinked
		}
	}
	return 0, 0, 0, false
}

// A List is a queue of nodes. The zero value is empty.
type List[V any] struct {
	root Node[V] // next is the first, prev the last; both nil before first use
}

// Empty reports whether the list has no nodes.
func (l *List[V]) Empty() bool { return l.root.next == nil || l.root.next == &l.root }

func (l *List[V]) push(n *Node[V]) {
	root := &l.root
	if root.next == nil {
		root.next, root.prev = root, root
	}
	n.prev, n.next = root.prev, root
	n.prev.next, root.prev = n, n
}

// Pop removes the first node; nil if there is none.
func (l *List[V]) Pop() *Node[V] {
	if l.Empty() {
		return nil
	}
	n := l.root.next
	n.Unlink()
	return n
}

// take appends all nodes of other to l and leaves other empty.
func (l *List[V]) take(other *List[V]) {
	if other.Empty() {
		return
	}
	root := &l.root
	if root.next == nil {
		root.next, root.prev = root, root
	}
	first, last := other.root.next, other.root.prev
	first.prev, last.next = root.prev, root
	first.prev.next, root.prev = first, last
	other.root.next, other.root.prev = nil, nil
}
