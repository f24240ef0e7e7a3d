package yaml

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show writes entries in a form to compare: places, and values in brackets when
// they are a list.
func show(entries []*Entry) string {
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "%d:%d %s", e.Line, e.Column, e.Text)
		if e.List {
			b.WriteString(" list")
		}
		for _, v := range e.Values {
			fmt.Fprintf(&b, " %d:%d<%s>", v.Line, v.Column, v.Text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestParse(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"comments", "# one\n\n  # two\n", ""},
		{"start of a document", "---\na: 1\n", "2:1 a 2:4<1>\n"},
		{"mark and line ends", "\ufeffa: 1\r\nb: x y\r\n", "1:1 a 1:4<1>\n2:1 b 2:4<x y>\n"},
		{"no line end", "a: 1", "1:1 a 1:4<1>\n"},
		{"comment", "a: 1 # one\nb: x#y\n", "1:1 a 1:4<1>\n2:1 b 2:4<x#y>\n"},
		{"space", "a:   b  \n", "1:1 a 1:6<b>\n"},
		{"colon", "a: b:c\n", "1:1 a 1:4<b:c>\n"},
		{"quotes", "a: '#x: *' # c\nb: \"[y]\"\n", "1:1 a 1:4<#x: *>\n2:1 b 2:4<[y]>\n"},
		{"quoted quote", "a: 'it''s'''\n", "1:1 a 1:4<it's'>\n"},
		{"flow", "a: [b, 'c, d', e f ] # g\n", "1:1 a list 1:5<b> 1:8<c, d> 1:16<e f>\n"},
		{"empty flow", "a: [ ]\n", "1:1 a list\n"},
		{"trailing comma", "a: [b,]\n", "1:1 a list 1:5<b>\n"},
		{
			"block", "a: # c\n  # d\n  - b\n\n  - '*.c' # e\nf: g\n",
			"1:1 a list 3:5<b> 5:5<*.c>\n6:1 f 6:4<g>\n",
		},
		{"block without indent", "a:\n- b\n- c d\n", "1:1 a list 2:3<b> 3:3<c d>\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			entries, err := Parse(test.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, show(entries)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"a: 'b'# c\n", "1:7: want the end of the line, not # c"},
		{"a: 1\na: 2\n", "2:1: a is set on line 1 already"},
		{"a:\nb: 1\n", "1:1: a has no value"},
		{"b: 1\na:\n", "2:1: a has no value"},
		{"a:1\n", "1:3: want a space after the colon"},
		{"a\n", "1:1: want a line such as key: value"},
		{"- a\n", "1:1: want a line such as key: value"},
		{"{a: 1}\n", "1:1: want a line such as key: value"},
		{"a: 1\n  b\n", "2:3: want a key at the beginning of the line"},
		{"a:\n  b: 1\n", "1:1: a has no value"},
		{"a:\n\t- b\n", "2:2: a tab cannot indent a line; use spaces"},
		{"a:\n  - b\n - c\n", "3:2: want the items of a list below each other"},
		{"a:\n  -\n", "2:4: want a value"},
		{"a:\n  - b: c\n", "2:6: a colon has a meaning in YAML, so put the value into quotes"},
		{"a:\n  - - b\n", "2:5: - has a meaning in YAML, so put the value into quotes"},
		{"a: *.Get\n", "1:4: * has a meaning in YAML, so put the value into quotes"},
		{"a: [*.Get]\n", "1:5: * has a meaning in YAML, so put the value into quotes"},
		{"a: |\n  b\n", "1:4: | has a meaning in YAML, so put the value into quotes"},
		{"a: b: c\n", "1:5: a colon has a meaning in YAML, so put the value into quotes"},
		{"a: b:\n", "1:5: a colon has a meaning in YAML, so put the value into quotes"},
		{"a: [b\n", "1:6: want a comma or ] on the same line"},
		{"a: [b] c\n", "1:8: want the end of the line, not c"},
		{"a: 'b\n", "1:4: want a closing ' on the same line"},
		{"a: 'b'' c\n", "1:4: want a closing ' on the same line"},
		{`a: "b\n"`, `1:4: \ has a meaning in double quotes, use single ones`},
		{"a: \"b\" c\n", "1:8: want the end of the line, not c"},
		{"a: null\n", "1:4: want a value, or leave the key out"},
		{"a: [b, ~]\n", "1:8: want a value, or leave the key out"},
	} {
		t.Run(test.text, func(t *testing.T) {
			_, err := Parse(test.text)
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}
