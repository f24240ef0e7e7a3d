package timers

import (
	"time"
	"unsafe"
)

// Who has an unsafe.Pointer may set again what timers are there.

type openTimer struct {
	first  int
	timer5 *time.Timer
}

func opened(k func()) unsafe.Pointer { // want opened:"^k lost: is passed to a timer that may be set again$"
	t := &openTimer{timer5: time.AfterFunc(1, k)}
	return unsafe.Pointer(&t.first)
}

func openedItself(k func()) unsafe.Pointer { // want openedItself:"^k lost: is passed to a timer that may be set again$"
	t := time.AfterFunc(1, k)
	return unsafe.Pointer(&t)
}
