package rounds

import (
	"fmt"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/typewalk"
)

// A shape is what functions have in common that one call may call: the types of their
// parameters, as text. A package with tests has other types than without.
type shape []string

// anything is a type that is another one in each instance.
const anything = "?"

// shapeOf is the shape of a function, nil if it takes no function.
func shapeOf(sig *types.Signature) shape {
	s, takes := read(sig)
	if !takes {
		return nil
	}
	return s
}

// methodShape is the shape of the method of an interface, nil if it takes no function. A type
// parameter may stand for one.
func methodShape(sig *types.Signature) shape {
	s, takes := read(sig)
	if !takes && !slices.Contains(s, anything) {
		return nil
	}
	return s
}

// read is the shape of a function, and whether it takes one.
func read(sig *types.Signature) (s shape, takes bool) {
	for v := range sig.Params().Variables() {
		t := types.Unalias(v.Type())
		f, ok := t.Underlying().(*types.Signature)
		switch {
		case ok:
			takes = true
			s = append(s, fmt.Sprintf("func of %d", f.Params().Len())) // its parameters may have names
		case isVague(t):
			s = append(s, anything)
		default:
			s = append(s, types.TypeString(t, nil))
		}
	}
	return s, takes
}

// isVague reports whether a type has type parameters in it, or aliases, by which its text
// is one of several.
func isVague(t types.Type) bool {
	found := false
	typewalk.Walk(t, func(t types.Type) bool {
		switch t.(type) {
		case *types.TypeParam, *types.Alias:
			found = true
		}
		return !found
	})
	return found
}

// fits reports whether two shapes may be the same.
func (s shape) fits(other shape) bool {
	if len(s) != len(other) {
		return false
	}
	for i := range s {
		if s[i] != other[i] && s[i] != anything && other[i] != anything {
			return false
		}
	}
	return true
}
