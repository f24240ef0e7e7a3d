package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/unnest-go/unnest/analyzer/setting"
	"github.com/unnest-go/unnest/internal/nearest"
)

// defaultOutput is the file that is generated unless -o says otherwise.
const defaultOutput = "unnest_promises.go"

// generateOptions are what a run of "unnest generate" is to do.
type generateOptions struct {
	common
	from      []string // packages whose operations are adapted, none for the package's own
	types     []string // patterns of types, and
	functions []string // of functions that select operations; all when there is none of either
	output    string
	chains    bool // functions with pyramids get chains instead of adapters
}

func newGenerateOptions() *generateOptions {
	o := &generateOptions{output: defaultOutput}
	o.patterns = []string{"."}
	return o
}

func (o *generateOptions) table() setting.Table {
	return append(o.common.table().Without("depth", "bugs", "pyramids"), setting.Table{
		{
			Name: "for", Usage: "adapt the operations of the package with this import `path`",
			Value: setting.List(&o.from, checkPath), FlagOnly: true,
		},
		{
			Name: "type", Usage: "adapt the methods of types that match `pattern`",
			Value: setting.List(&o.types, checkMatch), FlagOnly: true,
		},
		{
			Name: "func", Usage: "adapt the functions and methods that match `pattern`",
			Value: setting.List(&o.functions, checkMatch), FlagOnly: true,
		},
		{
			Name: "chains", Usage: "write functions with pyramids as chains",
			Value: setting.Bool(&o.chains), FlagOnly: true,
		},
		{Name: "o", Usage: "the `file` to write", Value: setting.Text(&o.output), FlagOnly: true},
	}...)
}

// checkPath says what else than an import path somebody has given.
func checkPath(path string) error {
	if strings.HasPrefix(path, ".") || filepath.IsAbs(path) || strings.Contains(path, "...") {
		return errors.New("want the import path of one package, as in an import declaration")
	}
	return nil
}

// checkMatch says what is wrong with a pattern.
func checkMatch(pattern string) error {
	_, err := filepath.Match(pattern, "")
	return err
}

func (o *generateOptions) check() error {
	if o.chains && len(o.from) > 0 {
		return errors.New("-chains is for functions of the package itself, it does not go with -for")
	}
	if name := filepath.Base(o.output); name != o.output || filepath.Ext(name) != ".go" {
		return fmt.Errorf("-o %s: want the name of a Go file in the package's directory", o.output)
	}
	return nil
}

// A selection is a set of patterns for names.
type selection struct {
	flag     string
	patterns []string
	matched  map[string]bool
	known    []string
}

func newSelection(flag string, patterns []string) *selection {
	return &selection{flag: flag, patterns: patterns, matched: make(map[string]bool)}
}

// match reports whether a pattern means one of the names.
func (s *selection) match(names ...string) bool {
	s.known = append(s.known, names...)
	found := false
	for _, p := range s.patterns {
		for _, name := range names {
			if ok, _ := filepath.Match(p, name); ok { // the pattern was checked
				s.matched[p], found = true, true
			}
		}
	}
	return found
}

// unmatched is an error about a pattern that meant nothing, nil for none.
func (s *selection) unmatched(what string) error {
	for _, p := range s.patterns {
		if s.matched[p] {
			continue
		}
		err := fmt.Sprintf("-%s %s matches no %s", s.flag, p, what)
		if meant := nearest.Of(p, s.known); meant != "" {
			err += fmt.Sprintf("; did you mean %s?", meant)
		}
		return errors.New(err)
	}
	return nil
}
