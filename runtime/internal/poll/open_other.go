//go:build aix || (!unix && !windows)

package poll

// facilities: the system has none that waits for descriptors.
var facilities []facility
