package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// A full is a disk on which nothing can be written any more.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// What cannot be written is an error, and is told once.
func TestRunUnwritten(t *testing.T) {
	for _, args := range []string{
		"-h", "help", "help -man", "version", "config", "completion bash",
		"-depth=2 ../../testdata/pyramids/branches", "-json ../../testdata/pyramids/branches",
		"-sarif ../../testdata/pyramids/branches", "-diff ../../testdata/pyramids/branches",
		"-github ../../testdata/pyramids/branches",
	} {
		var said bytes.Buffer
		c := &command{Stdout: full{}, Stderr: &said}
		if got := c.Run(strings.Fields(args)); got != exitError {
			t.Errorf("unnest %s: status %d, want %d", args, got, exitError)
		}
		if got := strings.Count(said.String(), "no space left"); got != 1 {
			t.Errorf("unnest %s: told %d times: %s", args, got, &said)
		}
	}
}
