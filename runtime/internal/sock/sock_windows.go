package sock

import (
	"errors"
	"io"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

type handle = syscall.Handle

var (
	ws2             = windows.NewLazySystemDLL("ws2_32.dll")
	procAccept      = ws2.NewProc("accept")
	procIoctlsocket = ws2.NewProc("ioctlsocket")

	startup = sync.OnceValue(func() error { return windows.WSAStartup(0x202, &windows.WSAData{}) })
)

const (
	fionbio  = 0x8004667e
	soError  = 0x1007
	backlog  = 0x7fffffff // as many as the system allows
	underWay = windows.WSAEWOULDBLOCK
)

// Again reports whether the operation has to be tried later.
func Again(err error) bool { return errors.Is(err, windows.WSAEWOULDBLOCK) }

// Aborted reports whether a connection was gone before it was accepted.
func Aborted(err error) bool { return errors.Is(err, windows.WSAECONNRESET) }

// WasReset reports whether the peer has ended a connection without its having got all.
func WasReset(err error) bool { return errors.Is(err, windows.WSAECONNRESET) }

// reuse does nothing: an option of that name would let others take the address.
func reuse(handle) error { return nil }

func socket(family, kind int) (handle, error) {
	if err := startup(); err != nil {
		return 0, os.NewSyscallError("wsastartup", err)
	}
	protocol := 0
	if kind == windows.SOCK_DGRAM {
		protocol = windows.IPPROTO_UDP
	}
	const flags = windows.WSA_FLAG_OVERLAPPED | windows.WSA_FLAG_NO_HANDLE_INHERIT
	s, err := windows.WSASocket(int32(family), int32(kind), int32(protocol), nil, 0, flags)
	if err != nil {
		return 0, os.NewSyscallError("socket", err)
	}
	return handle(s), nonblock(uintptr(s))
}

// nonblock closes s if it fails.
func nonblock(s uintptr) error {
	on := uint32(1)
	failed, _, err := procIoctlsocket.Call(s, fionbio, uintptr(unsafe.Pointer(&on)))
	if failed != 0 {
		Close(s) //nolint:errcheck // the first error counts
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
	if err := nonblock(s); err != nil {
		return 0, from, err
	}
	prepare(handle(s))
	keepAlive(handle(s))
	return s, Remote(s, "tcp").IP, nil
}

func buffer(p []byte) *syscall.WSABuf {
	return &syscall.WSABuf{Len: uint32(len(p)), Buf: unsafe.SliceData(p)}
}

// Read reads; the end of the stream is io.EOF.
func Read(fd uintptr, p []byte) (int, error) {
	var n, flags uint32
	err := syscall.WSARecv(handle(fd), buffer(p), 1, &n, &flags, nil, nil)
	if n == 0 && err == nil && len(p) > 0 {
		return 0, io.EOF
	}
	return int(n), err
}

// Write writes as much as there is room for.
func Write(fd uintptr, p []byte) (int, error) {
	var n uint32
	err := syscall.WSASend(handle(fd), buffer(p), 1, &n, 0, nil, nil)
	return int(n), err
}

// ReadFrom takes a packet.
func ReadFrom(fd uintptr, p []byte) (int, netip.AddrPort, error) {
	var n, flags uint32
	var raw syscall.RawSockaddrAny
	size := int32(unsafe.Sizeof(raw))
	err := syscall.WSARecvFrom(handle(fd), buffer(p), 1, &n, &flags, &raw, &size, nil, nil)
	if err != nil {
		return 0, netip.AddrPort{}, err
	}
	from, err := raw.Sockaddr()
	return int(n), addrOf(from).IP, err
}

// WriteTo sends a packet.
func WriteTo(fd uintptr, p []byte, to netip.AddrPort) error {
	var n uint32
	at := sockaddr(Addr{Network: "udp", IP: to})
	return syscall.WSASendto(handle(fd), buffer(p), 1, &n, 0, at, nil, nil)
}

// Close closes a socket.
func Close(fd uintptr) error { return windows.Closesocket(windows.Handle(fd)) }
