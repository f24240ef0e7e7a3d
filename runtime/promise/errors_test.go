package promise_test

import (
	"context"
	"errors"
	"net"
	"os"
	"testing"

	"github.com/unnest-go/unnest/runtime/promise"
)

// Whoever asks for the end of a time in one of the ways of the standard library is told.
func TestTimeoutIsOneOfTheStandardLibrary(t *testing.T) {
	err := promise.ErrTimeout
	n, ok := errors.AsType[net.Error](err)
	if !ok || !n.Timeout() || !os.IsTimeout(err) {
		t.Error("no time-out")
	}
	if !errors.Is(err, os.ErrDeadlineExceeded) || !errors.Is(err, context.DeadlineExceeded) {
		t.Error("no deadline")
	}
	if errors.Is(err, context.Canceled) {
		t.Error("cancelled")
	}
}
