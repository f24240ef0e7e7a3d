package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// before records what building and vetting say of the source as it is.
func (t *trial) before(r *outcome) error {
	r.complaints = t.complaints(t.original())
	return nil
}

// after compares them with what they say of the flattened source.
func (t *trial) after(r *outcome) error {
	after := t.complaints(t.flattened())
	for what := range after {
		for _, line := range after[what] {
			if !slices.Contains(r.complaints[what], line) {
				r.fail("go %s has a new complaint: %s", what, line)
			}
		}
	}
	return nil
}

var places = regexp.MustCompile(`:\d+:\d+|:\d+`)

// complaints are the lines of build and vet without numbers of lines, which
// flattening changes.
func (t *trial) complaints(dir string) map[string][]string {
	all := make(map[string][]string)
	for _, targets := range t.project.targets() {
		for what, flags := range map[string][]string{"build": {"-o", os.DevNull}, "vet": nil} {
			if t.project.Tags != "" {
				flags = append(flags, "-tags", t.project.Tags)
			}
			args := slices.Concat([]string{what}, flags, targets)
			out, _ := command(dir, "go", args...).CombinedOutput() // compared
			for line := range strings.Lines(string(out)) {
				line = strings.TrimSpace(places.ReplaceAllString(line, ""))
				all[what] = append(all[what], line)
			}
		}
	}
	return all
}

// tests runs the offline tests of both copies and compares every test's result.
func (t *trial) tests(r *outcome) error {
	if len(t.project.Tests) == 0 {
		return nil
	}
	before := t.results(t.original())
	after := t.results(t.flattened())
	for name, result := range before {
		if result == "pass" {
			r.passed++
			if after[name] != "pass" {
				r.fail("test %s passed before, and now: %s", name, after[name])
			}
		}
	}
	return nil
}

// results are the results of tests by package and name.
func (t *trial) results(dir string) map[string]string {
	args := append([]string{"test", "-json", "-count=1", "-timeout=5m", "-vet=off"}, t.project.Tests...)
	cmd := command(dir, "go", args...)
	out, _ := cmd.Output() // a failing test is a result
	results := make(map[string]string)
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var event struct{ Action, Package, Test string }
		if json.Unmarshal(lines.Bytes(), &event) != nil || event.Test == "" {
			continue // output of the build
		}
		if event.Action == "pass" || event.Action == "fail" || event.Action == "skip" {
			results[event.Package+"."+event.Test] = event.Action
		}
	}
	return results
}

// diff records which lines of the source have changed.
func (t *trial) diff(r *outcome) error {
	cmd := exec.Command("git", "diff", "--no-index", "--no-color", "--no-prefix", "-U0", "before", "after")
	cmd.Dir = t.dir
	out, err := cmd.Output()
	if err != nil && exitCode(err) != 1 {
		return err
	}
	r.hunks, err = parseHunks(out, t.project.Sub)
	if err != nil || len(t.flags) > 0 {
		return err // what returns a promise, and what calls it, is anywhere
	}
	return t.outside(r)
}

// outside looks for changes outside of pyramids and imports.
func (t *trial) outside(r *outcome) error {
	files := make(map[string]*layout)
	for _, h := range r.hunks {
		if filepath.Ext(h.file) != ".go" {
			continue // go.mod and go.sum, which are ours
		}
		l := files[h.file]
		if l == nil {
			var err error
			if l, err = newLayout(filepath.Join(t.original(), h.file), h.file, r.findings); err != nil {
				return err
			}
			files[h.file] = l
		}
		if !l.allows(h) {
			r.fail("%s is changed outside of the pyramids", h.span)
		}
	}
	return nil
}
