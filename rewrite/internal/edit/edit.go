package edit

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// An Edit replaces the bytes [Start, End) of a file by New.
type Edit struct {
	Start, End int
	New        string
}

// String is the edit for messages.
func (e Edit) String() string { return fmt.Sprintf("[%d,%d)→%q", e.Start, e.End, e.New) }

// A Buffer is a file's text and the edits accepted for it.
//
// Invariant: the edits are sorted by position, lie within the text, are
// pairwise disjoint, and no two of them insert at one place.
type Buffer struct {
	src   []byte
	edits []Edit
}

// NewBuffer returns a buffer for src, which it does not change.
func NewBuffer(src []byte) *Buffer { return &Buffer{src: src} }

// Add accepts all of the edits or, with an error, none. An edit that the
// buffer holds already is not added again: that is how several fixes may each
// bring the same import.
func (b *Buffer) Add(edits []Edit) error {
	merged := slices.Clone(b.edits)
	for _, e := range edits {
		if e.Start < 0 || e.End < e.Start || e.End > len(b.src) {
			return fmt.Errorf("edit %v outside of the text of %d bytes", e, len(b.src))
		}
		if !slices.Contains(merged, e) {
			merged = append(merged, e)
		}
	}
	slices.SortFunc(merged, func(x, y Edit) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
	for i := 1; i < len(merged); i++ {
		if conflict(merged[i-1], merged[i]) {
			return fmt.Errorf("edits %v and %v overlap", merged[i-1], merged[i])
		}
	}
	b.edits = merged
	return nil
}

// conflict reports whether next, which does not start before prev, cannot
// stand beside it. Two insertions at one place conflict because the order in
// which their texts would follow each other is nobody's decision.
func conflict(prev, next Edit) bool {
	return next.Start < prev.End || next.Start == prev.Start
}

// Edits returns the accepted edits in the order of the text.
func (b *Buffer) Edits() []Edit { return slices.Clone(b.edits) }

// Bytes returns the edited text, not yet formatted.
func (b *Buffer) Bytes() []byte {
	text, _ := b.apply()
	return text
}

// At returns the edit that put there what stands at an offset of the edited,
// not formatted text.
func (b *Buffer) At(offset int) (e Edit, ok bool) {
	_, spans := b.apply()
	for i, s := range spans {
		if s.start <= offset && offset < s.end {
			return b.edits[i], true
		}
	}
	return Edit{}, false
}

// A span is a range of bytes of a text.
type span struct{ start, end int }

// A stretch is a span of the new text that an edit put there.
type stretch struct {
	span

	ending string // of the lines where it stands
}

// apply returns the new text and where in it the edits stand.
func (b *Buffer) apply() ([]byte, []stretch) {
	var out bytes.Buffer
	var spans []stretch
	last := 0
	for _, e := range b.edits {
		out.Write(b.src[last:e.Start])
		start, ending := out.Len(), lineEnding(b.src, e.Start)
		out.WriteString(withEnding(e.New, ending))
		spans = append(spans, stretch{span{start, out.Len()}, ending})
		last = e.End
	}
	out.Write(b.src[last:])
	return out.Bytes(), spans
}

// Fitting is a text with the line ending that another one has at an offset, where it is to
// stand.
func Fitting(text, src []byte, at int) []byte {
	return []byte(withEnding(string(text), lineEnding(src, at)))
}

// lineEnding is that of the line on which an offset is. The last line may have none, and has
// that of the one before it: a file may have both kinds.
func lineEnding(src []byte, at int) string {
	at = min(at, len(src))
	i := bytes.LastIndexByte(src[:at], '\n')
	if next := bytes.IndexByte(src[at:], '\n'); next >= 0 {
		i = at + next
	}
	if i > 0 && src[i-1] == '\r' {
		return crlf
	}
	return "\n"
}

// crlf is a line ending that is no line feed alone.
const crlf = "\r\n"

// withEnding returns text with a line ending. Where lines end with a line feed alone
// text stays as it is: a carriage return in it was moved there from the user's own
// text.
func withEnding(text, ending string) string {
	if ending != crlf {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, crlf, "\n"), "\n", crlf)
}
