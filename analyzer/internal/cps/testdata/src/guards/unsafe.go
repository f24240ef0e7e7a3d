package guards

import (
	"sync"
	"sync/atomic"
	"unsafe"
)

// Who has an unsafe.Pointer sets what is there.

type unsafeOnce struct{ clearedOnce sync.Once }

func clearAt(p unsafe.Pointer) { *(*[12]byte)(p) = [12]byte{} }

func setByPointer(c *unsafeOnce, k func()) { // want setByPointer:"^k many: is called in a loop$"
	for range 2 {
		c.clearedOnce.Do(k)
		clearAt(unsafe.Pointer(c))
	}
}

type neighbour struct {
	first [1]int
	inner struct{ nextOnce sync.Once }
}

func setByNeighbour(n *neighbour, k func()) { // want setByNeighbour:"^k many: is called in a loop$"
	for range 2 {
		n.inner.nextOnce.Do(k)
		clearAt(unsafe.Add(unsafe.Pointer(&n.first[0]), 8))
	}
}

type laid struct{ laidFired atomic.Bool }

func laidOver(bytes []byte, k func()) { // want laidOver:"^k many: is called in a loop$"
	l := (*laid)(unsafe.Pointer(&bytes[0]))
	for range 2 {
		if l.laidFired.CompareAndSwap(false, true) {
			k()
		}
		bytes[0] = 0
	}
}

type untouched struct{ untouchedOnce sync.Once }

func elsewhereUnsafe(u *untouched, k func()) { // want elsewhereUnsafe:"^k once at once$"
	n := 0
	for range 2 {
		u.untouchedOnce.Do(k)
		clearAt(unsafe.Pointer(&n))
	}
}
