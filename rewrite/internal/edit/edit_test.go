package edit

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBufferAdd(t *testing.T) {
	for _, test := range []struct {
		name        string
		first, then []Edit
		want        string // the text afterwards
		refused     bool   // the second set is not accepted
	}{
		{"sorted", []Edit{{4, 5, "E"}}, []Edit{{0, 1, "A"}}, "AbcdEf", false},
		{
			"identical edits are one",
			[]Edit{{2, 2, "x"}, {4, 5, "E"}},
			[]Edit{{2, 2, "x"}, {0, 1, "A"}},
			"AbxcdEf", false,
		},
		{"touching", []Edit{{0, 2, "x"}}, []Edit{{2, 4, "y"}}, "xyef", false},
		{"overlapping", []Edit{{0, 3, "x"}}, []Edit{{2, 4, "y"}}, "xdef", true},
		{"inside", []Edit{{0, 5, "x"}}, []Edit{{2, 3, "y"}}, "xf", true},
		{"two insertions at one place", []Edit{{2, 2, "x"}}, []Edit{{2, 2, "y"}}, "abxcdef", true},
		{"insertion at the start of a replacement", []Edit{{2, 3, "x"}}, []Edit{{2, 2, "y"}}, "abxdef", true},
		{"all or none", []Edit{{0, 3, "x"}}, []Edit{{5, 6, "F"}, {2, 4, "y"}}, "xdef", true},
		{"outside of the text", nil, []Edit{{5, 7, "x"}}, "abcdef", true},
		{"backwards", nil, []Edit{{3, 2, "x"}}, "abcdef", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := NewBuffer([]byte("abcdef"))
			if err := b.Add(test.first); err != nil {
				t.Fatal(err)
			}
			if err := b.Add(test.then); (err != nil) != test.refused {
				t.Errorf("Add(%v) = %v, want refused = %v", test.then, err, test.refused)
			}
			if diff := cmp.Diff(test.want, string(b.Bytes())); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBufferLeavesItsInputAlone(t *testing.T) {
	src := []byte("abcdef")
	b := NewBuffer(src)
	if err := b.Add([]Edit{{0, 3, "x"}}); err != nil {
		t.Fatal(err)
	}
	b.Bytes()
	if string(src) != "abcdef" {
		t.Errorf("source changed to %q", src)
	}
}

func TestLineEndings(t *testing.T) {
	for _, test := range []struct{ name, src, new, want string }{
		{"line feeds", "a\nb\n", "x\ny", "x\ny\nb\n"},
		{"carriage returns", "a\r\nb\r\n", "x\ny", "x\r\ny\r\nb\r\n"},
		{"text moved from the file", "a\r\nb\r\n", "x\r\ny\nz", "x\r\ny\r\nz\r\nb\r\n"},
		{"one line", "a", "x\ny", "x\ny"},
		{"line feeds at the place alone", "b\r\na\nc\r\n", "x\ny", "b\r\nx\ny\nc\r\n"},
		{"carriage returns at the place alone", "b\na\r\nc\n", "x\ny", "b\nx\r\ny\r\nc\n"},
		{"a last line without an end", "b\nc\r\na", "x\ny", "b\nc\r\nx\r\ny"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b, at := NewBuffer([]byte(test.src)), strings.Index(test.src, "a")
			if err := b.Add([]Edit{{at, at + 1, test.new}}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(b.Bytes())); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAt(t *testing.T) {
	b := NewBuffer([]byte("abcdef"))
	first, second := Edit{0, 3, "wxyz"}, Edit{4, 5, "!"}
	if err := b.Add([]Edit{first, second}); err != nil {
		t.Fatal(err)
	}
	for offset, want := range []Edit{first, first, first, first, {}, second, {}} { // wxyzd!f
		if got, ok := b.At(offset); got != want || ok != (want != Edit{}) {
			t.Errorf("At(%d) = %v, %v, want %v", offset, got, ok, want)
		}
	}
}
