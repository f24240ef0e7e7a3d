package sock

import "syscall"

// The times are those of the system.
var keepAliveOptions = []option{{syscall.SOL_SOCKET, syscall.SO_KEEPALIVE, 1}}
