package setting_test

import (
	"flag"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unnest-go/unnest/analyzer/setting"
)

type values struct {
	depth  int
	assume bool
	tags   string
	once   []string
	bugs   []string
}

func (v *values) table() setting.Table {
	return setting.Table{
		{Name: "depth", Value: setting.Int(&v.depth, 1, "too flat")},
		{Name: "assume", Value: setting.Bool(&v.assume)},
		{Name: "tags", Value: setting.Text(&v.tags), FlagOnly: true},
		{Name: "once", Value: setting.List(&v.once, nil), Adds: true},
		{Name: "bugs", Value: setting.Names(&v.bugs, []string{"lost", "twice"})},
	}
}

// from is a place in a file.
func from(line int) setting.Origin {
	return setting.Origin{Layer: setting.File, Place: fmt.Sprintf("f:%d:1", line)}
}

// given is what a table says of where its values come from.
func given(t setting.Table) string {
	var b strings.Builder
	for _, s := range t {
		for _, g := range s.Given {
			fmt.Fprintf(&b, "%s=%s (%v)\n", s.Name, g.Text, g.Origin)
		}
	}
	return b.String()
}

// A flag wins over the file; a list that adds has both.
func TestLayers(t *testing.T) {
	var v values
	table := v.table()
	for i, entry := range [][2]string{
		{"depth", "3"}, {"assume", "true"}, {"once", "A"}, {"once", "B"}, {"bugs", "lost"},
	} {
		s, err := table.Lookup(entry[0])
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Set(entry[1], from(i+1)); err != nil {
			t.Fatal(err)
		}
	}
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	table.Flags(flags)
	if err := flags.Parse([]string{"-depth=4", "-once=C", "-bugs=twice", "-assume=false"}); err != nil {
		t.Fatal(err)
	}
	want := "{depth:4 assume:false tags: once:[A B C] bugs:[twice]}"
	if got := fmt.Sprintf("%+v", v); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	const origins = `depth=4 (flag)
assume=false (flag)
once=A (f:3:1)
once=B (f:4:1)
once=C (flag)
bugs=twice (flag)
`
	if diff := cmp.Diff(origins, given(table)); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
}

func TestFlags(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"-assume", "{depth:0 assume:true tags: once:[] bugs:[]}"},
		{"-bugs", "{depth:0 assume:false tags: once:[] bugs:[lost twice]}"},
		{"-bugs=twice,lost", "{depth:0 assume:false tags: once:[] bugs:[twice lost]}"},
		{"-bugs=twice -bugs=twice", "{depth:0 assume:false tags: once:[] bugs:[twice]}"},
		{"-bugs -bugs=false", "{depth:0 assume:false tags: once:[] bugs:[]}"},
		{"-tags=a,b", "{depth:0 assume:false tags:a,b once:[] bugs:[]}"},
		{"-depth=0", "too flat"},
		{"-depth=x", "want a number"},
		{"-assume=perhaps", "want true or false"},
		{"-once=", "not an empty one"},
		{"-bugs=twise", `nothing is called "twise"; did you mean twice?; there are lost, twice, or true`},
	} {
		t.Run(test.args, func(t *testing.T) {
			var v values
			flags := flag.NewFlagSet("", flag.ContinueOnError)
			flags.SetOutput(io.Discard)
			v.table().Flags(flags)
			err := flags.Parse(strings.Fields(test.args))
			got := fmt.Sprintf("%+v", v)
			if err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, test.want) {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestLookup(t *testing.T) {
	table := new(values).table()
	for name, want := range map[string]string{
		"dept":     "unknown setting dept; did you mean depth?",
		"whatever": "unknown setting whatever; there are depth, assume, tags, once, bugs",
	} {
		if _, err := table.Lookup(name); err == nil || err.Error() != want {
			t.Errorf("Lookup(%s): %v, want %s", name, err, want)
		}
	}
	if _, err := table.Kept().Lookup("tags"); err == nil {
		t.Error("tags is kept though it is a flag only")
	}
}
