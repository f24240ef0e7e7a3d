package poll

import (
	"runtime"

	"golang.org/x/sys/windows"

	"github.com/unnest-go/unnest/runtime/internal/sock"
)

// effort is how thorough the tests are. To wine every call is a message to
// another process.
const effort = 1

const connectionRefused = windows.WSAECONNREFUSED

// connected returns two sockets that do not block.
func connected() (a, b uintptr, err error) {
	listener, err := sock.Listen(loopback)
	if err != nil {
		return 0, 0, err
	}
	defer sock.Close(listener) //nolint:errcheck // it has served
	a, done, err := sock.Connect(sock.Local(listener, "tcp"))
	for err == nil && !done {
		runtime.Gosched()
		done, err = sock.Connected(a)
	}
	if err != nil {
		return 0, 0, err
	}
	for b, _, err = sock.Accept(listener); err != nil && sock.Again(err); b, _, err = sock.Accept(listener) {
		runtime.Gosched()
	}
	return a, b, err
}
