//go:build (unix && !aix && !zos) || windows

package sock

import (
	"errors"
	"net/netip"
	"os"
	"syscall"
)

// Listen returns a socket bound to a, which listens unless it is for packets.
func Listen(a Addr) (uintptr, error) {
	fd, err := open(a)
	if err != nil {
		return 0, err
	}
	if err := bind(fd, a); err != nil {
		Close(uintptr(fd)) //nolint:errcheck // the first error counts
		return 0, err
	}
	return uintptr(fd), nil
}

func bind(fd handle, a Addr) error {
	if a.Network == "tcp" {
		if err := reuse(fd); err != nil {
			return os.NewSyscallError("setsockopt", err)
		}
		keepAlive(fd) // its connections inherit that, at least on Linux
	}
	if a.IP.Addr() == netip.IPv6Unspecified() {
		only := 0
		if a.Only6 {
			only = 1
		}
		syscall.SetsockoptInt(fd, syscall.IPPROTO_IPV6, syscall.IPV6_V6ONLY, only) //nolint:errcheck // a wish
	}
	if err := syscall.Bind(fd, sockaddr(a)); err != nil {
		return os.NewSyscallError("bind", err)
	}
	if a.Network == "udp" {
		return nil
	}
	return os.NewSyscallError("listen", syscall.Listen(fd, backlog))
}

func open(a Addr) (handle, error) {
	family, kind := syscall.AF_INET6, syscall.SOCK_STREAM
	switch {
	case a.Network == "unix":
		family = syscall.AF_UNIX
	case a.IP.Addr().Is4():
		family = syscall.AF_INET
	}
	if a.Network == "udp" {
		kind = syscall.SOCK_DGRAM
	}
	fd, err := socket(family, kind)
	if err == nil && kind == syscall.SOCK_DGRAM {
		syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_BROADCAST, 1) //nolint:errcheck // a wish
	}
	return fd, err
}

// prepare sets what every connection wants: no delay of small writes.
func prepare(fd handle) {
	syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1) //nolint:errcheck // not TCP
}

// Connect returns a socket that connects to a, and whether that is done.
func Connect(a Addr) (fd uintptr, done bool, err error) {
	s, err := open(a)
	if err != nil {
		return 0, false, err
	}
	if a.Network == "tcp" {
		prepare(s)
		keepAlive(s)
	}
	err = syscall.Connect(s, sockaddr(a))
	switch {
	case err == nil:
		return uintptr(s), true, nil
	case errors.Is(err, underWay):
		return uintptr(s), false, nil
	}
	Close(uintptr(s)) //nolint:errcheck // the first error counts
	return 0, false, os.NewSyscallError("connect", err)
}

// Connected returns what has become of a Connect; done is false while it goes
// on.
func Connected(fd uintptr) (done bool, err error) {
	errno, err := syscall.GetsockoptInt(handle(fd), syscall.SOL_SOCKET, soError)
	if err != nil {
		return true, os.NewSyscallError("getsockopt", err)
	}
	if errno != 0 {
		return true, os.NewSyscallError("connect", syscall.Errno(errno))
	}
	if _, err := syscall.Getpeername(handle(fd)); err != nil {
		return false, nil //nolint:nilerr // there is no peer yet
	}
	return true, nil
}

// CloseWrite tells the peer that nothing more will come.
func CloseWrite(fd uintptr) error { return syscall.Shutdown(handle(fd), syscall.SHUT_WR) }

// Reset makes Close drop what was not sent, and tell the peer so.
func Reset(fd uintptr) error {
	now := &syscall.Linger{Onoff: 1}
	return syscall.SetsockoptLinger(handle(fd), syscall.SOL_SOCKET, syscall.SO_LINGER, now)
}

// Local is the address of the socket.
func Local(fd uintptr, network string) Addr { return named(network, fd, syscall.Getsockname) }

// Remote is the address of its peer.
func Remote(fd uintptr, network string) Addr { return named(network, fd, syscall.Getpeername) }

func named(network string, fd uintptr, get func(handle) (syscall.Sockaddr, error)) Addr {
	sa, err := get(handle(fd))
	if err != nil {
		return Addr{Network: network}
	}
	a := addrOf(sa)
	a.Network = network
	return a
}

func addrOf(sa syscall.Sockaddr) Addr {
	switch sa := sa.(type) {
	case *syscall.SockaddrInet4:
		return Addr{IP: netip.AddrPortFrom(netip.AddrFrom4(sa.Addr), uint16(sa.Port))}
	case *syscall.SockaddrInet6:
		ip := inZone(netip.AddrFrom16(sa.Addr).Unmap(), sa.ZoneId)
		return Addr{IP: netip.AddrPortFrom(ip, uint16(sa.Port))}
	case *syscall.SockaddrUnix:
		return Addr{Path: sa.Name}
	}
	return Addr{}
}

func sockaddr(a Addr) syscall.Sockaddr {
	switch ip := a.IP.Addr(); {
	case a.Network == "unix":
		return &syscall.SockaddrUnix{Name: a.Path}
	case ip.Is4():
		return &syscall.SockaddrInet4{Port: int(a.IP.Port()), Addr: ip.As4()}
	default:
		return &syscall.SockaddrInet6{Port: int(a.IP.Port()), Addr: ip.As16(), ZoneId: zoneOf(ip)}
	}
}
