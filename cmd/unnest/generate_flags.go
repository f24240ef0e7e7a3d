package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/cmd/unnest/internal/nearest"
)

// defaultOutput is the file that is generated unless -o says otherwise.
const defaultOutput = "unnest_promises.go"

// generateOptions are what the command line of "unnest generate" says.
type generateOptions struct {
	analysis  analyzer.Config
	from      []string // packages whose operations are adapted, none for the package's own
	types     []string // patterns of types, and
	functions []string // of functions that select operations; all when there is none of either
	output    string
	dir, tags string
	patterns  []string
}

// parseGenerate reads the command line.
func parseGenerate(args []string) (*generateOptions, error) {
	o := new(generateOptions)
	flags := flag.NewFlagSet("unnest generate", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Func("once", "functions that match `pattern` call back at most once", appendTo(&o.analysis.Once))
	flags.BoolVar(&o.analysis.Assume, "assume", false, "adapt also what has only the shape of an operation")
	flags.Func("for", "adapt the operations of the package with this import `path`", appendTo(&o.from))
	flags.Func("type", "adapt the methods of types that match `pattern`", appendTo(&o.types))
	flags.Func("func", "adapt the functions and methods that match `pattern`", appendTo(&o.functions))
	flags.StringVar(&o.output, "o", defaultOutput, "the `file` to write")
	flags.StringVar(&o.dir, "C", "", "change to `dir` first")
	flags.StringVar(&o.tags, "tags", "", "`list` of build tags")
	if err := flags.Parse(args); err != nil {
		return nil, explained(flags, err)
	}
	o.patterns = flags.Args()
	if len(o.patterns) == 0 {
		o.patterns = []string{"."}
	}
	return o, o.check()
}

func appendTo(list *[]string) func(string) error {
	return func(s string) error {
		if s == "" {
			return errors.New("empty")
		}
		*list = append(*list, s)
		return nil
	}
}

func (o *generateOptions) check() error {
	if name := filepath.Base(o.output); name != o.output || filepath.Ext(name) != ".go" {
		return fmt.Errorf("-o %s: want the name of a Go file in the package's directory", o.output)
	}
	for _, p := range append(o.types, o.functions...) {
		if _, err := filepath.Match(p, ""); err != nil {
			return fmt.Errorf("pattern %s: %w", p, err)
		}
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
