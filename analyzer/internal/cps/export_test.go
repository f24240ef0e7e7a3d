package cps

import "go/types"

// Standard is the table of the standard library.
var Standard = standard

// Joined is how many times two of the structs are made one, of which the first has a name.
func Joined(structs ...*types.Struct) int {
	list := make([]spelled, len(structs))
	for i, st := range structs {
		list[i] = spelled{Struct: st, unnamed: i > 0}
	}
	n := 0
	for range alike(list) {
		n++
	}
	return n
}
