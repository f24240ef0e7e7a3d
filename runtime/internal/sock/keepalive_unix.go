//go:build linux || dragonfly || freebsd || netbsd || solaris

package sock

import (
	"syscall"

	"golang.org/x/sys/unix"
)

var keepAliveOptions = []option{
	{syscall.SOL_SOCKET, syscall.SO_KEEPALIVE, 1},
	{syscall.IPPROTO_TCP, unix.TCP_KEEPIDLE, keepIdle},
	{syscall.IPPROTO_TCP, unix.TCP_KEEPINTVL, keepInterval},
	{syscall.IPPROTO_TCP, unix.TCP_KEEPCNT, keepCount},
}
