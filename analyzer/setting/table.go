package setting

import (
	"cmp"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/nearest"
)

// A Setting is one row of a table.
type Setting struct {
	Name     string // of the flag, and of the key in files
	Usage    string // in a few words, of which those in back quotes name the value
	Value    Value
	FlagOnly bool // what it says is about one run, and does not belong in a file
	Adds     bool // values add to those of a layer below, instead of replacing them

	Given []Given // how it came to what it is, empty for the default
}

// Given is a value and who has given it.
type Given struct {
	Text   string
	Origin Origin
}

// An Origin is a place where settings are given. Those of a later layer win.
type Origin struct {
	Layer Layer
	Place string // file:line:col, empty for flags
}

// A Layer is a kind of origins.
type Layer int

// The layers, in the order in which they have to be set.
const (
	File Layer = iota
	Flag
)

// String is the place, or what stands for flags, which have none.
func (o Origin) String() string { return cmp.Or(o.Place, "flag") }

// A Table is what can be set, in the order of its documentation.
type Table []*Setting

// Lookup returns the setting with a name. The error for an unknown one has the
// one that may have been meant.
func (t Table) Lookup(name string) (*Setting, error) {
	var names []string
	for _, s := range t {
		if s.Name == name {
			return s, nil
		}
		names = append(names, s.Name)
	}
	if meant := nearest.Of(name, names); meant != "" {
		return nil, fmt.Errorf("unknown setting %s; did you mean %s?", name, meant)
	}
	return nil, fmt.Errorf("unknown setting %s; there are %s", name, strings.Join(names, ", "))
}

// Kept are the settings that may stand in a file.
func (t Table) Kept() Table {
	return slices.DeleteFunc(slices.Clone(t), func(s *Setting) bool { return s.FlagOnly })
}

// Pick returns the settings with the names, in the order of the names. A name
// that is not in the table is a mistake of the program.
func (t Table) Pick(names ...string) Table {
	var picked Table
	for _, name := range names {
		s, err := t.Lookup(name)
		if err != nil {
			panic(err)
		}
		picked = append(picked, s)
	}
	return picked
}

// Without returns all settings but those with the names.
func (t Table) Without(names ...string) Table {
	return slices.DeleteFunc(slices.Clone(t), func(s *Setting) bool { return slices.Contains(names, s.Name) })
}

// Flags defines a flag for each setting.
func (t Table) Flags(flags *flag.FlagSet) {
	for _, s := range t {
		flags.Var(flagOf{s}, s.Name, s.Usage)
	}
}

// Set gives the setting a value, or another one when it is a list.
func (s *Setting) Set(text string, origin Origin) error {
	if n := len(s.Given); n > 0 && !s.Adds && s.Given[n-1].Origin.Layer != origin.Layer {
		s.Value.Clear()
		s.Given = nil
	}
	if err := s.Value.Set(text); err != nil {
		return err
	}
	if !s.IsList() {
		s.Given = nil
	}
	s.Given = append(s.Given, Given{text, origin})
	return nil
}

// IsList reports whether a setting may have several values.
func (s *Setting) IsList() bool { return !s.Value.single() }

// Bare reports whether the flag may stand without a value, for "true".
func (s *Setting) Bare() bool { return s.Value.bare() }

// flagOf is a setting as a flag.
type flagOf struct{ *Setting }

// Set implements flag.Value.
func (f flagOf) Set(text string) error { return f.Setting.Set(text, Origin{Layer: Flag}) }

// String implements flag.Value, also on the zero value, which is how package
// flag finds out whether a default is worth mentioning.
func (f flagOf) String() string {
	if f.Setting == nil {
		return ""
	}
	return f.Value.String()
}

// IsBoolFlag lets a flag stand without a value.
func (f flagOf) IsBoolFlag() bool { return f.Setting != nil && f.Value.bare() }
