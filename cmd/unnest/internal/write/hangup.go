//go:build !js && !wasip1

package write

import (
	"os"
	"os/signal"
	"syscall"
)

// hangup is the signal that a terminal is closed, none where it is ignored, as after nohup.
func hangup() []os.Signal {
	if signal.Ignored(syscall.SIGHUP) {
		return nil
	}
	return []os.Signal{syscall.SIGHUP}
}
