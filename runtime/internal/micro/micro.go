// Package micro is how promises and loops are laid out for each other: what a
// microtask is, and what a promise knows without having to hold it.
//
// A chain has a promise for every step, and its cost is the memory of them. So
// what all promises of one type on one loop have in common stands in one place,
// their Kind, and a promise begins with a pointer to it: that takes the place of
// a pointer to the loop and of the two words of an interface, and a step of a
// chain is 32 bytes large.
//
// Loops are known here by address only: their package imports this one.
package micro

import "unsafe"

// A Head is what every object begins with that can be a microtask, or what a
// microtask is about.
type Head struct{ Kind *Kind }

// A Ready is a microtask that may run and what it is about: what has happened
// that it waited for. The zero value is nothing.
type Ready struct{ Task, About *Head }

// A Kind is what all objects of one type have in common that are at home on one
// loop. It does not change.
type Kind struct {
	// RunOn runs the microtask on a loop (nil: on none) and returns what became
	// ready thereby, for the loop to queue.
	RunOn func(task *Head, on unsafe.Pointer, about *Head) Ready

	// Unwound is called if RunOn did not return but panicked or called
	// runtime.Goexit. It also returns what became ready. It is nil for microtasks that
	// have no promise.
	Unwound func(task *Head, on unsafe.Pointer, cause error) Ready

	// Tally takes note of one more that an object waits for, from any goroutine, and
	// returns the microtask that may run now; nil if more has to come.
	Tally func(task, about *Head) *Head

	// Launch starts what is cold and returns what has to be launched next.
	Launch func(cold *Head) *Head

	Role Role           // what the object is to a promise that points to it
	Loop unsafe.Pointer // where the handlers of a promise run; nil: where it is settled

	family *Family
	key    uintptr
}

// A Role tells apart what a promise may point to.
type Role uint8

// Run runs the microtask, on the loop on or on none.
func (r Ready) Run(on unsafe.Pointer) Ready { return r.Task.Kind.RunOn(r.Task, on, r.About) }

// Unwound is called if Run did not return.
func (r Ready) Unwound(on unsafe.Pointer, cause error) Ready {
	return r.Task.Kind.Unwound(r.Task, on, cause)
}

// Runs is the kind of a type N, which begins with a Head, from its methods.
// They take the loop by its type L, and what the microtask is about by its type A,
// which begins with a Head, too; unwound may be a method of what N begins with. One
// pointer is passed like another, so the methods can be called as if they took what
// a Kind has.
func Runs[N, U, L, A any](runOn func(*N, *L, *A) Ready, unwound func(*U, *L, error) Ready) Kind {
	return Kind{
		RunOn:   *(*func(*Head, unsafe.Pointer, *Head) Ready)(unsafe.Pointer(&runOn)),
		Unwound: *(*func(*Head, unsafe.Pointer, error) Ready)(unsafe.Pointer(&unwound)),
	}
}

// Tallies returns k for microtasks that wait for several.
func Tallies[N, A any](k Kind, tally func(*N, *A) *Head) Kind {
	k.Tally = *(*func(task, about *Head) *Head)(unsafe.Pointer(&tally))
	return k
}

// Launches returns k for objects that may be cold.
func Launches[N any](k Kind, launch func(*N) *Head) Kind {
	k.Launch = *(*func(*Head) *Head)(unsafe.Pointer(&launch))
	return k
}
