//go:build unix && !aix && !zos && !(linux && !race && (amd64 || arm64 || riscv64 || loong64 || ppc64le || ppc64 || s390x || mips64 || mips64le))

package sock

import "golang.org/x/sys/unix"

func read(fd int, p []byte) (int, error) { return unix.Read(fd, p) }

// write relies on the Go runtime to ignore SIGPIPE of sockets.
func write(fd int, p []byte) (int, error) { return unix.Write(fd, p) }
