//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package poll

// facilities, best first.
var facilities = []facility{
	{"kqueue", newKqueue},
	{"poll", newLevels},
}
