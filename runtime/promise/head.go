package promise

import (
	"unsafe"

	"github.com/unnest-go/unnest/runtime/internal/micro"
	"github.com/unnest-go/unnest/runtime/loop"
)

type (
	// A head is what everything begins with that a slot may point to, and every
	// promise.
	head = micro.Head

	// A kind is what all objects of one type have in common that are at home on
	// one loop.
	kind = micro.Kind

	// A kindred is an object that has a kind.
	kindred = micro.Kindred

	// A ready is a reaction to a promise that has settled, and that promise, or
	// what it has become one with; the zero value is nothing. A reaction runs once
	// and returns the one that became ready thereby, for the caller to run.
	ready = micro.Ready
)

// The roles of what a slot points to. Those up to tallied are reactions, which may
// be promises, too; from value on the promise has settled.
const (
	reaction micro.Role = iota
	member
	tallied
	several
	cold
	aliased
	value
	rejection
)

// as is the object that begins with h. It is of that type if the role of its kind
// says so; where the type has a parameter, that is the one of the promise.
func as[X any](h *head) *X { return (*X)(unsafe.Pointer(h)) }

// nowhere has the kinds of what belongs to no loop.
var nowhere micro.Family

// kindOn is the kind of k on the loop l, which may be nil.
func kindOn(l *loop.Loop, k kindred) *kind { return kindsOf(l).Of(unsafe.Pointer(l), k) }

// plainOn is the kind of promises on the loop l that are nothing else.
func plainOn(l *loop.Loop) *kind { return kindsOf(l).Plain(unsafe.Pointer(l)) }

func kindsOf(l *loop.Loop) *micro.Family {
	if l == nil {
		return &nowhere
	}
	return l.Inner().Kinds()
}
