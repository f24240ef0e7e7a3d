//go:build unix || js

package aio_test

import (
	"errors"
	"syscall"
)

const (
	errRefused = syscall.ECONNREFUSED
	errInUse   = syscall.EADDRINUSE
)

func isReset(err error) bool { return errors.Is(err, syscall.ECONNRESET) }

// networks have streams.
var networks = []string{"tcp", "unix"}
