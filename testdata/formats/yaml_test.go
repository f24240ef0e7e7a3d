package formats

import (
	"fmt"
	"testing"

	full "gopkg.in/yaml.v3"

	"github.com/unnest-go/unnest/cmd/unnest/internal/yaml"
)

// pieces make texts, most of which are no settings.
var pieces = []string{
	"a:", "b: ", "c", " ", "\n", "\n  - ", "- ", "[", "]", ", ", "'", `"`, "#", " # x", "*", ": ", "1", "x y", "''", "~", "é",
}

// TestYAML compares with a complete reader: what is read at all means the same.
func TestYAML(t *testing.T) {
	const most = 4
	read := 0
	var try func(text string, n int)
	try = func(text string, n int) {
		entries, err := yaml.Parse(text)
		if err == nil {
			read++
			if got, want := short(entries), complete(text); got != want {
				t.Errorf("%q is %s, but for others %s", text, got, want)
			}
		}
		if n == most {
			return
		}
		for _, p := range pieces {
			try(text+p, n+1)
		}
	}
	for _, start := range []string{"a:", "b: ", "d: [", "e:\n  - ", "f: '", "# x\n"} {
		try(start, 0)
	}
	if read < 1_000 {
		t.Errorf("%d texts are too few to tell anything", read)
	}
}

// short writes what the command reads.
func short(entries []*yaml.Entry) string {
	text := ""
	for _, e := range entries {
		text += fmt.Sprintf("%s list=%v", e.Text, e.List)
		for _, v := range e.Values {
			text += fmt.Sprintf(" %q", v.Text)
		}
		text += ";"
	}
	return text
}

// complete writes what a complete reader reads.
func complete(text string) string {
	var doc full.Node
	if err := full.Unmarshal([]byte(text), &doc); err != nil {
		return err.Error()
	}
	if len(doc.Content) == 0 {
		return ""
	}
	top, out := doc.Content[0], ""
	if top.Kind != full.MappingNode {
		return "no mapping"
	}
	for i := 0; i < len(top.Content); i += 2 {
		key, value := top.Content[i], top.Content[i+1]
		list := value.Kind == full.SequenceNode
		values := []*full.Node{value}
		if list {
			values = value.Content
		}
		out += fmt.Sprintf("%s list=%v", key.Value, list)
		for _, v := range values {
			if v.Kind != full.ScalarNode || v.Tag == "!!null" {
				return "no list of scalars"
			}
			out += fmt.Sprintf(" %q", v.Value)
		}
		out += ";"
	}
	return out
}
