package sock

import (
	"errors"
	"io"
	"net/netip"
	"os"
	"strconv"
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	ws2             = windows.NewLazySystemDLL("ws2_32.dll")
	procAccept      = ws2.NewProc("accept")
	procIoctlsocket = ws2.NewProc("ioctlsocket")

	startup = sync.OnceValue(func() error { return windows.WSAStartup(0x202, &windows.WSAData{}) })
)

const (
	fionbio = 0x8004667e
	soError = 0x1007
	backlog = 0x7fffffff // as many as the system allows
)

// Again reports whether the operation has to be tried later.
func Again(err error) bool { return errors.Is(err, windows.WSAEWOULDBLOCK) }

// Aborted reports whether a connection was gone before it was accepted.
func Aborted(err error) bool { return errors.Is(err, windows.WSAECONNRESET) }

// WasReset reports whether the peer has ended a connection without its having got all.
func WasReset(err error) bool { return errors.Is(err, windows.WSAECONNRESET) }

// Listen returns a socket bound to a, which listens unless it is for packets.
func Listen(a Addr) (uintptr, error) {
	s, err := open(a)
	if err != nil {
		return 0, err
	}
	if err := bind(s, a); err != nil {
		windows.Closesocket(s) //nolint:errcheck // the first error counts
		return 0, err
	}
	return uintptr(s), nil
}

func bind(s windows.Handle, a Addr) error {
	if a.IP.Addr() == netip.IPv6Unspecified() {
		only := 0
		if a.Only6 {
			only = 1
		}
		windows.SetsockoptInt(s, windows.IPPROTO_IPV6, windows.IPV6_V6ONLY, only) //nolint:errcheck // a wish
	}
	if err := windows.Bind(s, sockaddr(a)); err != nil {
		return os.NewSyscallError("bind", err)
	}
	if a.Network == "udp" {
		return nil
	}
	return os.NewSyscallError("listen", windows.Listen(s, backlog))
}

func open(a Addr) (windows.Handle, error) {
	if err := startup(); err != nil {
		return 0, os.NewSyscallError("wsastartup", err)
	}
	family, kind, protocol := int32(windows.AF_INET6), int32(windows.SOCK_STREAM), int32(0)
	switch {
	case a.Network == "unix":
		family = windows.AF_UNIX
	case a.IP.Addr().Is4():
		family = windows.AF_INET
	}
	if a.Network == "udp" {
		kind, protocol = windows.SOCK_DGRAM, windows.IPPROTO_UDP
	}
	const flags = windows.WSA_FLAG_OVERLAPPED | windows.WSA_FLAG_NO_HANDLE_INHERIT
	s, err := windows.WSASocket(family, kind, protocol, nil, 0, flags)
	if err != nil {
		return 0, os.NewSyscallError("socket", err)
	}
	if kind == windows.SOCK_DGRAM {
		windows.SetsockoptInt(s, windows.SOL_SOCKET, windows.SO_BROADCAST, 1) //nolint:errcheck // a wish
	}
	return s, nonblock(s)
}

func nonblock(s windows.Handle) error {
	on := uint32(1)
	failed, _, err := procIoctlsocket.Call(uintptr(s), fionbio, uintptr(unsafe.Pointer(&on)))
	if failed != 0 {
		windows.Closesocket(s) //nolint:errcheck // the first error counts
		return os.NewSyscallError("ioctlsocket", err)
	}
	return nil
}

// Accept takes a connection, and tells where it comes from.
func Accept(listener uintptr) (fd uintptr, from netip.AddrPort, err error) {
	s, _, err := procAccept.Call(listener, 0, 0)
	if windows.Handle(s) == windows.InvalidHandle {
		return 0, from, err
	}
	if err := nonblock(windows.Handle(s)); err != nil {
		return 0, from, err
	}
	prepare(windows.Handle(s))
	return s, Remote(s, "tcp").IP, nil
}

// prepare sets what every connection wants: no delay of small writes.
func prepare(s windows.Handle) {
	windows.SetsockoptInt(s, windows.IPPROTO_TCP, windows.TCP_NODELAY, 1) //nolint:errcheck // not TCP
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
	err = windows.Connect(s, sockaddr(a))
	switch {
	case err == nil:
		return uintptr(s), true, nil
	case errors.Is(err, windows.WSAEWOULDBLOCK):
		return uintptr(s), false, nil
	}
	windows.Closesocket(s) //nolint:errcheck // the first error counts
	return 0, false, os.NewSyscallError("connect", err)
}

