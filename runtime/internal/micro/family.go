package micro

import (
	"sync"
	"sync/atomic"
	"unsafe"
)

// A Kindred is an object that has a Head, or stands for all of its type. It says
// what its Kind is, but for what depends on the loop.
type Kindred interface{ Kind() Kind }

// A Family holds the kinds of one loop, one for each type. The zero value is
// empty and ready to use, by several goroutines.
//
// A chain asks for a kind with every step, so the table is read without a lock,
// and copied when a type is seen for the first time.
type Family struct {
	plain atomic.Pointer[Kind] // of those that have no methods
	kinds atomic.Pointer[table]
	mu    sync.Mutex // held by who adds a kind
	n     int        // of kinds
}

// A table finds kinds by key. Invariant: its length is a power of two, and at
// least half of it is empty.
type table []*Kind

const minSize = 16

// Of returns the kind of k on the loop l, always the same for the same type.
func (f *Family) Of(l unsafe.Pointer, k Kindred) *Kind {
	key := typeOf(k)
	if t := f.kinds.Load(); t != nil {
		if kind := *t.at(key); kind != nil {
			return kind
		}
	}
	return f.add(l, k, key)
}

// Plain returns the kind of promises on the loop l that are neither reactions nor
// ever cold.
func (f *Family) Plain(l unsafe.Pointer) *Kind {
	if k := f.plain.Load(); k != nil {
		return k
	}
	f.plain.CompareAndSwap(nil, &Kind{Loop: l, family: f})
	return f.plain.Load()
}

// Like returns the kind of other on the loop of k.
func (k *Kind) Like(other Kindred) *Kind {
	if k.key == typeOf(other) {
		return k
	}
	return k.family.Of(k.Loop, other)
}

// add makes a kind, unless somebody else has just done so.
func (f *Family) add(l unsafe.Pointer, k Kindred, key uintptr) *Kind {
	f.mu.Lock()
	defer f.mu.Unlock()
	larger := f.grown()
	place := larger.at(key)
	if *place == nil {
		kind := k.Kind()
		kind.Loop, kind.family, kind.key = l, f, key
		*place = &kind
		f.n++
		f.kinds.Store(&larger)
	}
	return *place
}

// grown is a copy of the table with room for one more; mu is held.
func (f *Family) grown() table {
	size := minSize
	for size < 2*(f.n+1) {
		size *= 2
	}
	larger := make(table, size)
	if old := f.kinds.Load(); old != nil {
		for _, kind := range *old {
			if kind != nil {
				*larger.at(kind.key) = kind
			}
		}
	}
	return larger
}

// at is where the kind with that key stands or, if there is none, would.
func (t table) at(key uintptr) **Kind {
	mask := uintptr(len(t) - 1)
	i := key / 16 & mask
	for t[i] != nil && t[i].key != key {
		i = (i + 1) & mask
	}
	return &t[i]
}

// typeOf is a number for the type of k: the first word of the interface, which
// is the same for the same type. Nobody looks behind it.
func typeOf(k Kindred) uintptr { return *(*uintptr)(unsafe.Pointer(&k)) }
