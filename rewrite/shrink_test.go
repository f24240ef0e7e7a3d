package rewrite_test

import (
	"bytes"
	"fmt"
	"go/format"
	"testing"

	"github.com/unnest-go/unnest/rewrite/internal/progen"
)

// tries is how many smaller programs are tried at once.
const tries = 40

// shrink reduces a program while it has a fault of the same kind.
func shrink(t *testing.T, f fault) []byte {
	t.Helper()
	text := f.program.Text
	for {
		next := smaller(t, f, text)
		if next == nil {
			return text
		}
		text = next
	}
}

// smaller returns the first smaller program with the fault, or nil.
func smaller(t *testing.T, f fault, text []byte) []byte {
	t.Helper()
	var candidates []*progen.Program
	for i, c := range progen.Smaller(text) {
		if formatted, err := format.Source(c); err == nil && f.kind != "form" {
			c = formatted
		}
		if len(c) >= len(text) {
			continue
		}
		name := fmt.Sprintf("%sx%d", f.program.Name, i)
		c = bytes.ReplaceAll(c, []byte(f.program.Name), []byte(name))
		candidates = append(candidates, &progen.Program{Seed: f.program.Seed, Name: name, Text: c})
	}
	for len(candidates) > 0 {
		n := min(tries, len(candidates))
		r := newRound(t)
		r.quiet, r.signatures = f.kind != "events", *migrated
		r.run(t, candidates[:n], 5)
		for _, p := range candidates[:n] {
			for _, found := range r.faults {
				if found.program == p && found.kind == f.kind {
					return bytes.ReplaceAll(p.Text, []byte(p.Name), []byte(f.program.Name))
				}
			}
		}
		candidates = candidates[n:]
	}
	return nil
}
