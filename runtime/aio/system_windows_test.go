package aio_test

import (
	"errors"
	"io"

	"golang.org/x/sys/windows"
)

const (
	errRefused = windows.WSAECONNREFUSED
	errInUse   = windows.WSAEADDRINUSE
)

// isReset reports whether err is a reset; wine makes it the end of the stream.
func isReset(err error) bool {
	return errors.Is(err, windows.WSAECONNRESET) || errors.Is(err, io.EOF)
}

// networks have streams. Windows has Unix sockets as well, wine has not.
var networks = []string{"tcp"}
