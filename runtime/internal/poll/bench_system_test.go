//go:build (unix && !aix && !linux) || windows

package poll

func demultiplexers() []facility { return facilities }
