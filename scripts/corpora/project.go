package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A project is a row of the table.
type project struct {
	Name    string
	Module  string // path@version, as the module proxy has it
	Dir     string // or the directory of the source
	Sub     string // directory of the main module within, where it is not the first one
	Tags    string
	Targets []string // packages, by default ./..., and files that are programs of their own

	Once   []string // patterns for operations whose bodies do not show that they call back once
	Trees  []string // pyramids, each "file:first-last depth"
	Want   int      // how many trees are rewritten at least
	Others []string // findings elsewhere that are true ones, each "file:line"

	Nested bool     // it is nested first
	Clean  bool     // there is nothing to be found
	Traps  []string // places that look like pyramids, each "file:first-last"
	Tests  []string // arguments of go test that need no network and no server
	Traces string   // directory of test files that record events
}

// targets are the packages to look into, as lists of arguments. A Go file is a
// package of its own: directories of examples may have several programs.
func (p *project) targets() [][]string {
	var patterns []string
	var all [][]string
	for _, target := range p.Targets {
		if filepath.Ext(target) == ".go" {
			all = append(all, []string{target})
			continue
		}
		patterns = append(patterns, target)
	}
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	return append(all, patterns)
}

// readRows reads a file of rows.
func readRows(name string) ([]project, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var all []project
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return all, nil
}

// A span is a range of lines of a file, and how deep the pyramid in it is.
type span struct {
	file        string
	first, last int
	depth       int
}

func (s span) String() string { return fmt.Sprintf("%s:%d-%d", s.file, s.first, s.last) }

func (s span) has(file string, line int) bool {
	return s.file == file && s.first <= line && line <= s.last
}

// parseSpan reads "file:first-last depth", of which all but the file and the
// first line may be left out.
func parseSpan(text string) (span, error) {
	place, depth, _ := strings.Cut(text, " ")
	file, lines, ok := strings.Cut(place, ":")
	if !ok {
		return span{}, fmt.Errorf("place %q has no line", text)
	}
	first, last, ranged := strings.Cut(lines, "-")
	if !ranged {
		last = first
	}
	s := span{file: file}
	for _, number := range []struct {
		text string
		to   *int
	}{{first, &s.first}, {last, &s.last}, {depth, &s.depth}} {
		if number.text == "" {
			continue // no depth
		}
		var err error
		if *number.to, err = strconv.Atoi(number.text); err != nil {
			return span{}, fmt.Errorf("place %q: %w", text, err)
		}
	}
	return s, nil
}

func parseSpans(texts []string) ([]span, error) {
	var all []span
	for _, text := range texts {
		s, err := parseSpan(text)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}
