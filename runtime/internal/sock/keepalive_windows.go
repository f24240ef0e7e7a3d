package sock

import (
	"syscall"

	"golang.org/x/sys/windows"
)

var keepAliveOptions = []option{
	{syscall.SOL_SOCKET, syscall.SO_KEEPALIVE, 1},
	{syscall.IPPROTO_TCP, windows.TCP_KEEPIDLE, keepIdle},
	{syscall.IPPROTO_TCP, windows.TCP_KEEPINTVL, keepInterval},
	{syscall.IPPROTO_TCP, windows.TCP_KEEPCNT, keepCount},
}
