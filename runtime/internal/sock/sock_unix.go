//go:build unix && !aix && !zos

package sock

import (
	"errors"
	"io"
	"net/netip"
	"syscall"
)

type handle = int

const (
	soError  = syscall.SO_ERROR
	backlog  = 4096 // it is cut down to what the system allows
	underWay = syscall.EINPROGRESS
)

// Again reports whether the operation has to be tried later.
func Again(err error) bool {
	return err == syscall.EAGAIN || err == syscall.EINTR //nolint:errorlint // a bare errno, in the hot path
}

// Aborted reports whether a connection was gone before it was accepted.
func Aborted(err error) bool { return errors.Is(err, syscall.ECONNABORTED) }

// WasReset reports whether the peer has ended a connection without its having got all.
func WasReset(err error) bool { return errors.Is(err, syscall.ECONNRESET) }

// reuse lets fd be bound to where connections of an earlier listener have not quite ended.
func reuse(fd int) error {
	return syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)
}

// Read reads; the end of the stream is io.EOF.
func Read(fd uintptr, p []byte) (int, error) {
	n, err := read(int(fd), p)
	if n == 0 && err == nil && len(p) > 0 {
		return 0, io.EOF
	}
	return max(n, 0), err
}

// Write writes as much as there is room for.
func Write(fd uintptr, p []byte) (int, error) {
	n, err := write(int(fd), p)
	return max(n, 0), err
}

// ReadFrom takes a packet.
func ReadFrom(fd uintptr, p []byte) (int, netip.AddrPort, error) {
	n, from, err := syscall.Recvfrom(int(fd), p, 0)
	if err != nil {
		return 0, netip.AddrPort{}, err
	}
	return n, addrOf(from).IP, nil
}

// WriteTo sends a packet.
func WriteTo(fd uintptr, p []byte, to netip.AddrPort) error {
	return syscall.Sendto(int(fd), p, 0, sockaddr(Addr{Network: "udp", IP: to}))
}

// Close closes a socket.
func Close(fd uintptr) error { return syscall.Close(int(fd)) }