// Connected returns what has become of a Connect; done is false while it goes
// on.
func Connected(fd uintptr) (done bool, err error) {
	errno, err := windows.GetsockoptInt(windows.Handle(fd), windows.SOL_SOCKET, soError)
	if err != nil {
		return true, os.NewSyscallError("getsockopt", err)
	}
	if errno != 0 {
		return true, os.NewSyscallError("connect", windows.Errno(errno))
	}
	if _, err := windows.Getpeername(windows.Handle(fd)); err != nil {
		return false, nil //nolint:nilerr // there is no peer yet
	}
	return true, nil
}

func buffer(p []byte) windows.WSABuf {
	return windows.WSABuf{Len: uint32(len(p)), Buf: unsafe.SliceData(p)}
}

// Read reads; the end of the stream is io.EOF.
func Read(fd uintptr, p []byte) (int, error) {
	var n, flags uint32
	b := buffer(p)
	err := windows.WSARecv(windows.Handle(fd), &b, 1, &n, &flags, nil, nil)
	if n == 0 && err == nil && len(p) > 0 {
		return 0, io.EOF
	}
	return int(n), err
}

// Write writes as much as there is room for.
func Write(fd uintptr, p []byte) (int, error) {
	var n uint32
	b := buffer(p)
	err := windows.WSASend(windows.Handle(fd), &b, 1, &n, 0, nil, nil)
	return int(n), err
}

// ReadFrom takes a packet.
func ReadFrom(fd uintptr, p []byte) (int, netip.AddrPort, error) {
	n, from, err := windows.Recvfrom(windows.Handle(fd), p, 0)
	if err != nil {
		return 0, netip.AddrPort{}, err
	}
	return n, addrOf(from).IP, nil
}

// WriteTo sends a packet.
func WriteTo(fd uintptr, p []byte, to netip.AddrPort) error {
	return windows.Sendto(windows.Handle(fd), p, 0, sockaddr(Addr{Network: "udp", IP: to}))
}

// CloseWrite tells the peer that nothing more will come.
func CloseWrite(fd uintptr) error { return windows.Shutdown(windows.Handle(fd), windows.SHUT_WR) }

// Close closes a socket.
func Close(fd uintptr) error { return windows.Closesocket(windows.Handle(fd)) }

// Reset makes Close drop what was not sent, and tell the peer so.
func Reset(fd uintptr) error {
	return windows.SetsockoptLinger(windows.Handle(fd), windows.SOL_SOCKET, windows.SO_LINGER,
		&windows.Linger{Onoff: 1})
}

// Local is the address of the socket.
func Local(fd uintptr, network string) Addr { return named(network, fd, windows.Getsockname) }

// Remote is the address of its peer.
func Remote(fd uintptr, network string) Addr { return named(network, fd, windows.Getpeername) }

func named(network string, fd uintptr, get func(windows.Handle) (windows.Sockaddr, error)) Addr {
	sa, err := get(windows.Handle(fd))
	if err != nil {
		return Addr{Network: network}
	}
	a := addrOf(sa)
	a.Network = network
	return a
}

func addrOf(sa windows.Sockaddr) Addr {
	switch sa := sa.(type) {
	case *windows.SockaddrInet4:
		return Addr{IP: netip.AddrPortFrom(netip.AddrFrom4(sa.Addr), uint16(sa.Port))}
	case *windows.SockaddrInet6:
		ip := netip.AddrFrom16(sa.Addr).Unmap()
		if sa.ZoneId != 0 {
			ip = ip.WithZone(strconv.Itoa(int(sa.ZoneId)))
		}
		return Addr{IP: netip.AddrPortFrom(ip, uint16(sa.Port))}
	case *windows.SockaddrUnix:
		return Addr{Path: sa.Name}
	}
	return Addr{}
}

func sockaddr(a Addr) windows.Sockaddr {
	switch ip := a.IP.Addr(); {
	case a.Network == "unix":
		return &windows.SockaddrUnix{Name: a.Path}
	case ip.Is4():
		return &windows.SockaddrInet4{Port: int(a.IP.Port()), Addr: ip.As4()}
	default:
		return &windows.SockaddrInet6{Port: int(a.IP.Port()), Addr: ip.As16(), ZoneId: zoneOf(ip)}
	}
}
