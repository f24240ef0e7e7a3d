//go:build unix && !aix && !linux && !darwin && !dragonfly && !freebsd && !netbsd && !openbsd

package poll

// facilities, best first.
var facilities = []facility{
	{"poll", newLevels},
}
