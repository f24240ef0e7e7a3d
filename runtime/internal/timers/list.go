package timers

// A list is a queue of nodes, as pointers in chunks. If the nodes were linked to each
// other, the processor would have to wait for each of them to come from memory to know
// the next. The zero value is empty.
type list[V any] struct{ head, tail *chunk[V] }

// A chunk is some places of a list: those from first up to end are in use, or gaps.
// There is at least one of them while it is in a list.
type chunk[V any] struct {
	next       *chunk[V]
	first, end int16
	fetched    bool
	ticks      int64 // see fetch
	places     [29]*Node[V]
}

// push puts n behind the others.
func (l *list[V]) push(n *Node[V], free *pool[V]) {
	c := l.tail
	if c == nil || int(c.end) == len(c.places) {
		c = free.get()
		l.append(&list[V]{c, c})
	}
	n.at = &c.places[c.end]
	*n.at = n
	c.end++
}

// append puts what is in other behind what is in l, and leaves other empty.
func (l *list[V]) append(other *list[V]) {
	switch {
	case other.head == nil:
		return
	case l.head == nil:
		l.head = other.head
	default:
		l.tail.next = other.head
	}
	l.tail = other.tail
	*other = list[V]{}
}

// skip drops the first place, which is empty.
func (l *list[V]) skip(free *pool[V]) {
	c := l.head
	if c.first++; c.first < c.end {
		return
	}
	if l.head = c.next; l.head == nil {
		l.tail = nil
	}
	free.put(c)
}

// front is the first place, which may be a gap.
func (c *chunk[V]) front() **Node[V] { return &c.places[c.first] }

// fetch reads all nodes of c. The processor has no need to wait for one to read the
// next, and when they are taken, with much else in between, they are in its cache. It
// adds up what it reads because what has no use is not read.
func (c *chunk[V]) fetch() {
	if c.fetched {
		return
	}
	c.fetched = true
	for _, n := range c.places[c.first:c.end] {
		if n != nil && n.at != nil { // its first word and its last
			c.ticks += n.tick
		}
	}
}

// A pool keeps some chunks for the next lists.
type pool[V any] struct {
	top *chunk[V]
	n   int
}

// maxPool is enough for the chunks that gaps keep in use.
const maxPool = spareGaps / 24

func (p *pool[V]) get() *chunk[V] {
	c := p.top
	if c == nil {
		return &chunk[V]{}
	}
	p.top = c.next
	p.n--
	c.next = nil
	return c
}

// put takes a chunk whose places are all empty.
func (p *pool[V]) put(c *chunk[V]) {
	if p.n == maxPool {
		return
	}
	*c = chunk[V]{next: p.top}
	p.top = c
	p.n++
}
