// Package queue holds the run queue of an event loop.
package queue

// A Ring is a first-in first-out queue. The zero value is empty and ready to
// use. It is not safe for use by several goroutines.
//
// Invariant: len(buf) is a power of two or zero; the n elements start at head.
type Ring[T any] struct {
	buf  []T
	head int
	n    int
}

const (
	minSize  = 64
	keepSize = 4096 // an empty ring larger than this is given back
)

// Len is the number of elements.
func (r *Ring[T]) Len() int { return r.n }

// Push appends v.
func (r *Ring[T]) Push(v T) {
	if r.n == len(r.buf) {
		r.grow()
	}
	r.buf[(r.head+r.n)&(len(r.buf)-1)] = v
	r.n++
}

// Pop removes the oldest element. The ring must not be empty.
func (r *Ring[T]) Pop() T {
	slot := &r.buf[r.head]
	v := *slot
	var zero T
	*slot = zero // do not keep it alive
	r.head = (r.head + 1) & (len(r.buf) - 1)
	r.n--
	if r.n == 0 && len(r.buf) > keepSize {
		r.buf, r.head = nil, 0 // a burst must not hold its memory for ever
	}
	return v
}

func (r *Ring[T]) grow() {
	buf := make([]T, max(minSize, 2*len(r.buf)))
	n := copy(buf, r.buf[r.head:])
	copy(buf[n:], r.buf[:r.head])
	r.buf, r.head = buf, 0
}
