//go:build (unix && !aix && !zos) || windows

package sock

import "syscall"

// As package net has it: a peer that has vanished is noticed after some minutes.
const (
	keepIdle     = 15 // seconds without a word, after which the peer is asked whether it is there
	keepInterval = 15 // seconds between one question and the next
	keepCount    = 9  // questions without an answer that end the connection
)

// An option is one of a connection of TCP.
type option struct{ level, name, value int }

// keepAlive has the system notice that a peer has vanished.
func keepAlive(fd handle) {
	for _, o := range keepAliveOptions {
		syscall.SetsockoptInt(fd, o.level, o.name, o.value) //nolint:errcheck // a wish
	}
}
