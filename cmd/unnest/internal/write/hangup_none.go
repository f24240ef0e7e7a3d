//go:build js || wasip1

package write

import "os"

// hangup is no signal where there are no terminals.
func hangup() []os.Signal { return nil }
