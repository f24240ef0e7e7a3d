//go:build linux && !race && (amd64 || arm64 || riscv64 || loong64 || ppc64le || ppc64 || s390x || mips64 || mips64le)

package sock

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// read and write do not tell Go's scheduler that they are in the kernel: they
// cannot block there, and it is a third of the time that they take.

func read(fd int, p []byte) (int, error) { return raw(unix.SYS_READ, fd, p) }

// write uses send(2), which can be told not to raise SIGPIPE.
func write(fd int, p []byte) (int, error) {
	n, _, errno := unix.RawSyscall6(unix.SYS_SENDTO, uintptr(fd),
		uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)), unix.MSG_NOSIGNAL, 0, 0)
	return result(n, errno)
}

func raw(call uintptr, fd int, p []byte) (int, error) {
	n, _, errno := unix.RawSyscall(call, uintptr(fd),
		uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
	return result(n, errno)
}

func result(n uintptr, errno syscall.Errno) (int, error) {
	if errno == 0 {
		return int(n), nil
	}
	if errno == unix.EAGAIN {
		return 0, errAgain
	}
	return 0, errno
}

// errAgain saves making an interface of the errno every time.
var errAgain error = unix.EAGAIN
