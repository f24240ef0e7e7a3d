package edit

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
)

const contextLines = 3

// Unified returns the difference between two versions of a file as a unified
// diff that patch -p1 and git apply accept, and nothing when they are equal.
// The name is relative, with slashes.
func Unified(name string, before, after []byte) []byte {
	if bytes.Equal(before, after) {
		return nil
	}
	a, b := lines(before), lines(after)
	var out bytes.Buffer
	if strings.Contains(name, " ") {
		name += "\t" // ends a name with a blank, for patch
	}
	fmt.Fprintf(&out, "--- a/%s\n+++ b/%s\n", name, name)
	for _, h := range hunks(changes(a, b)) {
		h.write(&out, a, b)
	}
	return out.Bytes()
}

// lines splits a text after its line feeds.
func lines(text []byte) []string {
	all := strings.SplitAfter(string(text), "\n")
	if n := len(all) - 1; all[n] == "" {
		all = all[:n]
	}
	return all
}

// A change replaces the lines [a0, a1) of the old text by the lines [b0, b1)
// of the new one.
type change struct{ a0, a1, b0, b1 int }

// changes lists what differs, in order.
//
// It is the patience algorithm: lines that stand exactly once on both sides
// anchor the comparison. A shortest edit script would match the braces of
// unrelated functions; a rewrite is easier to review in whole blocks.
func changes(a, b []string) []change {
	d := differ{a: a, b: b}
	d.compare(0, len(a), 0, len(b))
	return d.found
}

type differ struct {
	a, b  []string
	found []change
}

// compare finds the changes between a[a0:a1] and b[b0:b1].
func (d *differ) compare(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && d.a[a0] == d.b[b0] {
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && d.a[a1-1] == d.b[b1-1] {
		a1, b1 = a1-1, b1-1
	}
	if a0 == a1 && b0 == b1 {
		return // equal
	}
	anchors := d.anchors(a0, a1, b0, b1)
	if len(anchors) == 0 {
		d.found = append(d.found, change{a0, a1, b0, b1})
		return
	}
	for _, p := range anchors {
		d.compare(a0, p.a, b0, p.b)
		a0, b0 = p.a, p.b
	}
	d.compare(a0+1, a1, b0+1, b1)
}

// A pair is a line of the old text and the same line of the new one.
type pair struct{ a, b int }

// anchors returns the longest run of lines, in the order of both texts, that
// are unique on either side.
func (d *differ) anchors(a0, a1, b0, b1 int) []pair {
	type place struct{ a, b, inA, inB int }
	places := make(map[string]*place)
	at := func(line string) *place {
		if places[line] == nil {
			places[line] = new(place)
		}
		return places[line]
	}
	for i := a0; i < a1; i++ {
		p := at(d.a[i])
		p.a, p.inA = i, p.inA+1
	}
	for i := b0; i < b1; i++ {
		p := at(d.b[i])
		p.b, p.inB = i, p.inB+1
	}
	var unique []pair
	for i := a0; i < a1; i++ {
		if p := places[d.a[i]]; p.inA == 1 && p.inB == 1 {
			unique = append(unique, pair{p.a, p.b})
		}
	}
	return longestIncreasing(unique)
}

// longestIncreasing returns a longest subsequence whose b increases; the a of
// pairs increases already.
func longestIncreasing(pairs []pair) []pair {
	var tails []int // tails[n] is the index of the smallest end of a run of n+1
	prev := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(tails), func(n int) bool { return pairs[tails[n]].b > p.b })
		prev[i] = -1
		if n > 0 {
			prev[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
			continue
		}
		tails[n] = i
	}
	if len(tails) == 0 {
		return nil
	}
	run := make([]pair, len(tails))
	for i, n := tails[len(tails)-1], len(tails)-1; n >= 0; i, n = prev[i], n-1 {
		run[n] = pairs[i]
	}
	return run
}

// A hunk is a run of changes whose contexts touch.
type hunk []change

// hunks groups changes.
func hunks(all []change) []hunk {
	var groups []hunk
	for _, c := range all {
		n := len(groups) - 1
		if n >= 0 && c.a0-groups[n][len(groups[n])-1].a1 <= 2*contextLines {
			groups[n] = append(groups[n], c)
			continue
		}
		groups = append(groups, hunk{c})
	}
	return groups
}

func (h hunk) write(out *bytes.Buffer, a, b []string) {
	first, last := h[0], h[len(h)-1]
	lead := min(contextLines, first.a0)
	trail := min(contextLines, len(a)-last.a1)
	fmt.Fprintf(out, "@@ -%s +%s @@\n",
		extent(first.a0-lead, last.a1+trail), extent(first.b0-lead, last.b1+trail))
	at := first.a0 - lead
	for _, c := range h {
		prefixed(out, ' ', a[at:c.a0])
		prefixed(out, '-', a[c.a0:c.a1])
		prefixed(out, '+', b[c.b0:c.b1])
		at = c.a1
	}
	prefixed(out, ' ', a[at:last.a1+trail])
}

// extent is a range of lines as a hunk's header has it: counted from one, or,
// when it is empty, the line before it.
func extent(start, end int) string {
	switch end - start {
	case 0:
		return fmt.Sprintf("%d,0", start)
	case 1:
		return fmt.Sprint(start + 1)
	}
	return fmt.Sprintf("%d,%d", start+1, end-start)
}

func prefixed(out *bytes.Buffer, prefix byte, lines []string) {
	for _, l := range lines {
		out.WriteByte(prefix)
		out.WriteString(l)
		if !strings.HasSuffix(l, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}
