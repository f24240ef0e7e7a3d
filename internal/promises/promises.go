// Package promises names what others have to know of the runtime's promises without
// importing it.
package promises

import "go/types"

// Path is the import path of the package.
const Path = "github.com/unnest-go/unnest/runtime/promise"

// Language is the version of the language that the package is written in.
const Language = "go1.27"

// Links are the methods of a promise that make another one of it, which is cold if it is.
var Links = []string{
	"Then", "ThenCall", "ThenTry", "Handle", "HandleCall",
	"Map", "Do", "Keep", "Catch", "MapErr", "Finally",
}

// Is reports whether a type is a pointer to a promise. It may be nil, where something does not
// type-check.
func Is(t types.Type) bool {
	if t == nil {
		return false
	}
	pointer, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return false
	}
	named, ok := types.Unalias(pointer.Elem()).(*types.Named)
	return ok && named.Obj().Name() == "Promise" && named.Obj().Pkg() != nil &&
		named.Obj().Pkg().Path() == Path
}
