//go:build unix && !aix

package poll

import (
	"errors"
	"math"
	"time"

	"golang.org/x/sys/unix"
)

// milliseconds rounds up: a wait that ended early would only be repeated.
func milliseconds(d time.Duration) int {
	if d < 0 {
		return -1
	}
	ms := (d + time.Millisecond - 1) / time.Millisecond
	return int(min(ms, math.MaxInt32))
}

// ignoreInterrupt makes a wait that a signal ended an early return.
func ignoreInterrupt(err error) error {
	if errors.Is(err, unix.EINTR) {
		return nil
	}
	return err
}
