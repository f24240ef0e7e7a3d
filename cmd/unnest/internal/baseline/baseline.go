// Package baseline keeps findings that are known and are not to be reported.
//
// In go the keys of findings; out come those that are new. A key says what is
// found and in which function of which file, but not on which line: so a finding
// stays known while code moves around it. The file has one key on each line,
// sorted, so that it merges like code.
package baseline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/cmd/unnest/internal/write"
)

const header = "# Known findings of unnest, one of a line. Write them anew with -baseline-write.\n"

// A Baseline is how often each key is known.
type Baseline map[string]int

// Read reads a file. One that has something else in it is an error: it was not written
// by Write, and would be lost.
func Read(name string) (Baseline, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("write the baseline with -baseline-write first: %w", err)
	}
	if err != nil {
		return nil, err
	}
	b := make(Baseline)
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case !isKey(line):
			return nil, fmt.Errorf("%s:%d: this is no known finding; is it the file of -baseline?", name, n)
		default:
			b[line]++
		}
	}
	return b, nil
}

// Take reports whether a key is known, and that once less from now on.
func (b Baseline) Take(key string) bool {
	if b[key] == 0 {
		return false
	}
	b[key]--
	return true
}

// Left is how many of those that a scope covers were not taken: they are gone.
func (b Baseline) Left(s *Scope) int {
	left := 0
	for key, n := range b {
		if s.covers(key) {
			left += n
		}
	}
	return left
}

// Write writes a file, unless it says the same already, and returns how many keys it
// has. Those that the scope does not cover stay in it, because nobody looked for them.
func Write(ctx context.Context, name string, s *Scope, keys []string) (int, error) {
	before, err := Read(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	keys = slices.Clone(keys)
	for key, n := range before {
		if !s.covers(key) {
			keys = append(keys, slices.Repeat([]string{key}, n)...)
		}
	}
	var text strings.Builder
	text.WriteString(header)
	for _, key := range slices.Sorted(slices.Values(keys)) {
		text.WriteString(key + "\n")
	}
	if now, err := os.ReadFile(name); err == nil && string(now) == text.String() {
		return len(keys), nil
	}
	return len(keys), write.New(ctx, name, []byte(text.String()))
}

// Key makes a key. A function of which nothing is known is empty.
func Key(file, function, kind, subject string) string {
	return strings.Join([]string{file, function, kind, subject}, separator)
}

const (
	separator = ": "
	parts     = 4
)

// isKey reports whether a line is a key.
func isKey(line string) bool { return len(strings.SplitN(line, separator, parts)) == parts }
