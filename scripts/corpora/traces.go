package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Test files of a project record what happens: each run begins with a line
// "# name", and its events follow. They are written to the file that one
// variable names, in about as many runs as another says.
const (
	traceFile = "CORPORA_TRACE"
	traceRuns = "CORPORA_RUNS"
)

// traces compares what happens before and after.
func (t *trial) traces(r *outcome, runs int) error {
	if len(t.flags) == 0 {
		if err := t.recorders(r); err != nil {
			return err
		}
	}
	before, err := t.record(t.original(), runs)
	if err != nil {
		return err
	}
	after, err := t.record(t.flattened(), runs)
	if err != nil {
		return err
	}
	if len(before) != len(after) {
		r.fail("%d runs before, and %d now", len(before), len(after))
	}
	for i := range min(len(before), len(after)) {
		if bytes.Equal(before[i], after[i]) {
			r.compared++
			continue
		}
		if differ := i + 1 - r.compared; differ <= 3 { // the rest is more of the same
			r.fail("other events:\n# %s\nnow:\n# %s", before[i], after[i])
		}
	}
	if differ := min(len(before), len(after)) - r.compared; differ > 0 {
		r.fail("%d runs have other events", differ)
	}
	return nil
}

// recorders puts the test files into both copies before anything is changed: functions that
// they call may come to have another signature.
func (t *trial) recorders(*outcome) error {
	return errors.Join(t.addRecorder(t.original()), t.addRecorder(t.flattened()))
}

func (t *trial) addRecorder(dir string) error {
	here, err := output(".", "go", "list", "-f", "{{.Dir}}", checkout+"/scripts/corpora")
	if err != nil {
		return err
	}
	pattern := filepath.Join(strings.TrimSpace(string(here)), t.project.Traces, "*.go.txt")
	sources, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	for _, source := range sources {
		text, err := os.ReadFile(source)
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(filepath.Base(source), ".txt")
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// record runs the test files in a copy and returns the text of each run.
func (t *trial) record(dir string, runs int) ([][]byte, error) {
	events := filepath.Join(t.dir, filepath.Base(dir)+".events")
	cmd := command(dir, "go", "test", "-v", "-vet=off", "-count=1", "-timeout=2h", "-run=^TestTraces$", ".")
	cmd.Env = append(cmd.Env, traceFile+"="+events, traceRuns+"="+strconv.Itoa(runs))
	// The project has an eye of its own on goroutines that stay, and fails.
	out, err := cmd.CombinedOutput()
	if !bytes.Contains(out, []byte("\n--- PASS: TestTraces ")) {
		return nil, fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	text, err := os.ReadFile(events)
	if err != nil {
		return nil, err
	}
	_, text, _ = bytes.Cut(text, []byte("# "))
	return bytes.Split(text, []byte("\n# ")), nil
}
