package syntax

import (
	"go/types"
	"strings"
)

// IsAbstract reports whether a function is a method of an interface.
func IsAbstract(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}

// Continues reports whether an error is the rest of the one before it, at another place,
// which a tab starts: "other declaration of x" says nothing by itself.
func Continues(err types.Error) bool { return strings.HasPrefix(err.Msg, "\t") }
