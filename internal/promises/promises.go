// Package promises names what others have to know of the runtime's promises without
// importing it.
package promises

// Path is the import path of the package.
const Path = "github.com/unnest-go/unnest/runtime/promise"

// Links are the methods of a promise that make another one of it, which is cold if it is.
var Links = []string{
	"Then", "ThenCall", "ThenTry", "Handle", "HandleCall",
	"Map", "Do", "Keep", "Catch", "MapErr", "Finally",
}
