package spell

import (
	"fmt"
	"go/types"
)

// An Error says why a type cannot be written at a place.
type Error struct {
	Text string
	Lift string // what lets it be written, empty when nothing in the source does
}

// Error says it of the type that it is about.
func (e *Error) Error() string { return e.Text }

// hidden is the error of a type whose name means nothing at the place, or something else.
func hidden(name string) error {
	return &Error{
		Text: fmt.Sprintf("type %s is declared out of sight or hidden by another %[1]s", name),
		Lift: "declare the type outside of the callbacks, or give what hides it another name",
	}
}

// unexported is the error of a type that has a name in its package alone.
func unexported(obj types.Object) error {
	name := obj.Pkg().Name() + "." + obj.Name()
	return &Error{Text: fmt.Sprintf("type %s is not exported", name), Lift: "export the name " + name}
}

// beyond is the error of a type whose package cannot be named.
func beyond(obj types.Object, why string) error {
	return &Error{Text: fmt.Sprintf("package %s of type %s %s", obj.Pkg().Path(), obj.Name(), why)}
}

// private is the error of a type without a name that has something in it that is not exported
// by its package.
func private(what, name string) error {
	return &Error{
		Text: fmt.Sprintf("the %s %s of another package", what, name),
		Lift: "give its type a name there",
	}
}

// nameless is the error of a type that has no name anywhere.
func nameless(t types.Type) error { return &Error{Text: fmt.Sprintf("type %s has no name here", t)} }

// foreign is the error of a type of C, which cgo gives a name of its own to write.
func foreign(name string) error {
	return &Error{Text: fmt.Sprintf("type C.%s has a name only where C is imported", name)}
}

// unknown is the error of a type of which nothing is known, as those of C where files are read
// before cgo.
func unknown() error { return &Error{Text: "its type is not known here, as those of C are not"} }
