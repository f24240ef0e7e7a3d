// Package dep is of another module: nobody knows what its functions do.
package dep

// Done is told.
type Done = func(int, error)

// Recover may recover from a panic.
func Recover() {}
