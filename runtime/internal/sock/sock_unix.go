//go:build unix && !aix && !zos

package sock

import (
	"errors"
	"io"
	"net/netip"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// Again reports whether the operation has to be tried later.
func Again(err error) bool {
	return err == unix.EAGAIN || err == unix.EINTR //nolint:errorlint // a bare errno, in the hot path
}

// Aborted reports whether a connection was gone before it was accepted.
func Aborted(err error) bool { return errors.Is(err, unix.ECONNABORTED) }

// WasReset reports whether the peer has ended a connection without its having got all.
func WasReset(err error) bool { return errors.Is(err, unix.ECONNRESET) }

// Listen returns a socket bound to a, which listens unless it is for packets.
func Listen(a Addr) (uintptr, error) {
	fd, err := open(a)
	if err != nil {
		return 0, err
	}
	if err := bind(fd, a); err != nil {
		unix.Close(fd) //nolint:errcheck // the first error counts
		return 0, err
	}
	return uintptr(fd), nil
}

func bind(fd int, a Addr) error {
	if a.Network == "tcp" {
		if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1); err != nil {
			return os.NewSyscallError("setsockopt", err)
		}
	}
	if a.IP.Addr() == netip.IPv6Unspecified() {
		only := 0
		if a.Only6 {
			only = 1
		}
		unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, only) //nolint:errcheck // it is a wish
	}
	if err := unix.Bind(fd, sockaddr(a)); err != nil {
		return os.NewSyscallError("bind", err)
	}
	if a.Network == "udp" {
		return nil
	}
	return os.NewSyscallError("listen", unix.Listen(fd, backlog))
}

// backlog is cut down to what the system allows.
const backlog = 4096

func open(a Addr) (int, error) {
	family, kind := unix.AF_INET6, unix.SOCK_STREAM
	switch {
	case a.Network == "unix":
		family = unix.AF_UNIX
	case a.IP.Addr().Is4():
		family = unix.AF_INET
	}
	if a.Network == "udp" {
		kind = unix.SOCK_DGRAM
	}
	fd, err := socket(family, kind)
	if err == nil && kind == unix.SOCK_DGRAM {
		unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_BROADCAST, 1) //nolint:errcheck // it is a wish
	}
	return fd, os.NewSyscallError("socket", err)
}

// prepare sets what every connection wants: no delay of small writes.
func prepare(fd int) {
	unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1) //nolint:errcheck // not TCP
}

// Connect returns a socket that connects to a, and whether that is done.
func Connect(a Addr) (fd uintptr, done bool, err error) {
	s, err := open(a)
	if err != nil {
		return 0, false, err
	}
	if a.Network == "tcp" {
		prepare(s)
	}
	err = unix.Connect(s, sockaddr(a))
	switch {
	case err == nil:
		return uintptr(s), true, nil
	case errors.Is(err, unix.EINPROGRESS):
		return uintptr(s), false, nil
	}
	unix.Close(s) //nolint:errcheck // the first error counts
	return 0, false, os.NewSyscallError("connect", err)
}

// Connected returns what has become of a Connect; done is false while it goes
// on.
func Connected(fd uintptr) (done bool, err error) {
	errno, err := unix.GetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_ERROR)
	if err != nil {
		return true, os.NewSyscallError("getsockopt", err)
	}
	if errno != 0 {
		return true, os.NewSyscallError("connect", unix.Errno(errno))
	}
	if _, err := unix.Getpeername(int(fd)); err != nil {
		return false, nil //nolint:nilerr // there is no peer yet
	}
	return true, nil
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
	n, from, err := unix.Recvfrom(int(fd), p, 0)
	if err != nil {
		return 0, netip.AddrPort{}, err
	}
	return n, addrOf(from).IP, nil
}

// WriteTo sends a packet.
func WriteTo(fd uintptr, p []byte, to netip.AddrPort) error {
	return unix.Sendto(int(fd), p, 0, sockaddr(Addr{Network: "udp", IP: to}))
}

// CloseWrite tells the peer that nothing more will come.
func CloseWrite(fd uintptr) error { return unix.Shutdown(int(fd), unix.SHUT_WR) }

// Close closes a socket.
func Close(fd uintptr) error { return unix.Close(int(fd)) }

// Reset makes Close drop what was not sent, and tell the peer so.
func Reset(fd uintptr) error {
	return unix.SetsockoptLinger(int(fd), unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1})
}

// Local is the address of the socket.
func Local(fd uintptr, network string) Addr { return named(network, fd, unix.Getsockname) }

// Remote is the address of its peer.
func Remote(fd uintptr, network string) Addr { return named(network, fd, unix.Getpeername) }

func named(network string, fd uintptr, get func(int) (unix.Sockaddr, error)) Addr {
	sa, err := get(int(fd))
	if err != nil {
		return Addr{Network: network}
	}
	a := addrOf(sa)
	a.Network = network
	return a
}

func addrOf(sa unix.Sockaddr) Addr {
	switch sa := sa.(type) {
	case *unix.SockaddrInet4:
		return Addr{IP: netip.AddrPortFrom(netip.AddrFrom4(sa.Addr), uint16(sa.Port))}
	case *unix.SockaddrInet6:
		ip := netip.AddrFrom16(sa.Addr).Unmap()
		if sa.ZoneId != 0 {
			ip = ip.WithZone(strconv.Itoa(int(sa.ZoneId)))
		}
		return Addr{IP: netip.AddrPortFrom(ip, uint16(sa.Port))}
	case *unix.SockaddrUnix:
		return Addr{Path: sa.Name}
	}
	return Addr{}
}

func sockaddr(a Addr) unix.Sockaddr {
	switch ip := a.IP.Addr(); {
	case a.Network == "unix":
		return &unix.SockaddrUnix{Name: a.Path}
	case ip.Is4():
		return &unix.SockaddrInet4{Port: int(a.IP.Port()), Addr: ip.As4()}
	default:
		return &unix.SockaddrInet6{Port: int(a.IP.Port()), Addr: ip.As16(), ZoneId: zoneOf(ip)}
	}
}
