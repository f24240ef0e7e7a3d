// Values of any type, some of which are timers, in a package that hands on others.
package kept

import (
	"container/list"
	"time"
)

type bus struct {
	subscribed []func(any)
	waiting    list.List
}

func (b *bus) wait(k func()) { // want wait:"^k once later, spawned, parting$"
	b.waiting.PushBack(time.AfterFunc(1, k))
}

func Pipe(b *bus, f func(any)) { // want Pipe:"f kept: "
	b.subscribed = append(b.subscribed, func(v any) { f(v) })
}

// A Handler handles anything.
type Handler interface{ Handle(v any) }

func (b *bus) handle(all []Handler) {
	for e := b.waiting.Front(); e != nil; e = e.Next() {
		for _, h := range all {
			h.Handle(e.Value)
		}
	}
}
