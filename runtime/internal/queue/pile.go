// Package queue holds the queues of an event loop.
package queue

// A Pile is a first-in first-out queue in chunks: it grows without copying, can
// be moved to another in no time, and uses its chunks again. The zero value is
// empty and ready to use. It is not safe for use by several goroutines.
type Pile[T any] struct {
	first, last *chunk[T] // nil if empty
	n           int
	spare       *chunk[T] // empty ones, to be used again
	spares      int
}

const (
	chunkSize  = 126
	maxSpares  = 2048 // 4 MB, if a T takes two words
	keepSpares = 64
)

// A chunk holds the elements from head to tail.
type chunk[T any] struct {
	next       *chunk[T]
	head, tail int
	items      [chunkSize]T
}

// Len is the number of elements.
func (p *Pile[T]) Len() int { return p.n }

// Push appends v.
func (p *Pile[T]) Push(v T) {
	c := p.last
	if c == nil || c.tail == chunkSize {
		c = p.extend()
	}
	c.items[c.tail] = v
	c.tail++
	p.n++
}

func (p *Pile[T]) extend() *chunk[T] {
	c := p.spare
	if c == nil {
		c = &chunk[T]{}
	} else {
		p.spare, c.next = c.next, nil
		p.spares--
	}
	if p.last == nil {
		p.first = c
	} else {
		p.last.next = c
	}
	p.last = c
	return c
}

// Pop removes the oldest element. The pile must not be empty.
func (p *Pile[T]) Pop() T {
	c := p.first
	slot := &c.items[c.head]
	v := *slot
	var zero T
	*slot = zero // do not keep it alive
	c.head++
	p.n--
	if c.head == c.tail {
		p.drop(c)
	}
	return v
}

// drop takes out the first chunk, which is used up.
func (p *Pile[T]) drop(c *chunk[T]) {
	p.first = c.next
	if p.first == nil {
		p.last = nil
		p.shrink()
	}
	c.next, c.head, c.tail = nil, 0, 0
	if p.spares < maxSpares {
		c.next, p.spare = p.spare, c
		p.spares++
	}
}

// shrink gives back a chunk of those that a burst has left: bit by bit, so that the
// next burst finds most of them.
func (p *Pile[T]) shrink() {
	if p.spares > keepSpares {
		p.spare = p.spare.next
		p.spares--
	}
}

// Take moves all elements of from behind those of p, and gives from the spare
// chunks of p.
func (p *Pile[T]) Take(from *Pile[T]) {
	if from.n > 0 {
		if p.last == nil {
			p.first = from.first
		} else {
			p.last.next = from.first
		}
		p.last = from.last
		p.n += from.n
		from.first, from.last, from.n = nil, nil, 0
	}
	if from.spare == nil {
		from.spare, from.spares = p.spare, p.spares
		p.spare, p.spares = nil, 0
	}
}
