package rewrite_test

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/unnest-go/unnest/rewrite/internal/progen"
)

var (
	programs = flag.Int("programs", 36, "how many generated programs TestPrograms takes")
	seed     = flag.Uint64("seed", 1, "the seed of the first of them")
	alone    = flag.Bool("operations", false, "take programs of operations alone")
	migrated = flag.Bool("signatures", false, "change the signatures of the programs as well")
	keep     = flag.String("keep", "", "a directory for the programs, before and after, and their binary")
	reduce   = flag.Bool("reduce", false, "reduce the first program with each kind of fault")
)

// perBatch is how many programs share a package when they are rewritten.
const perBatch = 10

// TestPrograms rewrites generated programs: the output compiles, has the
// comments and the other lines of the input, the tool comes to an end, and the
// programs log the same events before and after. For a longer run:
//
//	go test ./rewrite -run TestPrograms -programs 2000 -seed 1000 -timeout 0
//
// What the analyzer proves of the operations that programs declare must hold in all of
// many runs of them. With -operations, all programs consist of such.
//
// With -reduce, programs with a fault are printed in their smallest form, as
// the beginning of a golden case.
func TestPrograms(t *testing.T) {
	const most = 300 // in one binary
	counts := make(map[string]int)
	for first := 0; first < *programs; first += most {
		r := newRound(t)
		r.signatures = *migrated
		r.run(t, generate(*seed+uint64(first), min(most, *programs-first)), perBatch)
		for _, f := range r.faults {
			t.Errorf("seed %d: %s: %s", f.program.Seed, f.kind, f.detail)
		}
		if *reduce {
			reduced(t, r.faults)
		}
		for what, n := range r.counts {
			counts[what] += n
		}
	}
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%6d %s", counts[what], what)
	}
}

// reduced logs the faults in their smallest form.
func reduced(t *testing.T, faults []fault) {
	t.Helper()
	seen := make(map[string]bool)
	for _, f := range faults {
		words := strings.FieldsFunc(f.detail, func(r rune) bool { return r >= '0' && r <= '9' })
		what := f.kind + strings.Join(words, "")
		if f.kind == "events" {
			what = fmt.Sprint(f.program.Seed)
		}
		if seen[what] {
			continue
		}
		seen[what] = true
		t.Logf("seed %d: %s: %s\n%s", f.program.Seed, f.kind, f.detail, shrink(t, f))
	}
}

// FuzzRewrite is TestPrograms for one seed.
func FuzzRewrite(f *testing.F) {
	for seed := range uint64(1) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := newRound(t)
		r.signatures = *migrated
		r.run(t, generate(seed, 1), 1)
		for _, f := range r.faults {
			t.Errorf("%s: %s\n%s", f.kind, f.detail, f.program.Text)
		}
	})
}

// generate writes programs with the seeds from first on.
func generate(first uint64, n int) []*progen.Program {
	var list []*progen.Program
	write := progen.Generate
	if *alone {
		write = progen.Operations
	}
	for i := range n {
		seed := first + uint64(i)
		list = append(list, write(seed, fmt.Sprintf("p%d", seed)))
	}
	return list
}
