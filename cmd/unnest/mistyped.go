package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/internal/nearest"
)

// mistyped says which word an unknown one may have been meant to be.
func mistyped(word string, known []string) string {
	if meant := nearest.Of(strings.TrimLeft(word, "-"), known); meant != "" {
		return fmt.Sprintf("; did you mean -%s?", meant)
	}
	return ""
}

// misplaced says what a word that names no package may have been meant to be: a
// subcommand, a flag, or a kind of mistakes, which takes a = before it.
func (o *common) misplaced(p load.Problem) string {
	word := p.Package
	if !slices.Contains(o.patterns, word) || strings.ContainsAny(word, "./\\") {
		return ""
	}
	var names []string
	for _, sub := range subcommands() {
		names = append(names, sub.Name)
	}
	_, err := o.settings.Lookup(word)
	switch sub := nearest.Of(word, names); {
	case isTruth(word):
		return "; a flag that is on or off has its value behind a =, as in -test=false"
	case isMistake(word):
		return fmt.Sprintf("; did you mean -bugs=%s?", word)
	case err == nil:
		return fmt.Sprintf("; did you mean -%s?", word)
	case sub != "":
		return fmt.Sprintf("; did you mean unnest %s?", sub)
	}
	return ""
}

// isTruth reports whether a word is a value of a flag that is on or off.
func isTruth(word string) bool {
	_, err := strconv.ParseBool(word)
	return err == nil
}

// isMistake reports whether a word is one of the kinds that -bugs takes.
func isMistake(word string) bool {
	s, err := newOptions().table().Lookup("bugs")
	return err == nil && s.Value.Set(word) == nil
}
