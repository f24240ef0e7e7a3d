package setting

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/unnest-go/unnest/internal/nearest"
)

// A Value is where a setting is kept, and what it may be.
type Value interface {
	// String writes the value as Set takes it.
	String() string
	Set(text string) error
	// Clear empties a list.
	Clear()

	single() bool // no list
	bare() bool   // "true" may be left out
}

// one is what values have in common that are no lists.
type one struct{}

func (one) Clear()       {}
func (one) single() bool { return true }
func (one) bare() bool   { return false }

// Int is a number of at least least, or the error why says what is wrong.
func Int(p *int, least int, why string) Value { return &intValue{p: p, least: least, why: why} }

type intValue struct {
	one
	p     *int
	least int
	why   string
}

func (v *intValue) String() string { return strconv.Itoa(*v.p) }

func (v *intValue) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil {
		return errors.New("want a number")
	}
	if n < v.least {
		return errors.New(v.why)
	}
	*v.p = n
	return nil
}

// Bool is true or false.
func Bool(p *bool) Value { return &boolValue{p: p} }

type boolValue struct {
	one
	p *bool
}

func (v *boolValue) String() string { return strconv.FormatBool(*v.p) }
func (v *boolValue) bare() bool     { return true }

func (v *boolValue) Set(text string) error {
	b, err := strconv.ParseBool(text)
	if err != nil {
		return errors.New("want true or false")
	}
	*v.p = b
	return nil
}

// Text is any text.
func Text(p *string) Value { return &textValue{p: p} }

type textValue struct {
	one
	p *string
}

func (v *textValue) String() string { return *v.p }

func (v *textValue) Set(text string) error {
	*v.p = text
	return nil
}

// List is texts that are not empty and that check, when there is one, has no
// objection to.
func List(p *[]string, check func(string) error) Value { return &listValue{p, check} }

type listValue struct {
	p     *[]string
	check func(string) error
}

func (v *listValue) String() string { return strings.Join(*v.p, " ") }
func (v *listValue) Clear()         { *v.p = nil }
func (v *listValue) single() bool   { return false }
func (v *listValue) bare() bool     { return false }

func (v *listValue) Set(text string) error {
	if text == "" {
		return errors.New("want a pattern, not an empty one")
	}
	if v.check != nil {
		if err := v.check(text); err != nil {
			return err
		}
	}
	*v.p = append(*v.p, text)
	return nil
}

// Names are some of the known ones: several with commas between them, "true"
// for all, "false" for none.
func Names(p *[]string, known []string) Value { return &namesValue{p, known} }

type namesValue struct {
	p     *[]string
	known []string
}

func (v *namesValue) String() string { return strings.Join(*v.p, ",") }
func (v *namesValue) Clear()         { *v.p = nil }
func (v *namesValue) single() bool   { return false }
func (v *namesValue) bare() bool     { return true }

func (v *namesValue) Set(text string) error {
	if all, err := strconv.ParseBool(text); err == nil {
		*v.p = nil
		if all {
			*v.p = slices.Clone(v.known)
		}
		return nil
	}
	for name := range strings.SplitSeq(text, ",") {
		if !slices.Contains(v.known, name) {
			return v.unknown(name)
		}
		if !slices.Contains(*v.p, name) {
			*v.p = append(*v.p, name)
		}
	}
	return nil
}

func (v *namesValue) unknown(name string) error {
	text := fmt.Sprintf("nothing is called %q", name)
	if meant := nearest.Of(name, v.known); meant != "" {
		text += fmt.Sprintf("; did you mean %s?", meant)
	}
	return fmt.Errorf("%s; there are %s, or true for all of these", text, strings.Join(v.known, ", "))
}
